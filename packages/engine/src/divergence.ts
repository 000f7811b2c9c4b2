import { type PatchedRunbook, patchRunbook } from "@steadyhand/core/divergence";
import {
  canBeWritten,
  type Divergence,
  type DivergenceName,
  type Execution,
  findDivergences,
  isTakenOver,
  nameOf,
} from "@steadyhand/core/execution";
import type { ExecutionId } from "@steadyhand/core/identity";
import { refusalError } from "@steadyhand/core/outcome";
import type { ParsedRunbook } from "@steadyhand/core/runbook";
import type { Redactor, RunbookVersion } from "./ports.ts";

/** What a run did otherwise than its runbook, and the runbook's text with the chosen parts of it written in. */
export interface DivergenceReport {
  readonly divergences: readonly Divergence[];
  readonly patch: PatchedRunbook;
  /** The version that the run followed: what the patch is made from. */
  readonly version: RunbookVersion;
}

/**
 * Compares what was prescribed with what was done, and prepares the runbook's next version. `chosen` names what is to
 * be written in; without it, what was edited, added and moved. Throws `divergence.unknown` for a name there is none of.
 */
export function reportDivergence(
  execution: Execution,
  version: RunbookVersion,
  options: {
    readonly chosen?: readonly DivergenceName[];
    readonly parse: (text: string) => ParsedRunbook | undefined;
    readonly redactor: Redactor;
  },
): DivergenceReport {
  const divergences = findDivergences(execution, version.plan);
  const names = divergences.map(nameOf);
  const unknown = options.chosen?.filter((name) => !names.includes(name)) ?? [];
  if (unknown.length > 0) {
    throw refusalError({
      code: "divergence.unknown",
      message: `Cannot write ${unknown.join(", ")} into the runbook: ${execution.id} did nothing of that name otherwise`,
      hint: names.length === 0 ? "It did everything as prescribed" : `There is ${names.join(", ")}`,
    });
  }
  const wanted = divergences.filter(
    (divergence) => options.chosen?.includes(nameOf(divergence)) ?? isTakenOver(divergence),
  );
  const writable = wanted.filter(
    (divergence) => canBeWritten(divergence) && !holdsSecret(divergence, options.redactor),
  );
  const patch = patchRunbook(version.parsed, { divergences: writable, parse: options.parse });
  const held = wanted.filter((divergence) => !writable.includes(divergence)).map(nameOf);
  return { divergences, patch: { ...patch, unwritten: [...patch.unwritten, ...held] }, version };
}

/** A runbook is read by many: what a person typed with a secret in it is not copied into one. */
function holdsSecret(divergence: Divergence, redactor: Redactor): boolean {
  return "done" in divergence && redactor.redact(divergence.done) !== divergence.done;
}

/** A patch is made from the version the run followed: where there is a newer one, it would take others' changes back. */
export function refuseNewer(executionId: ExecutionId, followed: RunbookVersion, newest: RunbookVersion): void {
  if (followed.version === newest.version) return;
  throw refusalError({
    code: "divergence.newer_version",
    message: `Cannot write what ${executionId} did otherwise into ${followed.id}: it ran version ${followed.version}, and there is version ${newest.version}`,
    hint: "Look at the patch and make the change in the newest version by hand",
  });
}

/** Nothing is saved where nothing changes. */
export function refuseUnwritten(executionId: ExecutionId, { divergences, patch }: DivergenceReport): void {
  if (patch.written.length > 0) return;
  const why =
    divergences.length === 0 ? "it did everything as prescribed" : "none of it could be written into the text";
  throw refusalError({
    code: "divergence.nothing_to_write",
    message: `Cannot write what ${executionId} did otherwise into its runbook: ${why}`,
    hint: "Edit the runbook by hand and import it as its next version",
  });
}

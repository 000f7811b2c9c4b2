import type { Case, Episode, Standing } from "@steadyhand/core/diagnosis";
import type { TenantId } from "@steadyhand/core/identity";
import type { Incident, Violation } from "@steadyhand/core/incident";
import { type Invariant, type Judgement, unwatched, type Watched } from "@steadyhand/core/invariant";
import type { CaseFile, Investigation, Remedy } from "@steadyhand/core/investigation";
import type { Subject } from "@steadyhand/subject";
import type { OperatedSubject } from "./operator-options.ts";
import { toolsOf } from "./tools/declare-tools.ts";

/** All that is known when a reasoner makes its next move. */
export interface FileInput {
  readonly tenantId: TenantId;
  readonly incident: Incident;
  readonly operated: OperatedSubject;
  readonly investigation: Investigation;
  /** Of the same incident, oldest first, this one not among them. */
  readonly earlier: readonly Investigation[];
  readonly episodes: readonly Episode[];
  readonly now: Date;
}

/** Puts a case together from the record alone, so that another server would come to the same. */
export function caseFile(input: FileInput): CaseFile {
  const { tenantId, incident, operated, investigation } = input;
  const { subject, environment } = operated;
  return {
    ...{ tenantId, incident, investigation },
    subject: {
      ...{ name: subject.name, kind: subject.kind, environment, members: subject.expected },
      invariants: subject.invariants.map(({ name, title, severity }) => ({ name, title, severity })),
      actions: subject.actions.map(({ action }) => action.declare()),
    },
    tools: toolsOf(operated),
    known: knownOf(input),
  };
}

function knownOf({ operated: { subject }, investigation, earlier, episodes, incident, now }: FileInput): Case {
  const seen = investigation.turns.flatMap(({ answer }) => answer?.seen ?? []);
  const looked = seen.findLast(({ standings }) => standings !== undefined);
  return {
    library: {
      ...{ faults: subject.faults, members: subject.expected },
      ...(subject.usual && { base: subject.usual }),
    },
    standings: looked?.standings ?? standingsOf(subject, incident, []),
    findings: seen.flatMap(({ findings = [] }) => findings),
    blind: looked?.blind ?? [],
    samples: looked?.samples ?? [],
    actions: subject.actions.map(({ action }) => action.declare()),
    looks: logLooks(subject, investigation),
    episodes,
    attempts: [...earlier, investigation].flatMap(attemptOf),
    now,
  };
}

/** Where each invariant stands by one look, together with how long its incident knows of it. */
export function standingsOf(
  { invariants }: Pick<Subject, "invariants">,
  { violations }: Incident,
  judged: readonly { readonly invariant: Invariant; readonly judgement: Judgement; readonly at: Date }[],
): readonly Standing[] {
  const stands = ({ name, title, severity, graceMs, settleMs, reads }: Invariant) => ({
    ...{ name, title, severity, graceMs, settleMs, reads },
  });
  if (judged.length > 0) {
    return judged.map(({ invariant, judgement, at }) => ({
      invariant: stands(invariant),
      judgement,
      watched: watchedOf(violations, { name: invariant.name, judgement, at }),
    }));
  }
  // Before the first look: what the incident says.
  return violations.flatMap(({ invariant: name, member, why, state }) => {
    const invariant = invariants.find((one) => one.name === name);
    if (invariant === undefined) return [];
    const verdict = state === "violated" ? "violated" : "holds";
    const judgement: Judgement = { verdict, why, ...(member !== undefined && { member }) };
    return [
      { invariant: stands(invariant), judgement, watched: watchedOf(violations, { name, judgement, at: new Date(0) }) },
    ];
  });
}

function watchedOf(
  violations: readonly Violation[],
  { name, judgement, at }: { readonly name: string; readonly judgement: Judgement; readonly at: Date },
): Watched {
  const known = violations.find(({ invariant, member }) => invariant === name && member === judgement.member);
  const onsets = known ? [known.since] : [];
  if (known?.state === "violated") {
    return { phase: "violated", onsets, since: known.since, confirmedAt: known.confirmedAt };
  }
  if (known?.state === "settling") {
    const { since, confirmedAt, holdsSince } = known;
    return { phase: "settling", onsets, since, confirmedAt, holdsSince };
  }
  return judgement.verdict === "violated" ? { phase: "suspected", since: at, onsets: [at] } : unwatched;
}

/** Reading one log takes about so long. */
const logCostMs = 500;

/** The logs that were not read yet, by the member's name, with what the faults say that they show. */
function logLooks(subject: Subject, { turns }: Investigation): Case["looks"] {
  if (subject.readLogs === undefined) return [];
  const names = new Set(
    subject.faults.flatMap(({ shows, spreads = {} }) =>
      [...Object.keys(shows), ...Object.keys(spreads)].filter((name) => name.startsWith("log:")),
    ),
  );
  if (names.size === 0) return [];
  const read = new Set(turns.flatMap(({ call }) => (call.tool === "read_logs" ? [call.arguments.member] : [])));
  return subject.expected
    .filter(({ id }) => !read.has(id))
    .map(({ id: member }) => ({
      name: member,
      what: `Read the log of ${member}`,
      costMs: logCostMs,
      shows: [...names].map((name) => ({ name, member })),
    }));
}

function attemptOf(investigation: Investigation): Case["attempts"] {
  if (investigation.phase !== "concluded" || investigation.remedy === undefined) return [];
  const { remedy } = investigation;
  const { action, parameters } = remedy.suggestion;
  return [{ action, parameters, at: remedy.proposedAt, result: resultOf(remedy) }];
}

function resultOf(remedy: Remedy): Case["attempts"][number]["result"] {
  if (remedy.phase !== "ended") return "settling";
  if (remedy.result === "helped") return "helped";
  return remedy.result === "unchanged" || remedy.result === "worse" ? "did_not_help" : "unknown";
}

import type { DivergenceWire } from "@steadyhand/api";
import { type Divergence, type Execution, nameOf, sayDivergence } from "@steadyhand/core/execution";
import type { DivergenceReport } from "@steadyhand/engine";
import { presentActor } from "./actor.ts";

/** What a run did otherwise. `hide` removes secrets: what a person typed may hold some. */
export function presentDivergence(
  { id: executionId }: Pick<Execution, "id">,
  { divergences, patch, version }: DivergenceReport,
  hide: (text: string) => string,
): DivergenceWire {
  return {
    executionId,
    runbookId: version.id,
    version: version.version,
    items: divergences.map((divergence) => presentItem(divergence, patch, hide)),
    source: { before: version.parsed.source, after: patch.source },
  };
}

function presentItem(
  divergence: Divergence,
  { written, unwritten }: DivergenceReport["patch"],
  hide: (text: string) => string,
): DivergenceWire["items"][number] {
  const name = nameOf(divergence);
  const { kind, stepId, number, title } = divergence;
  return {
    ...{ name, kind, stepId, number, title: hide(title), said: hide(sayDivergence(divergence)) },
    ...("prescribed" in divergence && { prescribed: divergence.prescribed }),
    ...("done" in divergence && { done: hide(divergence.done) }),
    ...("by" in divergence && { by: presentActor(divergence.by) }),
    patch: written.includes(name) ? "written" : unwritten.includes(name) ? "by_hand" : "left",
  };
}

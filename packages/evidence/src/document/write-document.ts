import type { Block } from "./block.ts";
import { cover } from "./cover.ts";
import type { Evidence } from "./evidence.ts";
import { recordSection } from "./record-section.ts";
import { runSection } from "./run-section.ts";
import { stepSection } from "./step-section.ts";
import { summary } from "./summary.ts";

/** All of the document, from its cover to its verification, block by block. */
export function* writeDocument(evidence: Evidence): Generator<Block> {
  const places = new Map(evidence.names.map(({ id }, index) => [id, index]));
  const placeOf = (stepId: string) => places.get(stepId) ?? places.size;
  const steps = evidence.story.steps.toSorted((one, other) => placeOf(one.stepId) - placeOf(other.stepId));
  yield* cover(evidence);
  yield* summary(evidence, steps);
  yield* runSection(evidence);
  for (const step of steps) {
    const name = evidence.names.find(({ id }) => id === step.stepId);
    yield* stepSection(step, name, evidence);
  }
  yield* recordSection(evidence);
}

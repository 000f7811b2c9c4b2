export {
  type Evidence,
  findContradictions,
  type KeptElsewhere,
  type LastIncluded,
  type Problem,
  type RecordCheck,
  type SignedExport,
} from "./document/index.ts";
export type { Paper } from "./layout/index.ts";
export { writeEvidence } from "./pdf/write-evidence.ts";
export { createTeller, type RecordedEvent, type RunStory, type StepName } from "./story/index.ts";

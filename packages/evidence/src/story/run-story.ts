import type { RecordedEvent } from "./recorded.ts";

/** An event as it is kept for the document: without what the document does not say. */
export type ToldEvent = RecordedEvent;

/** One proposal, and all that became of it. */
export interface TryStory {
  /** `step.proposed`: the bytes, their risk, the gate's decision. */
  readonly proposed: ToldEvent;
  /** What followed, oldest first: questions and answers, the attempt, its verification. */
  readonly after: readonly ToldEvent[];
}

/** One step that the record says something of. */
export interface StepStory {
  readonly stepId: string;
  /** Oldest first. */
  readonly tries: readonly TryStory[];
  /** What belongs to no proposal: edits, skips, what a person did by hand. */
  readonly besides: readonly ToldEvent[];
  /** The event that says how it stands. */
  readonly last: ToldEvent;
}

/** One execution as its events tell it. */
export interface RunStory {
  /** `execution.started`; absent where the record does not hold it any more. */
  readonly started?: ToldEvent;
  /** The newest event that says how the run stands. */
  readonly standing?: ToldEvent;
  /** In the order in which their first events came. */
  readonly steps: readonly StepStory[];
  /** What concerns the run and no single step, after its start. */
  readonly ofRun: readonly ToldEvent[];
  /** `divergence.detected`. */
  readonly divergence?: ToldEvent;
  /** Some attempt ended whose event does not hold the beginning of what it wrote, as in elder records. */
  readonly lacksOutputs: boolean;
  /** Every event, in order; without its data. */
  readonly events: readonly Omit<ToldEvent, "data">[];
}

/** What the plan calls a step: the ledger names its id alone. */
export interface StepName {
  readonly id: string;
  readonly number: string;
  readonly title: string;
}

import type { ModelUse, SourceRange } from "../risk/index.ts";
import type { ParsedCommand, StepId } from "./parsed-runbook.ts";

/** A command that a model found in the prose and the parser did not. It stands in the text, letter for letter. */
export interface AddedStep {
  /** `add_1`, `add_2`, …: by place in the text. */
  readonly id: string;
  /** The line or sentence of the source that it stands in: the author's words, never the model's. */
  readonly title: string;
  readonly command: ParsedCommand;
  /** The step of the parsed runbook that it comes after; absent when it comes first. */
  readonly after?: StepId;
}

/** A word of the text that a model reads as something to fill in. */
export interface AddedVariable {
  readonly name: string;
  readonly range: SourceRange;
}

/** A condition that a model found in the text, and the steps that it says depend on it. */
export interface AddedBranch {
  readonly text: string;
  readonly range: SourceRange;
  readonly then: readonly string[];
}

/** Something a model returned that is not in the text, or not usable, and why. */
export interface Dropped {
  readonly kind: "command" | "variable" | "branch";
  readonly text: string;
  readonly why: string;
}

/** What a model adds to the deterministic reading of a runbook: proposals, for a person to accept or leave. */
export type Extraction =
  | {
      readonly state: "answered";
      readonly steps: readonly AddedStep[];
      readonly variables: readonly AddedVariable[];
      readonly branches: readonly AddedBranch[];
      readonly dropped: readonly Dropped[];
      readonly by: ModelUse;
    }
  | { readonly state: "absent"; readonly code: string; readonly reason: string };

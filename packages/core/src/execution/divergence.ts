import type { Actor } from "../identity/index.ts";
import type { StepId } from "../runbook/index.ts";

/**
 * One place where a run did something else than its runbook prescribes.
 *
 * - `edited`: another command ran in a step's place.
 * - `added`: a person put in a step that the runbook does not have.
 * - `moved`: a step was done at another place than where it stands.
 * - `skipped`: a person passed over a step.
 * - `by_hand`: a person did what the runbook gives a command for.
 */
export type Divergence = { readonly stepId: StepId; readonly number: string; readonly title: string } & (
  | { readonly kind: "edited"; readonly prescribed?: string; readonly done: string }
  | { readonly kind: "added"; readonly done: string; readonly after?: StepId }
  | { readonly kind: "moved"; readonly after?: StepId }
  | { readonly kind: "skipped"; readonly why: string; readonly by: Actor }
  | { readonly kind: "by_hand"; readonly prescribed: string; readonly by: Actor }
);

/** What a divergence is called in lists and choices: kind and step, such as `edited:stp_3`. */
export type DivergenceName = `${Divergence["kind"]}:${StepId}`;

export function nameOf({ kind, stepId }: Divergence): DivergenceName {
  return `${kind}:${stepId}`;
}

/** One line for people. */
export function sayDivergence(divergence: Divergence): string {
  const step = `step ${divergence.number} (${divergence.title})`;
  switch (divergence.kind) {
    case "edited":
      return `${step} ran another command than the runbook gives`;
    case "added":
      return `${step} was added by hand`;
    case "moved":
      return `${step} was done at another place`;
    case "skipped":
      return `${step} was skipped by ${divergence.by.name}: ${divergence.why}`;
    case "by_hand":
      return `${step} was done by hand by ${divergence.by.name}`;
  }
}

/** What is taken over into the runbook unless a person chooses: what ran in a step's place, what was added, what was moved. */
export function isTakenOver({ kind }: Divergence): boolean {
  return kind === "edited" || kind === "added" || kind === "moved";
}

/** Whether the runbook's text can say it at all: that a person did a step by hand changes no text. */
export function canBeWritten({ kind }: Divergence): boolean {
  return kind !== "by_hand";
}

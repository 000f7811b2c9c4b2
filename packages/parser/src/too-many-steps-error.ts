/** More steps than anybody walks. A text that comes to more is no runbook, and reading on would only take time. */
export const maxSteps = 10_000;

/** Thrown as soon as a text has more than {@link maxSteps}; it becomes a refusal at the face. */
export class TooManyStepsError extends Error {
  constructor() {
    super(`The text has more than ${maxSteps} steps`);
    this.name = "TooManyStepsError";
  }
}

/** What an action is carried out with, in a process of its own. */
export interface PerformContext {
  /** Execution, step and attempt: whoever receives it outside of us drops repeats of it. */
  readonly attemptId: string;
  /** Aborts when the process is asked to end. */
  readonly signal: AbortSignal;
  /** Writes to standard output, for the record and for people. Resolves when more can be taken. */
  say(text: string | Uint8Array): Promise<void>;
  /** Writes to standard error. */
  complain(text: string | Uint8Array): Promise<void>;
}

/**
 * Exit statuses of an action: 0 is done and verified by the action itself. `unknown` says that it may have happened, and nobody saw it:
 * the runner takes it so, and what ends a script with this status is told as failed.
 */
export const ended = { done: 0, notSo: 1, cannot: 2, unknown: 75, stopped: 143 } as const;

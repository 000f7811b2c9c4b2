/**
 * How far something has come to a stop.
 *
 * - `stopped`: every process of it was seen stopped, or there is none.
 * - `stopping`: it was told, and the answer is still to come.
 * - `unconfirmed`: it did not answer, or something of it was not seen stopped. It counts as running.
 */
export type StopState = "stopped" | "stopping" | "unconfirmed";

/** One attempt that was there when panic was pressed. */
export interface AttemptStop {
  readonly attemptId: string;
  readonly state: StopState;
  /** How many processes of it were seen stopped; 0 when it has ended. */
  readonly processes: number;
  /** All of it was seen gone: nothing of it can be resumed. */
  readonly hasEnded: boolean;
  /** What stood in the way of seeing it stopped. */
  readonly problem?: string;
}

/** One server process, and what it was seen to have stopped. */
export interface NodeStop {
  readonly node: PanicNode;
  readonly state: StopState;
  readonly attempts: readonly AttemptStop[];
  /** From hearing of the press to having seen the last attempt stopped; absent until then. */
  readonly tookMs?: number;
  /** Why it is not seen stopped. */
  readonly problem?: string;
}

export interface PanicNode {
  readonly id: string;
  readonly name: string;
}

/** A node is as far as the slowest of its attempts: what was not seen makes all of it unconfirmed. */
export function nodeStateOf(attempts: readonly AttemptStop[]): StopState {
  return strictest(attempts.map(({ state }) => state));
}

/** What several parts come to together. */
export function strictest(states: readonly StopState[]): StopState {
  if (states.includes("unconfirmed")) return "unconfirmed";
  return states.includes("stopping") ? "stopping" : "stopped";
}

/** A node that is known and has not answered. */
export function silentNode(node: PanicNode, state: "stopping" | "unconfirmed", problem: string): NodeStop {
  return { node, state, attempts: [], problem };
}

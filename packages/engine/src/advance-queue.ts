import type { ExecutionKey } from "./ports.ts";

/**
 * Takes one execution as far as it can go now. It may be called twice, late, early by as much as two clocks differ, or
 * when there is nothing to do: it reads the stored state, does what that owes, and asks again for what is not due yet.
 * What it throws is tried again. `signal` aborts when the queue stops or the advance has taken too long.
 */
export type Advance = (key: ExecutionKey, signal: AbortSignal) => Promise<void>;

/**
 * Decides when an execution is advanced, and nothing else: now or at a time, at least once, and never two at a time for
 * one execution. All state is in the database; what is asked for here is only that somebody looks at it.
 */
export interface AdvanceQueue {
  /** Begins to advance: what is overdue at once, what is asked for from now on when its time comes. */
  start(advance: Advance): Promise<void>;
  /**
   * Asks for an advance of `key` that begins after this call, and not before `at` where one is given. It is durable once
   * this resolves. What asks for the same execution and due time joins what still waits; a time more than a minute
   * away counts to the full second. In a store's transaction, ask by `Stored.advanceAt` instead.
   */
  enqueue(key: ExecutionKey, at?: Date): Promise<void>;
  /**
   * Takes nothing new, aborts what is under way and waits for it for a bounded time; twice without harm. What did not
   * end by then is advanced again elsewhere, or after the next start.
   */
  stop(): Promise<void>;
}

/** When something is due: as soon as may be, or not before a time. */
export type DueTime = "now" | Date;

/** One advance that was asked for in a transaction and that the queue beyond the database must learn of. */
export interface AskedAdvance {
  readonly id: number;
  readonly key: ExecutionKey;
  readonly due: DueTime;
}

/** What was asked for in the same transaction as the state, for a queue that is not in that database. */
export interface AdvanceOutbox {
  add(key: ExecutionKey, due: DueTime): Promise<void>;
  /** Hands out up to `limit`, oldest first, to this caller alone; what is not settled within 10 s is handed out again. */
  claim(limit: number): Promise<readonly AskedAdvance[]>;
  /** The queue has these durably: they are not needed here any more. */
  settle(ids: readonly number[]): Promise<void>;
  /** The queue did not take these: they are handed out again at once. */
  release(ids: readonly number[]): Promise<void>;
  /** Calls `look` when something was added by this process. */
  onAdded(look: () => void): void;
}

const minuteMs = 60_000;
const secondMs = 1000;

/**
 * The due time that counts: a time more than a minute away to the full second after it, so that many transitions of one
 * execution ask for few advances. The time itself when it is near, "now" when it has come.
 */
export function dueTimeOf(at: Date | undefined, now: Date): DueTime {
  if (at === undefined || at.getTime() <= now.getTime()) return "now";
  if (at.getTime() - now.getTime() <= minuteMs) return at;
  return new Date(Math.ceil(at.getTime() / secondMs) * secondMs);
}

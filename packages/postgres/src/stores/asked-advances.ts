import { type Execution, owedEffects } from "@steadyhand/core/execution";
import type { Statement } from "../database/index.ts";
import type { AdvanceStatements } from "../queue/index.ts";

/** What a stored state asks of the queue. */
export interface AskedAdvances {
  /** Sent with the state. */
  readonly statements: readonly Statement<unknown>[];
  /** To call once they are committed. */
  committed(): void;
}

/** Whoever stores a new execution acts on it at once. When nothing has come of that by then, another one looks. */
const firstLookMs = 5_000;

/**
 * The times at which a state wants to be looked at again, where they are new since `before`; a new execution also a
 * moment after it was stored. They commit with the state, so no timer is lost by a crash.
 */
export function askAdvances(
  queue: AdvanceStatements | undefined,
  before: Execution | undefined,
  after: Execution,
  now: Date,
): AskedAdvances {
  if (queue === undefined) return { statements: [], committed() {} };
  const key = { tenantId: after.tenantId, executionId: after.id };
  const known = new Set(before ? wakesOf(before) : []);
  const times = [...new Set(wakesOf(after))].filter((ms) => !known.has(ms)).map((ms) => new Date(ms));
  if (before === undefined) times.push(new Date(now.getTime() + firstLookMs));
  return {
    statements: times.map((at) => queue.statement(key, at, now)),
    committed() {
      for (const at of times) queue.committed(at);
    },
  };
}

function wakesOf(execution: Execution): number[] {
  return owedEffects(execution).flatMap((effect) => (effect.type === "wake" ? [effect.at.getTime()] : []));
}

import type { Sample } from "@steadyhand/core/invariant";
import type { ConditionValue } from "./document.ts";

/** Whether a value fits, or `undefined` where the two cannot be compared. */
export function fits(condition: ConditionValue, value: Sample["value"]): boolean | undefined {
  const { equals, not, at_most, at_least, below, above } = condition;
  if (equals !== undefined) return value === equals;
  if (not !== undefined) return value !== not;
  if (typeof value !== "number") return undefined;
  if (at_most !== undefined) return value <= at_most;
  if (at_least !== undefined) return value >= at_least;
  return below === undefined ? value > (above ?? Number.NaN) : value < below;
}

/** The condition in words: `p99_ms <= 100`. */
export function sayCondition({ sample, equals, not, at_most, at_least, below, above }: ConditionValue): string {
  if (equals !== undefined) return `${sample} = ${equals}`;
  if (not !== undefined) return `${sample} is not ${not}`;
  if (at_most !== undefined) return `${sample} <= ${at_most}`;
  if (at_least !== undefined) return `${sample} >= ${at_least}`;
  return below === undefined ? `${sample} > ${above}` : `${sample} < ${below}`;
}

import type { Effect } from "./risk.ts";

/** Whether a class of action leaves its target as it was. What is not known may change it. */
export function isReading(actionClass: Effect | "unknown"): boolean {
  return actionClass === "reads" || actionClass === "reveals";
}

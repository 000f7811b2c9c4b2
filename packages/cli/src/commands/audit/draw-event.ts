import type { AuditEventWire } from "@steadyhand/api";
import { drawLine } from "../../io/draw-text.ts";

/** The heading of a list of events. */
export const eventHeading = ["event", "at", "what", "outcome", "who", "why"] as const;

/** One fact of the ledger as a row. */
export function eventRow({ sequence, at, type, outcome, actor, why, stepId }: AuditEventWire): string[] {
  const what = stepId === undefined ? type : `${type} ${stepId}`;
  return [String(sequence), at, what, outcome, drawLine(actor.name), drawLine(why)];
}

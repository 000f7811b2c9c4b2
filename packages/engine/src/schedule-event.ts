import type { AuditEventDraft, AuditEventType } from "@steadyhand/core/audit";
import type { Actor } from "@steadyhand/core/identity";
import type { Schedule, Timing } from "./schedule-ports.ts";

/** What the ledger says of a schedule. Values of variables may be secrets and stay out. */
export function scheduleEvent(
  type: AuditEventType,
  actor: Actor,
  schedule: Schedule,
  why: string,
  more: { readonly outcome?: AuditEventDraft["outcome"]; readonly data?: AuditEventDraft["data"] } = {},
): AuditEventDraft {
  const { id, name, timing, runbook, request, follows, createdBy } = schedule;
  return {
    type,
    actor,
    runbookId: runbook.id,
    environment: request.environment,
    outcome: more.outcome ?? "ok",
    why,
    data: {
      schedule: { id, name, timing: sayTiming(timing), version: request.version, onBehalfOf: createdBy.id },
      ...(follows && { follows }),
      ...more.data,
    },
  };
}

/** A timing as a text. */
export function sayTiming(timing: Timing): string {
  return timing.kind === "once" ? `once at ${timing.at.toISOString()}` : `${timing.expression} (${timing.timeZone})`;
}

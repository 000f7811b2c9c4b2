import type { AuditEvent } from "../audit/index.ts";

/** What an event is about, for a list of events: its type, and the step and the attempt where there is one. */
export function sayWhat({
  type,
  stepId,
  attempt,
}: {
  readonly type: string;
  readonly stepId?: string | undefined;
  readonly attempt?: AuditEvent["attempt"] | undefined;
}): string {
  return [type, stepId, attempt !== undefined && `attempt ${attempt}`].filter(Boolean).join(" ");
}

export { type AuditEvent, type AuditEventDraft, type AuditEventType, firstPrevious } from "./audit-event.ts";

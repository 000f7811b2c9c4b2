import type { AuditEvent } from "../audit/index.ts";
import { writeCell, writeJsonCell } from "./write-cell.ts";

/** One event with its own hash, as an export holds it. */
export type HashedEvent = AuditEvent & { readonly hash: string };

interface Column {
  readonly name: string;
  readonly write: (event: HashedEvent) => string;
}

const text = (name: string, read: (event: HashedEvent) => string | number | undefined): Column => ({
  name,
  write: (event) => writeCell(String(read(event) ?? "")),
});

/** What each column holds. Columns are only ever added, at the end: programs find them by their place too. */
export const columns: readonly Column[] = [
  text("sequence", ({ sequence }) => sequence),
  text("at", ({ at }) => at),
  text("type", ({ type }) => type),
  text("outcome", ({ outcome }) => outcome),
  text("actor_kind", ({ actor }) => actor.kind),
  text("actor_id", ({ actor }) => actor.id),
  text("actor_name", ({ actor }) => actor.name),
  text("execution", ({ executionId }) => executionId),
  text("step", ({ stepId }) => stepId),
  text("attempt", ({ attempt }) => attempt),
  text("runbook", ({ runbookId }) => runbookId),
  text("environment", ({ environment }) => environment),
  text("level", ({ level }) => level),
  text("why", ({ why }) => why),
  text("digest", ({ data }) => digestOf(data)),
  text("hash", ({ hash }) => hash),
  { name: "data", write: ({ data }) => writeJsonCell(JSON.stringify(data)) },
];

/** The digest of the bytes that an event is about: of what was proposed, asked, approved or dispatched. */
export function digestOf({ digest, request }: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof digest === "string") return digest;
  const asked = typeof request === "object" && request !== null && "digest" in request ? request.digest : undefined;
  return typeof asked === "string" ? asked : undefined;
}

import { bySql, type TamperingKind } from "./tampering-kind.ts";

const set = (column: string, value: string): TamperingKind =>
  bySql(
    `${column} = ${value}`,
    `UPDATE audit_event SET ${column} = ${value} WHERE tenant_id = 'T' AND sequence = 3`,
    "ledger.columns_edited",
    3,
  );

/** Each column by which people find an event, edited alone: with another value, and with none. */
export const columnKinds: readonly TamperingKind[] = [
  ...[set("type", "'step.skipped'"), set("type", "NULL"), set("actor_id", "'act_other'"), set("actor_id", "NULL")],
  ...[set("execution_id", "'exe_2'"), set("execution_id", "NULL")],
  ...[set("execution_sequence", "9"), set("execution_sequence", "NULL"), set("part", "1"), set("part", "NULL")],
  ...[set("runbook_id", "'rbk_other'"), set("runbook_id", "NULL"), set("outcome", "'failed'"), set("outcome", "NULL")],
  ...[set("at", "at + interval '1 day'"), set("at", "at + interval '1 microsecond'")],
  // These take the row to another partition.
  ...[
    set("at", "at + interval '1 month'"),
    set("at", "at - interval '10 years'"),
    set("at", "at + interval '10 years'"),
  ],
  ...[set("at", "'infinity'"), set("at", "'-infinity'"), set("at", "'290000-01-01'"), set("at", "NULL")],
].map((kind) => ({ ...kind, what: `a column edited: ${kind.what}` }));

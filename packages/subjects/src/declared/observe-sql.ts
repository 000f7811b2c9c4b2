import type { Pool } from "pg";
import { blindTo, joined, type Reading, sampleOf, whyOf } from "./look.ts";
import { readValue } from "./read-value.ts";

export interface SqlLook {
  readonly sample: string;
  readonly member?: string;
  readonly sql: string;
  readonly signal: AbortSignal;
}

/**
 * Asks one statement, on a connection that only reads. It gives one row with one value; or several rows with the columns
 * `member` and `value`.
 */
export async function observeSql(pool: Pool, { sample, member, sql, signal }: SqlLook): Promise<Reading> {
  try {
    signal.throwIfAborted();
    // In the extended protocol it is one statement and no more, which the driver does not use without being told.
    const asked = { text: sql, queryMode: "extended" } as const;
    const { rows, fields } = await pool.query<Record<string, unknown>>(asked);
    const names = fields.map(({ name }) => name);
    if (names.includes("member") && names.includes("value")) {
      if (rows.length === 0) return blindTo(sample, "the statement gave no row");
      return joined(rows.map((row) => fromRow(sample, row.value, String(row.member))));
    }
    const [row, other] = rows;
    if (row === undefined || other !== undefined || names.length !== 1) {
      return blindTo(
        sample,
        `the statement gave ${rows.length} rows of ${names.length} columns, and not one value`,
        member,
      );
    }
    return fromRow(sample, row[names[0] ?? ""], member);
  } catch (error) {
    return blindTo(sample, whyOf(error), member);
  }
}

function fromRow(sample: string, given: unknown, member: string | undefined): Reading {
  const value = given === null ? undefined : readValue(typeof given === "object" ? String(given) : given);
  return value === undefined ? blindTo(sample, "the statement gave no value", member) : sampleOf(sample, value, member);
}

import { columns, type HashedEvent } from "./columns.ts";

export interface AuditCsvOptions {
  /** Events from this moment on. */
  readonly since?: Date;
  /** Events before this moment. */
  readonly until?: Date;
  /** Begin with a byte order mark: some spreadsheets take UTF-8 for something else without. Default: none. */
  readonly hasByteOrderMark?: boolean;
}

/** The first line, with its line end. */
export const auditCsvHeading = `${columns.map(({ name }) => name).join(",")}\r\n`;

/** One event as one row, with its line end. */
export function auditCsvRow(event: HashedEvent): string {
  return `${columns.map(({ write }) => write(event)).join(",")}\r\n`;
}

/** So large that a chunk costs little, so small that a slow reader costs little memory. */
const chunkLength = 64 * 1024;

/**
 * Turns the lines of an export (docs/ledger-format.md) into CSV, in chunks of about 64 Ki characters. Lines that show
 * no event give no row. What the lines throw, as for a record that is not whole, is thrown on: a file that ends in an
 * error is no export.
 */
export async function* writeAuditCsv(
  lines: AsyncIterable<string> | Iterable<string>,
  { since, until, hasByteOrderMark = false }: AuditCsvOptions = {},
): AsyncGenerator<string, void, undefined> {
  // ISO 8601 in UTC with milliseconds, as the events say it: texts of that form sort as the moments do.
  const [from, to] = [since?.toISOString(), until?.toISOString()];
  let chunk = `${hasByteOrderMark ? "\uFEFF" : ""}${auditCsvHeading}`;
  for await (const line of lines) {
    const event = readEvent(line);
    if (event === undefined || (from !== undefined && event.at < from) || (to !== undefined && event.at >= to))
      continue;
    chunk += auditCsvRow(event);
    if (chunk.length < chunkLength) continue;
    yield chunk;
    chunk = "";
  }
  if (chunk !== "") yield chunk;
}

function readEvent(line: string): HashedEvent | undefined {
  if (!line.startsWith('{"event":')) return undefined;
  // A line of our own export: an event that was sealed, and its hash.
  const { event, hash } = JSON.parse(line) as { readonly event: Omit<HashedEvent, "hash">; readonly hash: string };
  return { ...event, hash };
}

import { endpoints } from "@steadyhand/api/endpoints";
import type { AuditSearch } from "./audit-search.ts";

/** What an export from the page holds: of a search only its execution, or its stretch of time. */
export function exportOf(
  { execution, since, until }: AuditSearch,
  format: "jsonl" | "csv",
): { readonly address: string; readonly what: string } {
  // JSON Lines are signed as a whole: of one execution there is no signed stretch of time.
  const times = execution === undefined || format === "csv" ? { since, until } : {};
  const given = Object.entries<string | undefined>({ executionId: execution, ...times }).filter(isText);
  const query = new URLSearchParams([...given, ["format", format]]);
  const isStretch = since !== undefined || until !== undefined;
  const what =
    execution !== undefined ? "this execution's record" : isStretch ? "this stretch of time" : "the whole record";
  return { address: `${endpoints.exportLedger.path}?${query}`, what };
}

/** The search as the page's address says it. */
export function addressQuery(search: AuditSearch): string {
  const query = new URLSearchParams(Object.entries(search).filter(isGiven).map(asTexts));
  return query.size === 0 ? "" : `?${query}`;
}

/** The same search in a terminal. What is typed into the page goes into a shell only between quotes. */
export function commandFor(search: AuditSearch): string {
  const { execution, ...others } = search;
  const options = Object.entries(others).filter(isGiven);
  if (execution !== undefined && options.length === 0) return `npx steady audit show ${quoted(execution)}`;
  const all = execution === undefined ? options : [["execution", execution] as const, ...options];
  return ["npx steady audit list", ...all.map(([name, value]) => `--${name} ${quoted(String(value))}`)].join(" ");
}

const isText = (entry: [string, string | undefined]): entry is [string, string] => entry[1] !== undefined;

type Given = [string, string | number];
const isGiven = (entry: [string, string | number | undefined]): entry is Given => entry[1] !== undefined;
const asTexts = ([name, value]: Given): [string, string] => [name, String(value)];

function quoted(text: string): string {
  return /^[\w.:-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

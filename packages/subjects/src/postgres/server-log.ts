import { open } from "node:fs/promises";
import { createRedactor } from "@steadyhand/core/redaction";
import type { LogLine } from "@steadyhand/subject";

type Level = NonNullable<LogLine["level"]>;

const levels: Readonly<Record<string, Level>> = {
  DEBUG: "debug",
  INFO: "info",
  LOG: "info",
  NOTICE: "info",
  WARNING: "warn",
  ERROR: "error",
  FATAL: "fatal",
  PANIC: "fatal",
};
/** What `log_line_prefix` begins with as the server and Debian set it: `%m [%p] `. */
const entry = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d{1,6})?) (\S+) .*?\b([A-Z]+)\d?: {2}/;
const mostBytes = 1024 * 1024;
const redactor = createRedactor({ learned: [] });

/** The newest lines of a server's log file, oldest first. Text of others: redacted, and data. */
export async function readServerLog(
  path: string,
  { member, since, limit }: { readonly member: string; readonly since?: Date; readonly limit: number },
): Promise<readonly LogLine[]> {
  const lines = parseServerLog(await tailOf(path), member);
  const wanted = since === undefined ? lines : lines.filter(({ at }) => at === undefined || at >= since);
  return limit > 0 ? wanted.slice(-limit) : [];
}

/** Reads the server's own format (stderr). A line that continues one has its time and its level. */
export function parseServerLog(text: string, member: string): readonly LogLine[] {
  let head: Pick<LogLine, "at" | "level"> = {};
  const lines = redactor.redact(text).split("\n");
  return lines.flatMap((line): readonly LogLine[] => {
    if (line === "") return [];
    const found = entry.exec(line);
    if (found) head = headOf(found, head);
    return [{ ...head, member, text: line }];
  });
}

function headOf([, day, time, zone, word = ""]: RegExpExecArray, before: Pick<LogLine, "at" | "level">) {
  // Other abbreviations of zones stand for several; such a log has no time that we could be sure of.
  const at = zone === "UTC" || zone === "GMT" ? new Date(`${day}T${time}Z`) : undefined;
  // DETAIL, HINT, STATEMENT and the like belong to the line before them.
  const level = levels[word] ?? before.level;
  return { ...(at && { at }), ...(level && { level }) };
}

/** What the server itself says in a line, behind its prefix and level: not what continues it, such as a client's statement. */
export function messageOf(text: string): { readonly word: string; readonly message: string } | undefined {
  const found = entry.exec(text);
  return found?.[4] === undefined ? undefined : { word: found[4], message: text.slice(found[0].length) };
}

async function tailOf(path: string): Promise<string> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const from = Math.max(0, size - mostBytes);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from);
    const text = buffer.subarray(0, bytesRead).toString("utf8");
    // What the cut left of a line is dropped: half of a secret looks like nothing.
    return from === 0 ? text : text.slice(text.indexOf("\n") + 1);
  } finally {
    await file.close();
  }
}

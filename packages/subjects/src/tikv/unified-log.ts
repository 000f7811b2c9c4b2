import type { LogLine } from "@steadyhand/subject";

export interface UnifiedLine {
  readonly at: Date;
  readonly level: "TRACE" | "DEBUG" | "INFO" | "WARN" | "ERROR" | "FATAL";
  /** File and line of the program that wrote it. */
  readonly source: string;
  readonly message: string;
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * Reads one line of PingCAP's unified format: `[time] [level] [source] [message] [key=value]…`. What holds a space, a quote, `=`, a bracket or a
 * control character is a JSON string in it, so brackets count only outside of quotes. `undefined` for a line of another form.
 */
export function parseUnifiedLine(line: string): UnifiedLine | undefined {
  const [time, level, source, message, ...rest] = sectionsOf(line) ?? [];
  if (time === undefined || level === undefined || source === undefined || message === undefined) return undefined;
  const at = parseTime(time);
  const said = unquote(message);
  if (at === undefined || !isLevel(level) || said === undefined) return undefined;
  const fields = rest.map(fieldOf);
  if (fields.some((field) => field === undefined)) return undefined;
  return { at, level, source, message: said, fields: Object.fromEntries(fields as [string, string][]) };
}

const levels = { TRACE: "debug", DEBUG: "debug", INFO: "info", WARN: "warn", ERROR: "error", FATAL: "fatal" } as const;
const isLevel = (text: string): text is UnifiedLine["level"] => Object.hasOwn(levels, text);

const mostChars = 4_000;

/** A line as a subject hands it on; one of another form has neither time nor level. */
export function logLineOf(member: string, line: string): LogLine {
  const parsed = parseUnifiedLine(line);
  const text = line.length > mostChars ? `${line.slice(0, mostChars)}…` : line;
  return parsed === undefined ? { member, text } : { at: parsed.at, level: levels[parsed.level], member, text };
}

/** What stands between the brackets, each without them. */
function sectionsOf(line: string): readonly string[] | undefined {
  const sections: string[] = [];
  let at = 0;
  while (at < line.length) {
    if (line[at] !== "[") return undefined;
    const end = closing(line, at + 1);
    if (end === undefined) return undefined;
    sections.push(line.slice(at + 1, end));
    at = end + 1;
    if (at < line.length && line[at++] !== " ") return undefined;
  }
  return sections;
}

function closing(line: string, from: number): number | undefined {
  let isQuoted = false;
  for (let at = from; at < line.length; at++) {
    const char = line[at];
    if (isQuoted && char === "\\") at++;
    else if (char === '"') isQuoted = !isQuoted;
    else if (char === "]" && !isQuoted) return at;
    else if (char === "[" && !isQuoted) return undefined;
  }
  return undefined;
}

function fieldOf(section: string): readonly [string, string] | undefined {
  const quoted = section.match(/^"(?:[^"\\]|\\.)*"/)?.[0];
  const end = quoted?.length ?? section.indexOf("=");
  if (end < 1 || section[end] !== "=") return undefined;
  const [key, value] = [unquote(section.slice(0, end)), unquote(section.slice(end + 1))];
  return key === undefined || value === undefined ? undefined : [key, value];
}

function unquote(text: string): string | undefined {
  if (!text.startsWith('"')) return text.includes('"') ? undefined : text;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined; // Not a JSON string, so not of this form.
  }
}

/** `2026/01/25 10:20:31.123 +00:00` */
function parseTime(text: string): Date | undefined {
  const [, day, time, zone] = text.match(/^(\d{4}\/\d{2}\/\d{2}) (\d{2}:\d{2}:\d{2}\.\d{3}) ([+-]\d{2}:\d{2})$/) ?? [];
  if (day === undefined) return undefined;
  const at = new Date(`${day.replaceAll("/", "-")}T${time}${zone}`);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

import type { LogEntry } from "./model.ts";

/** One line in PingCAP's unified format, without its end. */
export function logLine({ level, source, message, fields = {} }: Omit<LogEntry, "member">, atMs: number): string {
  const pairs = Object.entries(fields).map(([key, value]) => `[${quoted(key)}=${quoted(String(value))}]`);
  return [`[${timeOf(atMs)}]`, `[${level}]`, `[${source}]`, `[${quoted(message)}]`, ...pairs].join(" ");
}

/** What holds a space, a quote, `=`, a bracket or a control character is written as a JSON string. */
function quoted(text: string): string {
  return text === "" || /[\s"=[\]\u0000-\u001f\u007f]/.test(text) ? JSON.stringify(text) : text;
}

/** `2026/01/25 10:20:31.123 +00:00` */
function timeOf(ms: number): string {
  const iso = new Date(ms).toISOString();
  return `${iso.slice(0, 10).replaceAll("-", "/")} ${iso.slice(11, 23)} +00:00`;
}

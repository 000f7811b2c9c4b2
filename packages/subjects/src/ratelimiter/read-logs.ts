import { open } from "node:fs/promises";
import { OpsError } from "@steadyhand/core/outcome";
import type { LogLine, LogRequest } from "@steadyhand/subject";
import { z } from "zod";
import type { RateLimiterConfig } from "./config.ts";

/** More than this from the end of a file is never read. */
const mostBytes = 256 * 1024;

const lineSchema = z.object({
  at: z.iso.datetime().optional(),
  level: z.enum(["debug", "info", "warn", "error", "fatal"]).optional().catch(undefined),
  text: z.string(),
});

/** The newest lines of a node's log file. Rejects with `subject.no_log` and `subject.log_unreadable`. */
export async function readLogs(
  config: RateLimiterConfig,
  { member, since, limit, signal }: LogRequest,
): Promise<readonly LogLine[]> {
  const path = config.nodes.find(({ id }) => id === member)?.log;
  if (path === undefined) {
    throw new OpsError(`Cannot read the log of ${member}: no file is named for it`, {
      kind: "not_found",
      code: "subject.no_log",
      hint: "Name its file as `log` beside its address",
    });
  }
  signal.throwIfAborted();
  const lines = (await endOf(path, member)).split("\n").filter((line) => line.length > 0);
  return lines
    .map((line) => lineOf(line, member))
    .filter(({ at }) => since === undefined || at === undefined || at >= since)
    .slice(-limit);
}

async function endOf(path: string, member: string): Promise<string> {
  try {
    await using file = await open(path, "r");
    const { size } = await file.stat();
    const from = Math.max(0, size - mostBytes);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from);
    const text = buffer.toString("utf8", 0, bytesRead);
    // What comes before the first line feed may be the rest of a line.
    return from === 0 ? text : text.slice(text.indexOf("\n") + 1);
  } catch (cause) {
    throw new OpsError(`Cannot read the log of ${member}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      kind: "unavailable",
      code: "subject.log_unreadable",
      hint: "Check that the file is there and that we may read it",
      cause,
    });
  }
}

function lineOf(line: string, member: string): LogLine {
  const parsed = lineSchema.safeParse(jsonOf(line));
  // A line that is not ours, such as a stack trace, is a line all the same.
  if (!parsed.success) return { member, text: line };
  const { at, level, text } = parsed.data;
  return { member, text, ...(at !== undefined && { at: new Date(at) }), ...(level !== undefined && { level }) };
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

import { open } from "node:fs/promises";
import { OpsError } from "@steadyhand/core/outcome";
import type { LogLine, LogRequest } from "@steadyhand/subject";
import type { TikvConfig } from "./config.ts";
import { logLineOf } from "./unified-log.ts";

const mostBytes = 1 << 20;

/** The newest lines of a member's log file, oldest first. Throws `tikv.log` with why it cannot be read. */
export async function readLogs(
  { pd, stores }: TikvConfig,
  { member, since, limit, signal }: LogRequest,
): Promise<readonly LogLine[]> {
  const path = pd.find(({ name }) => name === member)?.log ?? stores.find(({ address }) => address === member)?.log;
  if (path === undefined) throw cannot(member, "no log file is configured for it");
  const text = await tailOf(path).catch((error: unknown) => {
    throw cannot(member, String(error), error);
  });
  signal.throwIfAborted();
  const lines = text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => logLineOf(member, line));
  // A line without a time belongs to the one before it.
  const from = since === undefined ? 0 : lines.findIndex(({ at }) => at !== undefined && at >= since);
  return from < 0 || limit < 1 ? [] : lines.slice(from).slice(-limit);
}

async function tailOf(path: string): Promise<string> {
  await using file = await open(path, "r");
  const { size } = await file.stat();
  const start = Math.max(0, size - mostBytes);
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(size - start), position: start });
  const text = buffer.toString("utf8", 0, bytesRead);
  return start === 0 ? text : text.slice(text.indexOf("\n") + 1); // The first one is cut.
}

function cannot(member: string, why: string, cause?: unknown): OpsError {
  return new OpsError(`Cannot read the log of ${member}: ${why}`, {
    kind: "unavailable",
    code: "tikv.log",
    hint: "Name the file as `log` of that member, where this process can read it",
    cause,
  });
}

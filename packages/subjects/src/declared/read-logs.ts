import { open } from "node:fs/promises";
import type { LogLine, LogRequest } from "@steadyhand/subject";
import type { SubjectFileValue } from "./document.ts";
import { fill } from "./fill.ts";

/** Of a file only its end is read, however long it is. */
const mostBytes = 256 * 1024;

/** The newest lines of a member's file. Rejects where the subject's file names none for it, or it cannot be read. */
export async function readLogs(
  { file: path, each }: NonNullable<SubjectFileValue["logs"]>,
  { members }: SubjectFileValue,
  { member: id, limit, signal }: LogRequest,
): Promise<readonly LogLine[]> {
  const member = members.find((one) => one.id === id && (each === undefined || one.kind === each));
  if (member === undefined) throw new Error(`Cannot read the logs of ${id}: the subject's file names none for it`);
  signal.throwIfAborted();
  await using file = await open(fill(path, member));
  const { size } = await file.stat();
  const start = Math.max(0, size - mostBytes);
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(size - start), position: start });
  const lines = buffer.toString("utf8", 0, bytesRead).split("\n");
  // The first one is cut where the file begins before it.
  return (start > 0 ? lines.slice(1) : lines)
    .filter((line) => line !== "")
    .slice(-limit)
    .map((text) => ({ member: id, text }));
}

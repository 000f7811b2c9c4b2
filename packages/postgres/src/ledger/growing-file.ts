import { open } from "node:fs/promises";
import { dirname } from "node:path";

/** A file of lines that only grows, and notices when somebody else makes it shorter while we have it. */
export interface GrowingFile {
  /** Adds a line with its line end and waits until it is on disk. What could be written only in part is taken away again. */
  append(line: string): Promise<void>;
  /** Where its whole lines end, after all that is being appended. */
  size(): Promise<number>;
  /** Why it is not what we left, once that was seen. */
  problem(): string | undefined;
}

/** Opens it, making it when absent. A last line that a crash cut off is taken away: it never counted. */
export async function openGrowingFile(path: string): Promise<GrowingFile> {
  let known = await dropTornLine(path);
  await syncFolder(dirname(path));
  let isTorn = false;
  let problem: string | undefined;
  // One at a time, so that lines never mix.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(run: () => Promise<Result>): Promise<Result> => {
    const result = last.then(run);
    last = result.catch(() => {});
    return result;
  };

  /** A write that a full disk ended leaves half a line, and the next one would be lost with it. */
  async function look(): Promise<number> {
    const size = isTorn ? await dropTornLine(path) : await sizeOf(path);
    isTorn = false;
    if (size < known) problem ??= `the file had ${known} bytes and was cut to ${size} while the server ran`;
    known = Math.max(known, size);
    return size;
  }

  async function append(line: string): Promise<void> {
    await look();
    isTorn = true;
    known = Math.max(known, await appendDurably(path, line));
    isTorn = false;
  }

  return {
    append: (line) => inTurn(() => append(line)),
    size: () => inTurn(look),
    problem: () => problem,
  };
}

async function appendDurably(path: string, line: string): Promise<number> {
  const file = await open(path, "a", 0o600);
  try {
    await file.writeFile(line);
    await file.datasync();
    return (await file.stat()).size;
  } finally {
    await file.close();
  }
}

async function sizeOf(path: string): Promise<number> {
  const file = await open(path, "a+", 0o600);
  return file
    .stat()
    .then(({ size }) => size)
    .finally(() => file.close());
}

/** Resolves with what is left. */
async function dropTornLine(path: string): Promise<number> {
  // A line is never longer: a frontier of a hash for each bit that a count can have, and the rest.
  const tailBytes = 8_192;
  const file = await open(path, "a+", 0o600);
  try {
    const { size } = await file.stat();
    const from = Math.max(0, size - tailBytes);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(tailBytes), 0, tailBytes, from);
    const end = buffer.subarray(0, bytesRead).lastIndexOf("\n") + 1;
    const isCutOff = end < bytesRead && (end > 0 || from === 0);
    if (isCutOff) await file.truncate(from + end);
    return isCutOff ? from + end : size;
  } finally {
    await file.close();
  }
}

/** The name of a new file has to last as well. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  await folder.sync().finally(() => folder.close());
}

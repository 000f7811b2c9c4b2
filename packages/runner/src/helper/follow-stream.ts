import type { KeptOutput } from "./kept-output.ts";
import type { ProcessStream } from "./start-process.ts";

/** After so many looks in a row that saw nothing, what holds a stream open is no part of the attempt. */
const quietLooks = 5;
const mostLooks = 50;
const lookMs = 200;

/**
 * Reads a stream as it comes. The answer waits for its end, once everything of the attempt has ended, and says whether
 * it was seen.
 */
export function followStream(
  { reader, release }: ProcessStream,
  output: KeptOutput,
  show: (bytes: Buffer) => void,
): () => Promise<boolean> {
  let chunks = 0;
  let isClosed = false;
  const closed = new Promise<void>((resolve) => {
    reader.once("close", () => {
      isClosed = true;
      resolve();
    });
    // A reading error ends the stream like its end does; what came before it counts.
    reader.on("error", () => {});
  });
  reader.on("data", (chunk: Buffer) => {
    chunks += 1;
    const kept = output.take(chunk);
    if (kept.length > 0) show(kept);
  });
  return async () => {
    for (let look = 0, quiet = 0; look < mostLooks && quiet < quietLooks && !isClosed; look += 1) {
      const before = chunks;
      await orLook(closed);
      quiet = chunks === before ? quiet + 1 : 0;
    }
    const isDrained = isClosed;
    reader.destroy();
    release(isDrained);
    return isDrained;
  };
}

/** Waits for the end or a while. On a busy machine the while is over before anything was read, so reading goes first. */
async function orLook(closed: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const looked = new Promise<void>((resolve) => {
    timer = setTimeout(() => setImmediate(resolve), lookMs);
  });
  await Promise.race([closed, looked]);
  clearTimeout(timer);
}

import type { ModelClock } from "../ports.ts";

/** Waits, unless `signal` ends it first: `false` then. Leaves no timer behind. */
export function wait(clock: ModelClock, ms: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return Promise.resolve(false);
  return new Promise((resolve) => {
    const stop = clock.at(new Date(clock.now().getTime() + ms), () => {
      signal.removeEventListener("abort", giveUp);
      resolve(true);
    });
    const giveUp = () => {
      stop();
      resolve(false);
    };
    signal.addEventListener("abort", giveUp, { once: true });
  });
}

/** Waits for `work`, but no longer than this: something outside that hangs must not hold us for ever. */
export async function waitAtMost(clock: ModelClock, ms: number, work: Promise<unknown>): Promise<void> {
  const done = new AbortController();
  await Promise.race([work, wait(clock, ms, done.signal)]);
  done.abort();
}

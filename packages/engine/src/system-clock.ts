import type { Clock } from "./ports.ts";

/** Longer waits overflow Node's timers and would fire at once. */
const longestWaitMs = 2_147_483_647;

/** The machine's clock. Its timers do not keep the process alive. */
export const systemClock: Clock = {
  now: () => new Date(),
  at(time, run) {
    const waitMs = Math.min(Math.max(0, time.getTime() - Date.now()), longestWaitMs);
    const timer = setTimeout(run, waitMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

import { readFileSync } from "node:fs";
import { type Clock, systemClock } from "@steadyhand/engine";

/**
 * The machine's clock, set forward or back by the milliseconds that a file holds, read anew at each look. For trials of
 * what happens when a clock jumps: a machine's own cannot be set for one process.
 */
export function skewedClock(offsetFile: string): Clock {
  const offsetMs = () => Number(readFileSync(offsetFile, "utf8")) || 0;
  return {
    now: () => new Date(systemClock.now().getTime() + offsetMs()),
    at: (time, run) => systemClock.at(new Date(time.getTime() - offsetMs()), run),
  };
}

import { createSchedules, type Schedules, type SchedulesOptions } from "@steadyhand/engine";
import { cronTimes } from "./cron-times.ts";

/** Opens the schedules; they end before the engine does, which they start things with. */
export function openSchedules(options: Omit<SchedulesOptions, "cron">, opening: AsyncDisposableStack): Schedules {
  const schedules = createSchedules({ ...options, cron: cronTimes });
  opening.defer(() => schedules.stop());
  return schedules;
}

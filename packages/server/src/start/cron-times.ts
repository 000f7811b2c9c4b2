import type { CronTimes } from "@steadyhand/engine";
import { Cron } from "croner";

/** Reads cron expressions of five fields: minute, hour, day, month, weekday. Nothing is started by the library. */
export const cronTimes: CronTimes = {
  problemOf({ expression, timeZone }) {
    if (!isTimeZone(timeZone)) return `there is no time zone ${JSON.stringify(timeZone)}`;
    try {
      open(expression, timeZone);
      return undefined;
    } catch (error) {
      const why = error instanceof Error ? error.message.replace(/^Cron[A-Za-z]*: /, "") : String(error);
      return `${JSON.stringify(expression)} is no cron expression: ${why}`;
    }
  },
  nextAfter: ({ expression, timeZone }, after) => open(expression, timeZone).nextRun(after) ?? undefined,
};

/** Paused from the start: it only reads and counts. */
function open(expression: string, timeZone: string): Cron {
  return new Cron(expression, { timezone: timeZone, mode: "5-part", paused: true });
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

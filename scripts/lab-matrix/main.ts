/**
 * `npm run lab:matrix -- [--lab ratelimiter] [--fault NAME] [--write] [--healthy 10m]`: breaks each lab in each of its ways under the real
 * monitor, and prints what was made of it, a JSON line a fault and the table at the end. `--write`, without `--fault`, keeps it in docs/lab-matrix.md under the lab's heading.
 * With `--healthy` nothing is broken, and every incident is a false one. Ends with 1 where something was not as it should be.
 */
import { parseArgs } from "node:util";
import { breakAll } from "./break-all.ts";
import { isLabName, labs } from "./labs.ts";
import { watchHealthy } from "./watch-healthy.ts";

const { values } = parseArgs({
  options: {
    lab: { type: "string", multiple: true },
    fault: { type: "string", multiple: true },
    write: { type: "boolean", default: false },
    healthy: { type: "string" },
  },
});
const asked = values.lab ?? Object.keys(labs);
const names = asked.filter(isLabName);
const healthyMinutes = values.healthy === undefined ? undefined : Number(/^(\d+)m$/.exec(values.healthy)?.[1]);
// A table with some of a lab's faults would read as if there were no others.
const isInPart = values.fault !== undefined && values.write;
if (names.length < asked.length || Number.isNaN(healthyMinutes) || isInPart) {
  process.stderr.write(
    `Usage: npm run lab:matrix -- [--lab ${Object.keys(labs).join("|")}] [--fault NAME] [--write] [--healthy 10m]\n`,
  );
  process.exit(2);
}
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
const isGood =
  healthyMinutes === undefined
    ? await breakAll(names, { ...(values.fault && { faults: values.fault }), isKept: values.write })
    : await watchHealthy(names, { minutes: healthyMinutes, isKept: values.write });
process.exit(isGood ? 0 : 1);

// A server's queue and nothing else: says what it begins to advance, and how many ms after it was opened. Ends none of
// it where it is told to hang.
import { systemClock } from "@steadyhand/engine";
import { openPgBossQueue } from "@steadyhand/postgres";

const [, , place = "", what = ""] = process.argv;
const log = { info() {}, error() {} };
const openedAt = performance.now();
const queue = await openPgBossQueue({ place: JSON.parse(place), log, clock: systemClock, isSoleNode: true });
await queue.start(async ({ executionId }) => {
  process.stdout.write(`${executionId} ${performance.now() - openedAt}\n`);
  if (what === "hang") await new Promise(() => {});
});
setInterval(() => {}, 60_000);

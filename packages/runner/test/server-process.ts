import { type Order, openLocalRunner } from "../src/index.ts";
import type { HelperSettings } from "../src/wire.ts";

/** A small server for tests to kill: starts what it is told and says what it sees, one JSON line each. */
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
// The test passes exactly these.
const given: { journalDirectory: string; reach: HelperSettings["reach"]; orders: Order[]; pause: string[] } =
  JSON.parse(process.argv[2] ?? "");

const runner = await openLocalRunner({ journalDirectory: given.journalDirectory, reach: given.reach, graceMs: 1000 });
say({ helper: runner.helperPid });
for (const order of given.orders) {
  await runner.start(order, {
    started: (pid) => say({ started: pid }),
    output: (_, bytes) => say({ output: Buffer.from(bytes).toString() }),
    ended: (end) => say({ ended: end.reason }),
  });
  say({ accepted: order.attemptId });
}
for (const attemptId of given.pause) {
  await runner.pause(attemptId);
  say({ paused: attemptId });
}

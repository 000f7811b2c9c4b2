import { expect, it } from "vitest";
import { createInProcessBus, type LiveOutput, type Nodes, type Snapshot } from "../src/index.ts";
import { createRelay } from "../src/relay.ts";
import { createWatchers } from "../src/watchers.ts";
import { runOf } from "./samples.ts";

const key = { tenantId: "ten_a", executionId: "exe_1" } as const;
const line = (attempt: number, text: string): LiveOutput => ({
  ...{ stepId: "stp_1", attempt, stream: "stdout", text, at: new Date() },
});
const quiet = { info() {}, error() {} };
const watcher = { changed() {}, output() {} };

/** What was told until now has been heard. */
const heard = () => new Promise((resolve) => setImmediate(resolve));

/** Two nodes on one bus: what the first tells, the second hears. */
function pair() {
  const bus = createInProcessBus({ log: quiet });
  const nodeOf = (id: string) =>
    // As much of a node as its relay looks at.
    ({ lease: () => ({ id }), peers: () => [{}], look() {} }) as unknown as Nodes;
  const snapshot = { execution: runOf("true").execution } as Snapshot;
  const kept = createWatchers();
  const open = (id: string, watchers = createWatchers()) => {
    const relay = createRelay({ bus, nodes: nodeOf(id), watchers, see: async () => snapshot, log: quiet });
    relay.open();
    return relay;
  };
  return { here: open("nod_here", kept), there: open("nod_there"), kept, snapshot };
}

it("keeps what another node tells of one attempt at a time, and only as long as somebody watches", async () => {
  const { here, there, kept } = pair();
  const leave = here.watchers.add(key, watcher);
  there.watchers.output(key, line(1, "first"));
  there.watchers.output(key, line(1, " and more"));
  await heard();
  expect(kept.soFar(key).map(({ text }) => text)).toEqual(["first", " and more"]);
  there.watchers.output(key, line(2, "second"));
  await heard();
  expect(kept.soFar(key).map(({ text }) => text)).toEqual(["second"]);
  leave();
  expect(kept.soFar(key)).toEqual([]);
});

it("forgets what another node told of an attempt once it has ended", async () => {
  const { here, there, kept, snapshot } = pair();
  const changed = Promise.withResolvers<void>();
  here.watchers.add(key, { ...watcher, changed: () => changed.resolve() });
  there.watchers.output(key, line(1, "first"));
  there.watchers.changed(snapshot);
  await changed.promise;
  expect(kept.soFar(key)).toEqual([]);
});

it("leaves alone what is kept of an attempt that runs here", () => {
  const { here, kept } = pair();
  const leave = here.watchers.add(key, watcher);
  here.watchers.output(key, line(1, "ours"));
  leave();
  expect(kept.soFar(key)).toHaveLength(1);
});

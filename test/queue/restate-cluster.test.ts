import { join } from "node:path";
import { type ExecutionKey, systemClock } from "@steadyhand/engine";
import { openAdvanceOutbox } from "@steadyhand/postgres";
import { openRestateQueue } from "@steadyhand/restate";
import { expect, it } from "vitest";
import { openQueueDatabase } from "./queue-database.ts";
import { createRecorder } from "./recorder.ts";
import { type FrontDoor, openFrontDoor, startRestateCluster } from "./restate-server.ts";

const log = { info() {}, error() {} };

it("goes on with what was asked for when one of three Restate nodes is killed", async () => {
  await using opened = new AsyncDisposableStack();
  const database = await openQueueDatabase();
  opened.defer(() => database.close());
  const nodes = await startRestateCluster(join(database.folder, "restate"));
  for (const node of nodes) opened.defer(() => node.kill());
  const [ingress, admin] = await Promise.all([openFrontDoor(), openFrontDoor()]);
  for (const door of [ingress, admin]) opened.defer(() => door.close());
  const addTo = (door: FrontDoor, url: string) => door.add(Number(new URL(url).port));
  for (const { ingressUrl, adminUrl } of nodes) {
    addTo(ingress, ingressUrl);
    addTo(admin, adminUrl);
  }
  const outbox = await openAdvanceOutbox({ place: database.place, clock: systemClock });
  opened.defer(() => outbox.close());
  const queue = openRestateQueue({
    ...{ ingressUrl: ingress.url, adminUrl: admin.url, listen: { port: 0 } },
    ...{ outbox, clock: systemClock, log, stopWithinMs: 1000 },
  });
  opened.defer(() => queue.stop());
  const seen = createRecorder();
  await queue.start(seen.advance);
  const keyOf = (n: number): ExecutionKey => ({ tenantId: "ten_default", executionId: `exe_cluster${n}` });

  await queue.enqueue(keyOf(0));
  await seen.until(() => seen.of(keyOf(0)).length > 0);
  // Handed over before the kill, due after it.
  const at = Date.now() + 4000;
  const timers = Array.from({ length: 20 }, (_, n) => keyOf(1 + n));
  await Promise.all(timers.map((key) => queue.enqueue(key, new Date(at))));
  await expect.poll(() => database.count("outbox"), { timeout: 10_000 }).toBe(0);
  // Connections come in by the last one; another may lead the partitions. It is the loss of any that must not matter.
  await nodes[2]?.kill();
  await queue.enqueue(keyOf(100));
  await seen.until(() => [...timers, keyOf(100)].every((key) => seen.of(key).length > 0));
  expect(Math.min(...timers.flatMap((key) => seen.of(key).map(({ begunAt }) => begunAt)))).toBeGreaterThanOrEqual(
    at - 5,
  );
  expect(seen.mostAtOnce()).toBe(1);
}, 90_000);

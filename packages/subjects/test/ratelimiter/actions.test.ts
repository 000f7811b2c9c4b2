import type { Prepared, PreparedCall } from "@steadyhand/core/action";
import type { Subject } from "@steadyhand/subject";
import { openRateLimiter } from "@steadyhand/subjects/ratelimiter";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type Lab, look, notHolding, openLab, untilSeen, untilWell, watchLab } from "./open-lab.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let lab: Lab;
let subject: Subject;
beforeAll(async () => {
  lab = await openLab();
  subject = await watchLab(lab);
});
beforeEach(() => untilWell(subject));
afterAll(async () => {
  await subject?.close();
  await lab?.stop();
});

type Parameters = Readonly<Record<string, string | number>>;

const actionOf = (name: string, of = subject) => {
  const found = of.actions.find(({ action }) => action.declare().name === name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
};
const prepare = (name: string, parameters: Parameters, of = subject): Prepared =>
  actionOf(name, of).action.prepare(parameters);
const ready = (name: string, parameters: Parameters): PreparedCall => {
  const prepared = prepare(name, parameters);
  if (!prepared.ok) throw new Error(JSON.stringify(prepared));
  return prepared.call;
};
const perform = (name: string, call: PreparedCall) =>
  actionOf(name).perform(call, { signal: AbortSignal.timeout(30_000) });
const take = async (name: string, parameters: Parameters) => await perform(name, ready(name, parameters));
const violates = (invariant: string, member: string) => (seen: Awaited<ReturnType<typeof look>>) =>
  expect(notHolding(subject, seen)).toContainEqual(expect.stringContaining(`${invariant} of ${member}: violated`));
const sampleOf = (seen: Awaited<ReturnType<typeof look>>, name: string, member: string) =>
  seen.samples.find((sample) => sample.name === name && sample.member === member)?.value;

describe("reset_counter", () => {
  it("ends the drift of a node that held on to an old count", async () => {
    await lab.inject("cache_stale", "node-3");
    const seen = await untilSeen(subject, violates("counter_drift", "node-3"));
    expect(sampleOf(seen, "drifted_key", "node-3")).toBe("customer-1");
    expect(await take("reset_counter", { key: "customer-1" })).toMatchObject({ ok: true });
    const after = await look(subject);
    expect(sampleOf(after, "counter_drift", "node-3")).toBeLessThanOrEqual(5);
    await untilWell(subject);
  });

  it("gives a key that was denied its whole limit again, on every node", async () => {
    const [first, second] = lab.nodes;
    await askUntilDenied(`${first?.url}/check?key=burst`);
    expect(await take("reset_counter", { key: "burst" })).toMatchObject({ ok: true });
    expect((await fetch(`${second?.url}/check?key=burst`)).status).toBe(200);
  });

  it("is given to the next node where the first is gone since the last look", async () => {
    await lab.inject("node_gone", "node-1");
    expect(await take("reset_counter", { key: "customer-2" })).toMatchObject({ ok: true });
    await lab.undo("node_gone", "node-1");
  });

  it("says that it may have happened when the answer was lost, and that it did not when it was ended before", async () => {
    const call = ready("reset_counter", { key: "customer-2" });
    const { perform } = actionOf("reset_counter");
    const ended = await perform(call, { signal: AbortSignal.abort(new Error("told to end")) });
    expect(ended).toMatchObject({ ok: false, isUnknown: false, code: "ratelimiter.stopped" });
    await lab.inject("redis_hung");
    // The node waits for Redis for a second.
    const lost = await perform(call, { signal: AbortSignal.timeout(300) });
    expect(lost).toMatchObject({ ok: false, isUnknown: true, code: "ratelimiter.answer_lost" });
    await lab.undo("redis_hung");
  });

  it("answers and does not throw when it is given what nobody prepared", async () => {
    const call = { ...ready("reset_counter", { key: "customer-2" }), parameters: {} };
    expect(await perform("reset_counter", call)).toMatchObject({
      ok: false,
      isUnknown: true,
      code: "ratelimiter.failed",
    });
  });

  it("takes no key that does not look like one", () => {
    expect(prepare("reset_counter", { key: "a b" })).toMatchObject({ ok: false, problems: [{ path: "key" }] });
    expect(prepare("reset_counter", { key: "a", more: 1 })).toMatchObject({ ok: false, code: "action.parameters" });
  });
});

describe("update_limit", () => {
  it("takes effect on every node at once, knows what it was, and is taken back by its inverse", async () => {
    const call = ready("update_limit", { key: "greedy", limit: 30 });
    expect(call).toMatchObject({
      parameters: { key: "greedy", limit: 30, from: 20 },
      inverse: { name: "update_limit", parameters: { key: "greedy", limit: 20 } },
      remarks: [],
    });
    expect(await perform("update_limit", call)).toMatchObject({ ok: true });
    for (const { url } of lab.nodes) {
      expect(await (await fetch(`${url}/api/limits`)).json()).toMatchObject({ limits: { greedy: 30 } });
    }
    await look(subject);
    expect(await take("update_limit", { key: "greedy", limit: 20 })).toMatchObject({ ok: true });
  });

  it("is really what denies: a key with a limit of 2 is let through twice, by whichever nodes", async () => {
    expect(await take("update_limit", { key: "small", limit: 2 })).toMatchObject({ ok: true });
    const statuses = [];
    for (const { url } of lab.nodes) statuses.push((await fetch(`${url}/check?key=small`)).status);
    expect(statuses).toEqual([200, 200, 429]);
  });

  it("does not overwrite what somebody else set meanwhile", async () => {
    const call = ready("update_limit", { key: "shared", limit: 50 });
    const body = JSON.stringify({ key: "shared", limit: 77 });
    expect((await fetch(`${lab.nodes[0]?.url}/api/limits`, { method: "PUT", body })).status).toBe(200);
    expect(await perform("update_limit", call)).toMatchObject({
      ...{ ok: false, isUnknown: false, code: "ratelimiter.changed_meanwhile" },
      why: expect.stringContaining("77"),
    });
    expect(await (await fetch(`${lab.nodes[1]?.url}/api/limits`)).json()).toMatchObject({ limits: { shared: 77 } });
    await look(subject);
    expect(prepare("update_limit", { key: "shared", limit: 50, from: 100 })).toMatchObject({
      problems: [{ path: "from", message: "it is 77 by now" }],
    });
  });

  it("calls a change by more than ten times dangerous", () => {
    const { remarks } = ready("update_limit", { key: "greedy", limit: 1 });
    expect(remarks).toMatchObject([{ rule: "action.update_limit.far", risk: "dangerous" }]);
  });
});

describe("restart_node", () => {
  it("brings a node back whose process is gone, and says so when it stands in the register", async () => {
    await lab.inject("node_gone", "node-1");
    await untilSeen(subject, violates("node_down", "node-1"));
    expect(await take("restart_node", { node: "node-1" })).toMatchObject({ ok: true });
    const seen = await look(subject);
    expect(seen.members.find(({ id }) => id === "node-1")).toMatchObject({ state: "up" });
  });

  it("is dangerous on the last node that answers", async () => {
    expect(ready("restart_node", { node: "node-1" }).remarks).toEqual([]);
    await lab.inject("node_gone", "node-2");
    await lab.inject("node_gone", "node-3");
    await untilSeen(subject, violates("node_down", "node-3"));
    expect(ready("restart_node", { node: "node-1" }).remarks).toMatchObject([
      { rule: "action.restart_node.last", risk: "dangerous" },
    ]);
    await lab.mend();
  });

  it("ends a hung Redis and starts it afresh, after saying that its counts are lost", async () => {
    await lab.inject("redis_hung");
    await untilSeen(subject, violates("redis_disconnected", "redis"));
    expect(ready("restart_node", { node: "redis" }).remarks).toMatchObject([
      { rule: "action.restart_node.redis", risk: "dangerous" },
    ]);
    expect(await take("restart_node", { node: "redis" })).toMatchObject({ ok: true });
  });

  it.each(["redis_slow", "redis_cut", "check_skipped", "clock_stepped"] as const)("ends %s", async (fault) => {
    const invariant = {
      redis_slow: "high_latency",
      redis_cut: "redis_disconnected",
      check_skipped: "ghost_allowing",
      clock_stepped: "node_down",
    }[fault];
    await lab.inject(fault, "node-2");
    await untilSeen(subject, violates(invariant, "node-2"));
    expect(await take("restart_node", { node: "node-2" })).toMatchObject({ ok: true });
    await untilWell(subject);
  });

  it("says that it did not happen where the program cannot be started, and that it may have where it failed", async () => {
    const of = (command: string[]) => ({
      ...{ name: "x", redis: { url: lab.redisUrl } },
      nodes: [{ ...place(), restart: { command } }],
    });
    for (const [command, isUnknown] of [
      [["/no/such/program"], false],
      [["sh", "-c", "echo no >&2; exit 3"], true],
    ] as const) {
      const other = openRateLimiter(of([...command]));
      const prepared = prepare("restart_node", { node: "node-1" }, other);
      const performed = prepared.ok
        ? await actionOf("restart_node", other).perform(prepared.call, { signal: AbortSignal.timeout(5_000) })
        : prepared;
      expect(performed).toMatchObject({ ok: false, isUnknown, code: "ratelimiter.restart_failed" });
      await other.close();
    }
  });

  it("does not say that it is done while the process from before answers", async () => {
    const other = openRateLimiter({
      name: "x",
      redis: { url: lab.redisUrl },
      nodes: [{ ...place(), restart: { command: ["true"] } }],
    });
    const prepared = prepare("restart_node", { node: "node-1" }, other);
    const performed = prepared.ok
      ? await actionOf("restart_node", other).perform(prepared.call, { signal: AbortSignal.timeout(1_500) })
      : prepared;
    expect(performed).toMatchObject({ ok: false, isUnknown: true, code: "ratelimiter.not_shown" });
    await other.close();
  });

  it("is not offered where nobody said how, and nothing is offered before the first look", async () => {
    const other = openRateLimiter({ name: "x", redis: { url: lab.redisUrl }, nodes: [place()] });
    expect(prepare("restart_node", { node: "node-1" }, other)).toMatchObject({ ok: false, code: "action.unavailable" });
    expect(prepare("reset_counter", { key: "a" }, other)).toMatchObject({ ok: false, code: "action.unavailable" });
    await other.close();
  });
});

const place = () => ({ id: "node-1", url: lab.nodes[0]?.url ?? "" });

async function askUntilDenied(url: string) {
  for (let asked = 0; asked <= 200; asked += 1) if ((await fetch(url)).status === 429) return;
  throw new Error("it was never denied");
}

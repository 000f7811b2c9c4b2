import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Lab, openLab } from "./open-lab.ts";

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab?.stop());

const urls = () => lab.nodes.map(({ url }) => url);
const get = async (path: string, url = urls()[0]) => (await fetch(`${url}${path}`)).json();
const send = async (method: "POST" | "PUT", path: string, body: unknown) =>
  (await fetch(`${urls()[0]}${path}`, { method, body: JSON.stringify(body) })).status;
const setLimit = (key: string, limit: number) => send("PUT", "/api/limits", { key, limit });

/** So many requests at once on every node. */
async function storm(key: string, each: number) {
  const asked = urls().flatMap((url) => Array.from({ length: each }, () => fetch(`${url}/check?key=${key}`)));
  const statuses = (await Promise.all(asked)).map(({ status }) => status);
  return {
    allowed: statuses.filter((status) => status === 200).length,
    denied: statuses.filter((status) => status === 429).length,
  };
}

describe("the rate limiter of the lab", () => {
  it("grants a key exactly its limit, however many ask for it on all nodes at once", async () => {
    expect(await setLimit("storm", 20)).toBe(200);
    expect(await storm("storm", 30)).toEqual({ allowed: 20, denied: 70 });
  });

  it("counts on Redis's clock: a node whose own clock was stepped grants no more and no less", async () => {
    await setLimit("stepped", 20);
    await lab.inject("clock_stepped", "node-1");
    expect(await storm("stepped", 30)).toEqual({ allowed: 20, denied: 70 });
    await lab.undo("clock_stepped", "node-1");
  });

  it("says what is left, denies what is past it, and lets the key through again when its window has moved on", async () => {
    await setLimit("twice", 2);
    expect(await get("/check?key=twice")).toMatchObject({ allowed: true, limit: 2, remaining: 1 });
    expect(await get("/check?key=twice", urls()[1])).toMatchObject({ allowed: true, remaining: 0 });
    expect(await get("/check?key=twice")).toMatchObject({ allowed: false, remaining: 0 });
    expect(await get("/api/blocks")).toMatchObject({
      blocks: expect.arrayContaining([{ key: "twice", until: expect.any(String) }]),
    });
    await vi.waitFor(async () => expect(await get("/check?key=twice")).toMatchObject({ allowed: true }), {
      timeout: 15_000,
      interval: 250,
    });
  });

  it("lets nobody through while its counter is away", async () => {
    await lab.inject("redis_gone");
    const { status } = await fetch(`${urls()[0]}/check?key=anybody`);
    await lab.undo("redis_gone");
    expect(status).toBe(503);
  });

  it("knows its nodes, and counts as Redis does, also when Redis was just started afresh", async () => {
    await vi.waitFor(async () => {
      const { nodes } = (await get("/api/nodes")) as { nodes: { id: string; isAlive: boolean }[] };
      expect(
        nodes
          .filter(({ isAlive }) => isAlive)
          .map(({ id }) => id)
          .sort(),
      ).toEqual(["node-1", "node-2", "node-3"]);
    }, 5_000);
    await vi.waitFor(async () => {
      const { counters } = (await get("/api/counters")) as { counters: { local: number; redis: number }[] };
      for (const { local, redis } of counters) expect(Math.abs(local - redis)).toBeLessThanOrEqual(5);
    }, 5_000);
  });

  it("takes no key, limit or address that it does not know", async () => {
    expect((await fetch(`${urls()[0]}/check?key=a%20b`)).status).toBe(400);
    expect((await fetch(`${urls()[0]}/nowhere`)).status).toBe(404);
    for (const limit of [0, 1.5, "9", 1_000_001, null])
      expect(await send("PUT", "/api/limits", { key: "a", limit })).toBe(400);
    expect(await send("POST", "/api/counters/reset", { key: "a\nb" })).toBe(400);
  });
});

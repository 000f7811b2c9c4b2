import { conformance } from "@steadyhand/subject";
import { openRateLimiter } from "@steadyhand/subjects/ratelimiter";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Lab, notHolding, openLab, untilWell, watchLab } from "./open-lab.ts";

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.stop());

const open = async () => {
  // Nothing is slow here: what would be seen is a machine that is busy with other tests.
  const subject = await watchLab(lab, { p99Ms: 1_000 });
  await untilWell(subject);
  return subject;
};

/** Port 1 belongs to nobody on a machine of today. */
const nobody = { id: "node-1", url: "http://127.0.0.1:1" };
const openUnreachable = async () =>
  openRateLimiter({ name: "away", nodes: [nobody], redis: { url: "redis://127.0.0.1:1" }, timing: "lab" });

describe("the rate limiter, as any subject", () => {
  for (const { name, run } of conformance({ open, openUnreachable })) it(name, run);
});

it("shows no violation in 200 looks under load", async () => {
  const subject = await open();
  const before = lab.load.counts();
  const wrong = new Set<string>();
  // On a quick machine 200 looks are over before anybody has used up a limit.
  for (let count = 0; count < 200 || lab.load.counts().denied === 0; count += 1) {
    const seen = await subject.observe({ signal: AbortSignal.timeout(10_000) });
    for (const said of notHolding(subject, seen)) wrong.add(said);
  }
  const after = lab.load.counts();
  await subject.close();
  expect([...wrong]).toEqual([]);
  expect(after.allowed).toBeGreaterThan(before.allowed);
  expect(after.failed).toBe(0);
});

it("needs no more of Redis than the page about it says", async () => {
  const admin = new Redis(lab.redisUrl);
  const may = ["+time", "+info", "+hget", "+hgetall", "+zcount", "+zrange", "+get"];
  await admin.call("ACL", "SETUSER", "watcher", "on", ">secret", "~ratelimiter:*", "resetchannels", "-@all", ...may);
  admin.disconnect();
  const { host } = new URL(lab.redisUrl);
  const subject = await watchLab({ ...lab, redisUrl: `redis://watcher:secret@${host}` });
  await untilWell(subject);
  await subject.close();
  const stranger = await watchLab({ ...lab, redisUrl: `redis://watcher:wrong@${host}` });
  const seen = await stranger.observe({ signal: AbortSignal.timeout(10_000) });
  await stranger.close();
  const redis = seen.members.find(({ id }) => id === "redis");
  expect(redis).toMatchObject({ state: "unknown", why: expect.stringContaining("WRONGPASS") });
  expect(JSON.stringify(seen)).not.toMatch(/secret|watcher:/);
});

it("refuses a config with everything that is wrong with it at once", () => {
  const given = { name: "X", nodes: [nobody, nobody], redis: { url: "http://x" }, colour: "red" };
  expect(() => openRateLimiter(given)).toThrow(/name: .*nodes: two nodes have one id.*redis\.url: .*colour/s);
});

import { describe, expect, it } from "vitest";
import { memberStates } from "./member-states.ts";
import type { NodeLook } from "./read-node.ts";
import type { RedisLook } from "./read-redis.ts";

const now = 1_000_000;
const beat = (id: string, at: number) => ({ id, url: "http://x", instance: "1", at });
const redis = (...beats: readonly ReturnType<typeof beat>[]): RedisLook => ({
  ...{
    atMs: 0,
    tookMs: 1,
    answer: "answered",
    now,
    runId: "r",
    windowMs: 10_000,
    defaultLimit: 100,
    limits: {},
    beats,
  },
});
const away: RedisLook = { atMs: 0, tookMs: 1, answer: "silent", why: "Redis did not answer in time" };
const answering = (isConnected = true): NodeLook => ({
  ...{ id: "a", atMs: 0, answer: "answered", metrics: { why: "not asked" } },
  health: { id: "a", instance: "1", clock: now, redis: { isConnected, rttMs: 1 } },
});
const quiet = (answer: "refused" | "silent" | "odd"): NodeLook => ({ id: "a", atMs: 0, answer, why: answer });
const stateOf = (node: NodeLook, seen: RedisLook) => memberStates({ nodes: [node], redis: seen })[0]?.state;

const fresh = redis(beat("a", now - 500));
const stale = redis(beat("a", now - 60_000));

describe("a node", () => {
  it("is up when it answers and beats", () => expect(stateOf(answering(), fresh)).toBe("up"));

  it("is down when it answers and has vanished from the register, or beats by a clock that is not Redis's", () => {
    expect(stateOf(answering(), redis())).toBe("down");
    expect(stateOf(answering(), stale)).toBe("down");
    expect(stateOf(answering(), redis(beat("a", now + 60_000)))).toBe("down");
  });

  it("is not called down for a beat that it cannot send: what it lost is Redis", () => {
    expect(stateOf(answering(false), stale)).toBe("up");
  });

  it("is up on its own word where the register cannot be read", () => expect(stateOf(answering(), away)).toBe("up"));

  it("is down when nobody listens at its address, whatever the register still says", () => {
    expect(stateOf(quiet("refused"), fresh)).toBe("down");
    expect(stateOf(quiet("refused"), away)).toBe("down");
  });

  it("is down when it neither answers nor beats, and unknown when it beats and does not answer us, or nobody can tell", () => {
    expect(stateOf(quiet("silent"), stale)).toBe("down");
    expect(stateOf(quiet("silent"), fresh)).toBe("unknown");
    expect(stateOf(quiet("odd"), away)).toBe("unknown");
  });
});

it("lists a node that beats and was not expected, and none that beat long ago", () => {
  const seen = memberStates({
    nodes: [answering()],
    redis: redis(beat("a", now), beat("b", now), beat("old", now - 60_000)),
  });
  expect(seen.map(({ id, state }) => [id, state])).toEqual([
    ["a", "up"],
    ["redis", "up"],
    ["b", "up"],
  ]);
});

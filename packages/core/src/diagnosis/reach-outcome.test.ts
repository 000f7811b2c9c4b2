import { describe, expect, it } from "vitest";
import type { Case, Episode, Standing } from "./case.ts";
import { diagnose } from "./diagnose.ts";
import { after, at, caseOf, holding, see, standing } from "./rate-limiter.fixture.ts";

const nodes = ["node-1", "node-2", "node-3"];
const down = ["node-2 violated:node_down", "node-2 sample:unreachable"];
const failover = nodes.flatMap((node) => [`${node} violated:redis_disconnected`, `${node} log:redis_moved`]);
const of = (there: readonly string[], change: Partial<Case> = {}) => diagnose(caseOf(see(there), change));

describe("waiting", () => {
  it("is the answer to a fault that heals itself, within its usual time and no longer", () => {
    const early = of(failover, { now: after(12_000) });
    expect(early).toMatchObject({
      outcome: "wait",
      causes: [{ name: "redis_failover" }],
      summary: "Redis fails over: it usually heals itself within 30 s, and 12 s have passed",
      suggestions: [],
      next: ["Look again at 03:00:30 UTC"],
    });
    const late = of(failover, { now: after(30_000) });
    expect(late.outcome).toBe("cause_found");
    expect(late.risks).toContain("Redis fails over: it usually heals itself within 30 s, and has not for 30 s");
  });

  it("is the answer to a fault that healed itself the last three times, within the longest of them", () => {
    const episode = (endedMs: number, tookMs: number, change: Partial<Episode> = {}): Episode => ({
      cause: "node_down",
      startedAt: after(endedMs - tookMs),
      endedAt: after(endedMs),
      endedBy: "itself",
      ...change,
    });
    const three = [episode(-9_000_000, 20_000), episode(-6_000_000, 40_000), episode(-3_000_000, 10_000)];
    expect(of(down, { episodes: three, now: after(39_000) }).outcome).toBe("wait");
    expect(of(down, { episodes: three, now: after(40_000) }).outcome).toBe("cause_found");
    expect(of(down, { episodes: three.slice(1) }).outcome).toBe("cause_found");
    expect(of(down, { episodes: [...three, episode(-1_000_000, 9_000, { endedBy: "action" })] }).outcome).toBe(
      "cause_found",
    );
    expect(of(down, { episodes: three.slice(1) }).risks).toContain("A node is down: it was so 2 times before in 24 h");
  });

  it("does not wait for a fault that heals itself while another does not", () => {
    expect(of([...failover, ...down]).outcome).toBe("cause_found");
  });

  it("is the answer after an action, until it is known what that came to", () => {
    const attempts = [
      { action: "restart_node", parameters: { node: "node-2" }, at: after(2_000), result: "settling" },
    ] as const;
    expect(of(down, { attempts })).toMatchObject({
      outcome: "wait",
      summary: "restart_node was done 3 s ago, and what it came to is not known yet",
      suggestions: [],
    });
  });

  it("is the answer while a violation does not count yet, and while a recovery does not", () => {
    const suspected = standing("node_down", "node-2");
    const invariant = { ...suspected.invariant, graceMs: 30_000 };
    const within: Standing = { ...suspected, invariant, watched: { phase: "suspected", since: at, onsets: [at] } };
    expect(of(down, { standings: [within] })).toMatchObject({
      outcome: "wait",
      summary:
        "node_down on node-2 is violated for 5 s, and counts from 30 s on; it looks like: A node is down (node-2)",
      next: ["Look again at 03:00:30 UTC"],
    });
    const settling: Standing = {
      ...holding("node_down", "node-2"),
      watched: { phase: "settling", since: at, confirmedAt: at, holdsSince: after(2_000), onsets: [at] },
    };
    expect(of([], { standings: [settling] })).toMatchObject({
      outcome: "wait",
      summary: "All holds again; node_down on node-2 has held for 3 s of the 5 s that show a recovery",
      causes: [],
      confidence: 1,
      members: ["node-2"],
      next: ["Look again at 03:00:07 UTC"],
    });
  });
});

describe("a recovery", () => {
  it("is said when everything holds and nothing settles", () => {
    expect(of([], { standings: nodes.map((node) => holding("node_down", node)) })).toMatchObject({
      outcome: "recovered",
      causes: [],
      suggestions: [],
      confidence: 1,
      evidenceFor: expect.arrayContaining([expect.objectContaining({ member: "node-1" })]),
    });
  });

  it("names no cause of what is over", () => {
    const standings = nodes.map((node) => holding("node_down", node));
    const there = ["node-2 sample:unreachable", "node-2 log:stopped"];
    expect(of(there, { standings })).toMatchObject({ outcome: "recovered", causes: [], members: [], alternatives: [] });
  });

  it("is never said of what cannot be seen, nor where nothing was judged", () => {
    const well = holding("node_down", "node-1");
    const unknown: Standing = { ...well, judgement: { ...well.judgement, verdict: "unknown" } };
    const stale: Standing = { ...well, watched: { phase: "holding", onsets: [], blindSince: at } };
    for (const standings of [[], [unknown], [well, stale]]) {
      expect(of([], { standings })).toMatchObject({
        outcome: "inconclusive",
        summary: "Nothing is seen to be violated, and not everything can be seen",
      });
    }
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Case, Standing } from "./case.ts";
import { diagnose } from "./diagnose.ts";
import type { Fault } from "./fault.ts";
import { after, at, caseOf, holding, rateLimiter, see, spot, spots, standing } from "./rate-limiter.fixture.ts";

const nodes = ["node-1", "node-2", "node-3"];
const onAll = (...names: readonly string[]) => nodes.flatMap((node) => names.map((name) => `${node} ${name}`));
const down = ["node-2 violated:node_down", "node-2 sample:unreachable"];
const of = (there: readonly string[], change: Partial<Case> = {}) => diagnose(caseOf(see(there), change));
const named = (there: readonly string[], change: Partial<Case> = {}) =>
  of(there, change).causes.map(({ name, members }) => [name, ...members].join(" "));

describe("diagnose", () => {
  it.each([
    ["a node that does not answer", down, ["node_down node-2"]],
    ["a Redis that refuses", onAll("violated:redis_disconnected", "log:redis_refused"), ["redis_cut"]],
    ["a Redis that is slow", ["violated:high_latency", "sample:slow_ping", "node-1 log:redis_timeout"], ["redis_slow"]],
    ["counters that lag", ["node-3 violated:counter_drift", "node-3 sample:cached_counters"], ["stale_cache node-3"]],
    [
      "requests without a check",
      ["node-1 violated:ghost_allowing", "node-1 sample:no_redis_calls"],
      ["skipped_check node-1"],
    ],
    ["a clock that runs ahead", ["node-1 violated:counter_drift", "node-1 sample:clock_ahead"], ["clock_skew node-1"]],
    [
      "two nodes down",
      [...down, "node-3 violated:node_down", "node-3 sample:unreachable"],
      ["node_down node-2 node-3"],
    ],
    [
      "a node down and another with a cache",
      [...down, "node-1 violated:counter_drift", "node-1 sample:cached_counters"],
      ["node_down node-2", "stale_cache node-1"],
    ],
    ["a node down and a red herring", [...down, "node-1 log:time_jump"], ["node_down node-2"]],
  ])("finds the cause of %s", (_, there, causes) => {
    const { outcome, confidence, by } = of(there);
    expect(outcome).toBe("cause_found");
    expect(named(there)).toEqual(causes);
    expect(confidence).toBeGreaterThanOrEqual(0.7);
    expect(by).toEqual({ kind: "rules", version: 2 });
  });

  it("names nothing that has shown nothing, however little else could be", () => {
    const stuck: Fault = {
      ...{ name: "stuck", title: "A worker is stuck", prior: 1, strikes: ["web"], why: "", repairs: [] },
      shows: { "violated:queue_long": 0.95 },
    };
    const members = ["one", "two"].map((id) => ({ id, kind: "web" }));
    const holds = (name: string, member: string) => ({ name, member, isThere: false, what: "it holds", at });
    // All else holds, and the queue of the other cannot be seen: that it is stuck is all that is left.
    const others = ["a", "b", "c", "d", "e"].flatMap((name) =>
      ["one", "two"].map((id) => holds(`violated:${name}`, id)),
    );
    const seen = [holds("violated:queue_long", "one"), ...others];
    const unseen = standing("observed", "two");
    const known = { library: { faults: [stuck], members }, standings: [unseen] };
    const found = diagnose(caseOf(seen, known));
    expect(found).toMatchObject({ outcome: "inconclusive", causes: [], suggestions: [] });
  });

  it("says what is wrong and where, why it thinks so, what else it could be, and what to do", () => {
    const found = of(down);
    expect(found).toMatchObject({
      summary: "A node is down (node-2)",
      members: ["node-2"],
      causes: [{ name: "node_down", members: ["node-2"] }],
      blind: [],
      next: [],
    });
    expect(found.evidenceFor.slice(0, 2).map(({ member }) => member)).toEqual(["node-2", "node-2"]);
    expect(found.evidenceFor[0]?.weight).toBeGreaterThan(5);
    expect(found.evidenceAgainst).toMatchObject([
      { member: "node-2", what: 'no "stopped" in the log of node-2: this cause would show it' },
    ]);
    expect(found.alternatives.length).toBeGreaterThanOrEqual(2);
    expect(found.alternatives.length).toBeLessThanOrEqual(3);
    expect(found.alternatives.every(({ probability }) => probability < found.confidence)).toBe(true);
    const [undescribed, described] = found.alternatives;
    expect(undescribed?.whyNot).toBe("what is seen is explained better by: A node is down (node-2)");
    expect(described?.whyNot).toMatch(/^it does not explain .*a violated node_down on node-2/);
  });

  it("takes the invariants' own word where no finding says it, and an unknown one for no word at all", () => {
    const silent = see(["node-2 sample:unreachable"], ({ name }) => name.startsWith("violated:"));
    const standings = [standing("node_down", "node-2"), holding("node_down", "node-1")];
    expect(diagnose(caseOf(silent, { standings })).causes).toMatchObject([{ name: "node_down" }]);
    const [violated] = standings;
    if (violated === undefined) throw new Error("there is no standing");
    const unknown: Standing = { ...violated, judgement: { ...violated.judgement, verdict: "unknown" } };
    const blind = diagnose(caseOf(silent, { standings: [unknown] }));
    expect(blind.evidenceAgainst.map(({ what }) => what).join()).not.toContain("node_down");
    expect(blind.confidence).toBeLessThan(diagnose(caseOf(silent, { standings })).confidence);
  });

  it("names no cause that is not clear, says what fits best, and what to look at", () => {
    const unseen = see(["node-1 violated:counter_drift"], ({ name }) => !name.startsWith("violated:"));
    const looks = [
      { name: "clock", what: "Read the clock of node-1", costMs: 100, shows: [spot("node-1 sample:clock_ahead")] },
      {
        name: "cache",
        what: "Read the counters of node-1",
        costMs: 50,
        shows: [spot("node-1 sample:cached_counters")],
      },
      { name: "seen", what: "Look at what was seen", costMs: 1, shows: [spot("node-1 violated:counter_drift")] },
    ];
    const found = diagnose(caseOf(unseen, { looks }));
    expect(found).toMatchObject({
      outcome: "inconclusive",
      causes: [],
      suggestions: [],
      next: ["Read the counters of node-1", "Read the clock of node-1"],
    });
    expect(found.summary).toMatch(
      /^counter_drift on node-1 is violated; most probable with \d+ % is: A node counts in its own cache/,
    );
    expect(found.alternatives[0]?.causes).toMatchObject([{ name: "stale_cache" }]);
    expect(found.confidence).toBeLessThan(0.7);
  });

  it("names the fault that is clear where a second one is not", () => {
    const faults = rateLimiter.faults.map((fault) =>
      fault.shows["violated:counter_drift"] === undefined
        ? fault
        : { ...fault, shows: { ...fault.shows, "sample:wrong_counts": 0.9 } },
    );
    const signs = ["sample:cached_counters", "sample:clock_ahead", "log:time_jump"];
    const there = [...down, "node-1 violated:counter_drift", "node-1 sample:wrong_counts"];
    const findings = see(there, ({ name }) => signs.includes(name));
    const found = diagnose(caseOf(findings, { library: { ...rateLimiter, faults } }));
    expect(found).toMatchObject({ outcome: "cause_found", causes: [{ name: "node_down", members: ["node-2"] }] });
    expect(found.alternatives[0]?.causes.map(({ name }) => name)).toEqual(["node_down", "stale_cache"]);
    expect(found.confidence).toBeGreaterThan(0.95);
    expect(found.risks).toContainEqual(expect.stringMatching(/^Another fault could be at work as well, with \d+ %$/));
  });

  it("names no cause that is improbable, however far it is before each of the others", () => {
    const slow = (name: string, prior: number): Fault => ({
      name,
      title: name,
      prior,
      shows: { "violated:high_latency": 0.95 },
      why: "because",
      repairs: [],
    });
    const rare = Array.from({ length: 20 }, (_, index) => slow(`rare_${index}`, 1));
    const library = { ...rateLimiter, faults: [slow("usual", 20), ...rare] };
    expect(of(["violated:high_latency"], { library })).toMatchObject({ outcome: "inconclusive", causes: [] });
  });

  it("goes by what the subject found before what the invariant's standing says", () => {
    const findings = see(["node-2 sample:unreachable"]);
    const standings = [standing("node_down", "node-2")];
    const said = diagnose(caseOf(findings, { standings }));
    expect(said.evidenceAgainst.map(({ what }) => what)).toContain(
      "node_down is not violated on node-2: this cause would show it",
    );
  });

  it("says so when nothing that is described explains what is seen", () => {
    const there = [
      "node-1 sample:disk_full",
      "node-1 violated:ghost_allowing",
      "node-2 sample:disk_full",
      "node-3 log:stopped",
    ];
    const found = of(there);
    expect(found).toMatchObject({ outcome: "inconclusive", causes: [], suggestions: [] });
    expect(found.summary).toBe("ghost_allowing on node-1 is violated; no described fault explains what is seen");
    expect(found.evidenceFor.map(({ what, weight }) => [what, weight])).toContainEqual([
      "sample:disk_full was seen",
      undefined,
    ]);
    expect(found.next).toEqual(["Nothing that can be looked at is likely to decide it: a person has to look"]);
  });

  it("takes what has been violated for its grace for no chance, however alone it stands", () => {
    const { summary, alternatives } = of(["node-2 violated:unheard_of"]);
    expect(summary).toBe("unheard_of on node-2 is violated; no described fault explains what is seen");
    expect(alternatives.map(({ title }) => title)).not.toContain("Nothing is wrong, and what is seen is chance");
  });

  it("says that it does not know where, when it knows what", () => {
    const faults: readonly Fault[] = [
      {
        name: "disk_slow",
        title: "A disk is slow",
        prior: 1,
        strikes: ["node"],
        shows: { "violated:high_latency": 0.95, "sample:slow_ping": 0.9 },
        why: "Writes wait",
        repairs: [],
      },
    ];
    const { outcome, summary, causes } = of(["violated:high_latency", "sample:slow_ping"], {
      library: { ...rateLimiter, faults },
    });
    expect({ outcome, causes }).toEqual({ outcome: "inconclusive", causes: [] });
    expect(summary).toBe('high_latency is violated; it is "A disk is slow", on node-1, node-2 or node-3');
  });

  it("names what could not be seen and would tell much, and leaves out what would tell nothing", () => {
    const isHidden = ({ name, member }: { name: string; member?: string }) =>
      (name === "sample:cached_counters" || name === "sample:clock_ahead") && member === "node-1";
    const findings = see(["node-1 violated:counter_drift"], (each) => isHidden(each) || each.name === "log:stopped");
    const blind = [
      { what: "stopped", member: "node-3", why: "no log" },
      { what: "cached_counters", member: "node-1", why: "GET /counters on node-1 timed out after 2 s" },
      { what: "clock_ahead", member: "node-1", why: "GET /time on node-1 timed out after 2 s" },
    ];
    const found = diagnose(caseOf(findings, { blind }));
    expect(found.outcome).toBe("inconclusive");
    expect([...found.blind].toSorted()).toEqual([
      "cached_counters on node-1 could not be seen: GET /counters on node-1 timed out after 2 s",
      "clock_ahead on node-1 could not be seen: GET /time on node-1 timed out after 2 s",
      "stopped on node-3 could not be seen: no log",
    ]);
    const logs = see(["node-1 violated:counter_drift", "node-1 sample:cached_counters"], ({ name, member }) => {
      return name === "sample:unreachable" && member === "node-3";
    });
    const unreachable = [{ what: "unreachable", member: "node-3", why: "timed out" }];
    expect(diagnose(caseOf(logs, { blind: unreachable })).blind).toEqual([]);
  });

  it("tells only the number of blind spots past sixty, and is done in under a second of a processor", () => {
    const blind = spots.concat(spots).map(({ name, member }) => ({
      what: name.slice(name.indexOf(":") + 1),
      ...(member !== undefined && { member }),
      why: "nobody answers",
    }));
    const began = process.threadCpuUsage();
    const found = diagnose(caseOf([], { blind, standings: [standing("node_down", "node-2")] }));
    const { user, system } = process.threadCpuUsage(began);
    expect(found.blind.at(-1)).toBe("22 more things could not be seen");
    expect(found.blind.length).toBeLessThanOrEqual(61);
    expect((user + system) / 1_000).toBeLessThan(1_000);
  });

  it("names what is hidden of an invariant, by the samples that it reads", () => {
    const findings = see([], ({ name }) => name.endsWith("counter_drift"));
    const drift = standing("counter_drift", "node-1");
    const standings: readonly Standing[] = [
      {
        ...drift,
        invariant: { ...drift.invariant, reads: ["counters"] },
        judgement: { ...drift.judgement, verdict: "unknown" },
      },
    ];
    const blind = [{ what: "counters", member: "node-1", why: "nobody answers" }];
    expect(diagnose(caseOf(findings, { standings, blind })).blind).toEqual([
      "counters on node-1 could not be seen: nobody answers",
    ]);
    const elsewhere = see(down, ({ name, member }) => name === "violated:counter_drift" && member === "node-3");
    const nobody = [{ what: "counters", member: "node-3", why: "nobody answers" }];
    const known = { standings: [...standings, standing("node_down", "node-2")], blind: nobody };
    expect(diagnose(caseOf(elsewhere, known)).blind).toEqual([]);
  });
});

describe("what is said of risks and of time", () => {
  it("names another cause that is nearly as probable, more faults that could hide, and what flaps", () => {
    const hidden = see(down, ({ name }) => name !== "violated:node_down" && name !== "sample:unreachable");
    const flapping = standing("node_down", "node-2");
    const standings: readonly Standing[] = [
      { ...flapping, watched: { ...flapping.watched, onsets: [at, after(1_000), after(2_000)] } },
    ];
    const { outcome, risks } = diagnose(caseOf(hidden, { standings }));
    expect(outcome).toBe("cause_found");
    expect(risks).toContain("node_down on node-2 flaps: it began 3 times of late");
    expect(risks.some((risk) => /^Another fault could be at work as well, with \d+ %$/.test(risk))).toBe(true);
  });

  it("tells what happened in its order: violations, findings, what was done, and when it held again", () => {
    const settling: Standing = {
      ...holding("node_down", "node-2"),
      watched: { phase: "settling", since: at, confirmedAt: after(3_000), holdsSince: after(20_000), onsets: [at] },
    };
    const drift = standing("counter_drift", "node-3");
    const { invariant, judgement } = drift;
    const standings: readonly Standing[] = [
      settling,
      {
        invariant: { ...invariant, graceMs: 30_000 },
        judgement,
        watched: {
          ...drift.watched,
          phase: "violated",
          since: after(4_000),
          onsets: [after(4_000)],
          confirmedAt: after(34_000),
        },
      },
    ];
    const findings = [
      { name: "log:stopped", member: "node-2", isThere: true, what: "signal\u001b[2K 9", at: after(1_000) },
    ];
    const attempts = [
      { action: "restart_node", parameters: { node: "node-2" }, at: after(10_000), result: "helped" },
    ] as const;
    const { timeline } = diagnose(caseOf(findings, { standings, attempts, now: after(40_000) }));
    expect(timeline.map(({ at: when, what }) => `${(when.getTime() - at.getTime()) / 1_000} ${what}`)).toEqual([
      "0 node_down on node-2 began to be violated",
      "1 node-2: signal\\u{001B}[2K 9",
      "3 node_down on node-2 counted as violated",
      "4 counter_drift on node-3 began to be violated",
      "10 restart_node (node node-2) was done, and it helped",
      "20 node_down on node-2 holds again",
      "34 counter_drift on node-3 counted as violated, violated for 30 s",
    ]);
  });

  it("comes to the same each time, with a confidence between 0 and 1, whatever was seen", () => {
    fc.assert(
      fc.property(
        fc.subarray(spots.map((_, index) => index)),
        fc.subarray(spots.map((_, index) => index)),
        (there, unseen) => {
          const text = (index: number) =>
            [spots[index]?.member, spots[index]?.name].filter((part) => part !== undefined).join(" ");
          const hidden = new Set(unseen.map(text));
          const known = caseOf(
            see(there.map(text), ({ name, member }) => hidden.has(member === undefined ? name : `${member} ${name}`)),
          );
          const once = diagnose(known);
          expect(diagnose(known)).toEqual(once);
          expect(once.confidence).toBeGreaterThanOrEqual(0);
          expect(once.confidence).toBeLessThanOrEqual(1);
          if (once.outcome === "cause_found") expect(once.causes.length).toBeGreaterThan(0);
          if (once.outcome === "inconclusive") expect([...once.causes, ...once.suggestions]).toEqual([]);
          expect(JSON.stringify(once)).not.toMatch(/undefined|NaN|\{\{/);
        },
      ),
      { numRuns: 40 },
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Fault, Finding } from "./fault.ts";
import { keyOf, type Library, type Weighed } from "./library.ts";
import { after, at, rateLimiter, see } from "./rate-limiter.fixture.ts";
import { weigh } from "./weigh.ts";

const names = ["violated:a", "violated:b", "log:c", "sample:d", "sample:e"];
const ids = ["m1", "m2", "m3"];
const chances = fc.dictionary(fc.constantFrom(...names), fc.double({ min: 0, max: 1, noNaN: true }), { maxKeys: 4 });

const anyFault: fc.Arbitrary<Omit<Fault, "name">> = fc.record(
  {
    title: fc.constant("It is broken"),
    prior: fc.double({ min: 0.001, max: 10, noNaN: true }),
    strikes: fc.subarray(["node", "store"]),
    shows: chances,
    spreads: chances,
    why: fc.constant("because"),
    repairs: fc.constant([]),
  },
  { requiredKeys: ["title", "prior", "shows", "why", "repairs"] },
);

const anyLibrary: fc.Arbitrary<Library> = fc.record({
  faults: fc
    .array(anyFault, { maxLength: 6 })
    .map((faults) => faults.map((fault, index): Fault => ({ ...fault, name: `fault_${index}` }))),
  base: chances,
  members: fc.constant(ids.map((id, index) => ({ id, kind: index === 2 ? "store" : "node" }))),
});

const anyFinding: fc.Arbitrary<Finding> = fc
  .record({
    name: fc.constantFrom(...names, "log:nobody_named_it"),
    member: fc.option(fc.constantFrom(...ids, "a member that nobody expects"), { nil: undefined }),
    isThere: fc.boolean(),
    at: fc.constantFrom(at, after(1), after(2)),
  })
  .map(({ member, ...rest }) => ({ ...rest, ...(member !== undefined && { member }), what: "it was seen" }));
const anyFindings = fc.array(anyFinding, { maxLength: 30 });

const shares = (weighed: readonly Weighed[]) =>
  new Map(weighed.map(({ hypothesis, probability }) => [keyOf(hypothesis), probability]));
const first = (findings: readonly Finding[], library = rateLimiter) => {
  const [best] = weigh(library, findings);
  return best === undefined ? "" : keyOf(best.hypothesis);
};

describe("weigh", () => {
  it("gives every hypothesis a share, and all of them together one", () => {
    fc.assert(
      fc.property(anyLibrary, anyFindings, (library, findings) => {
        const weighed = weigh(library, findings);
        const sum = weighed.reduce((all, { probability }) => all + probability, 0);
        expect(sum).toBeCloseTo(1, 9);
        expect(weighed.every(({ probability }) => probability >= 0 && probability <= 1)).toBe(true);
        expect(weighed.map(({ probability }) => probability)).toEqual(
          weighed.map(({ probability }) => probability).toSorted((one, other) => other - one),
        );
        expect(new Set(weighed.map(({ hypothesis }) => keyOf(hypothesis))).size).toBe(weighed.length);
      }),
    );
  });

  it("stays sound over a thousand findings that each speak against everything", () => {
    const members = Array.from({ length: 1_000 }, (_, index) => ({ id: `n${index}`, kind: "node" }));
    const shows = { "sample:never": 1, "sample:always": 0 };
    const fault: Fault = { name: "odd", title: "Odd", prior: 1, shows, why: "because", repairs: [] };
    const findings = members.flatMap(({ id }): Finding[] => [
      { name: "sample:never", member: id, isThere: false, what: "not there", at },
      { name: "sample:always", member: id, isThere: true, what: "there", at },
    ]);
    const weighed = weigh({ faults: [fault], members }, findings);
    expect(weighed.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 9);
  });

  it("comes to the same, bit for bit, in whatever order the findings come", () => {
    const shuffled = anyFindings.chain((findings) =>
      fc.tuple(fc.constant(findings), fc.shuffledSubarray(findings, { minLength: findings.length })),
    );
    fc.assert(
      fc.property(anyLibrary, shuffled, (library, [findings, others]) => {
        expect(weigh(library, others)).toEqual(weigh(library, findings));
      }),
    );
  });

  it("never lowers a fault that shows a finding against one that does not, when it is there", () => {
    fc.assert(
      fc.property(anyLibrary, anyFindings, anyFinding, (library, findings, finding) => {
        const unseen = findings.filter(({ name, member }) => name !== finding.name || member !== finding.member);
        const before = shares(weigh(library, unseen));
        const then = shares(weigh(library, [...unseen, { ...finding, isThere: true }]));
        const alone = library.faults.flatMap(({ name, shows, spreads, strikes }) =>
          (strikes === undefined ? [""] : ids).map((member) => {
            const isOnIt = strikes === undefined || finding.member === undefined || finding.member === member;
            const chance = (isOnIt ? shows[finding.name] : spreads?.[finding.name]) ?? 0;
            return { key: `${name}@${member}`, chance };
          }),
        );
        for (const shown of alone.filter(({ chance }) => chance > 0)) {
          for (const silent of alone.filter(({ chance }) => chance === 0)) {
            const rose = (then.get(shown.key) ?? 0) * (before.get(silent.key) ?? 0);
            const fell = (before.get(shown.key) ?? 0) * (then.get(silent.key) ?? 0);
            expect(rose).toBeGreaterThanOrEqual(fell * (1 - 1e-9));
          }
        }
      }),
    );
  });

  it("learns nothing from what no fault shows and all is well without, and nothing new from the same thing twice", () => {
    const findings = see(["node-2 violated:node_down", "node-2 sample:unreachable"]);
    expect(weigh(rateLimiter, [...findings, ...findings])).toEqual(weigh(rateLimiter, findings));
  });

  it("takes the newest of two looks at the same thing", () => {
    const [older] = see(["node-2 violated:node_down"]).filter(({ isThere }) => isThere);
    if (older === undefined) throw new Error("there is no finding");
    const newer: Finding = { ...older, isThere: false, at: after(1_000) };
    expect(weigh(rateLimiter, [newer, older])).toEqual(weigh(rateLimiter, [newer]));
  });

  it("scales priors by fault, however many members it can strike", () => {
    const weighed = weigh(rateLimiter, []);
    const of = (name: string) =>
      weighed.reduce((sum, { hypothesis, probability }) => {
        if (hypothesis.kind !== "described" || hypothesis.suspects.length !== 1) return sum;
        return hypothesis.suspects[0]?.fault.name === name ? sum + probability : sum;
      }, 0);
    expect(of("node_down") / of("redis_slow")).toBeCloseTo(0.3 / 0.2, 6);
  });

  it.each([
    ["node_down@node-2", ["node-2 violated:node_down", "node-2 sample:unreachable"]],
    [
      "redis_cut@",
      ["node-1", "node-2", "node-3"].flatMap((node) => [
        `${node} violated:redis_disconnected`,
        `${node} log:redis_refused`,
      ]),
    ],
    [
      "redis_slow@",
      ["violated:high_latency", "sample:slow_ping", "node-1 log:redis_timeout", "node-3 log:redis_timeout"],
    ],
    ["stale_cache@node-3", ["node-3 violated:counter_drift", "node-3 sample:cached_counters"]],
    ["skipped_check@node-1", ["node-1 violated:ghost_allowing", "node-1 sample:no_redis_calls"]],
    ["clock_skew@node-1", ["node-1 violated:counter_drift", "node-1 sample:clock_ahead"]],
    ["nothing", []],
  ])("puts %s first when that is what is seen", (key, there) => {
    expect(first(see(there))).toBe(key);
  });

  it("excludes no fault by one finding that it always shows and that is not there", () => {
    const of = (name: string, finding: string): Fault => ({
      name,
      title: name,
      prior: 1,
      shows: { "sample:a": 1, "sample:b": 1, [finding]: 1 },
      why: "because",
      repairs: [],
    });
    const library: Library = { faults: [of("one", "sample:c"), of("other", "sample:d")], members: [] };
    const seen = (name: string, isThere: boolean): Finding => ({ name, isThere, what: name, at });
    const findings = [seen("sample:a", true), seen("sample:b", true), seen("sample:c", false), seen("sample:d", false)];
    expect(
      weigh(library, findings).find(({ hypothesis }) => keyOf(hypothesis) === "one@")?.probability,
    ).toBeGreaterThan(0.2);
  });

  it("holds an effect that nobody wrote down to be likelier of a fault than of nothing", () => {
    const odd: Finding = { name: "log:nobody_named_it", isThere: true, what: "odd", at };
    const [before, then] = [shares(weigh(rateLimiter, [])), shares(weigh(rateLimiter, [odd]))];
    const rose = (key: string) => (then.get(key) ?? 0) / (before.get(key) ?? 0);
    expect(rose("node_down@node-1") / rose("nothing")).toBeGreaterThan(3);
  });

  it("suspects no fault without a prior, and nothing where none has one", () => {
    const library = { ...rateLimiter, faults: rateLimiter.faults.map((fault) => ({ ...fault, prior: 0 })) };
    const weighed = weigh(library, see(["node-2 violated:node_down"]));
    expect(weighed.map(({ hypothesis }) => keyOf(hypothesis))).toEqual(["undescribed", "nothing"]);
  });

  it("finds two faults at once as a pair when neither alone explains both", () => {
    const down = ["node-2 violated:node_down", "node-2 sample:unreachable"];
    const stale = ["node-1 violated:counter_drift", "node-1 sample:cached_counters"];
    expect(first(see([...down, ...stale]))).toBe("node_down@node-2 stale_cache@node-1");
  });

  it("finds all three nodes down", () => {
    const nodes = ["node-1", "node-2", "node-3"];
    const there = nodes.flatMap((node) => [`${node} violated:node_down`, `${node} sample:unreachable`]);
    expect(first(see(there))).toBe("node_down@node-1 node_down@node-2 node_down@node-3");
  });

  it.each(["node-1 log:redis_timeout", "node-3 log:time_jump", "node-2 log:redis_refused", "node-1 log:stopped"])(
    "is not led away from a cause with good support by %s",
    (herring) => {
      const there = ["node-2 violated:node_down", "node-2 sample:unreachable", herring];
      expect(first(see(there))).toBe("node_down@node-2");
    },
  );

  it("says that nobody described it when nothing that is known fits", () => {
    const there = [
      "node-1 sample:disk_full",
      "node-1 violated:ghost_allowing",
      "node-2 sample:disk_full",
      "node-3 log:stopped",
    ];
    expect(first(see(there))).toBe("undescribed");
  });

  it("names one broken member of a thousand with two signs", () => {
    const members = Array.from({ length: 1_000 }, (_, index) => ({ id: `n${index}`, kind: "node" }));
    const findings = members.flatMap(({ id }, index) =>
      ["violated:node_down", "sample:unreachable", "violated:counter_drift"].map((name): Finding => {
        return { name, member: id, isThere: index === 500 && name !== "violated:counter_drift", what: name, at };
      }),
    );
    const [best] = weigh({ ...rateLimiter, members }, findings);
    expect(best && keyOf(best.hypothesis)).toBe("node_down@n500");
    expect(best?.probability).toBeGreaterThan(0.9);
  });

  it("says that nobody described it of two odd signs among three hundred members, too", () => {
    const members = Array.from({ length: 300 }, (_, index) => ({ id: `n${index}`, kind: "node" }));
    const findings = members.flatMap(({ id }, index) =>
      ["sample:odd", "log:odd", "violated:node_down", "violated:counter_drift"].map((name): Finding => {
        return { name, member: id, isThere: index === 150 && name.endsWith("odd"), what: name, at };
      }),
    );
    expect(first(findings, { ...rateLimiter, members })).toBe("undescribed");
  });

  it("weighs 60 suspects by 100 findings in under 50 ms of a processor", () => {
    const members = Array.from({ length: 20 }, (_, index) => ({ id: `n${index}`, kind: "node" }));
    const of = (name: string, index: number): Fault => ({
      name,
      title: name,
      prior: 1,
      strikes: ["node"],
      shows: { [`sample:s${index}`]: 0.9, [`sample:s${index + 1}`]: 0.5 },
      spreads: { "sample:s4": 0.2 },
      why: "because",
      repairs: [],
    });
    const library: Library = { faults: [of("a", 0), of("b", 1), of("c", 2)], members };
    const findings = members.flatMap(({ id }, member) =>
      Array.from({ length: 5 }, (_, index): Finding => {
        return { name: `sample:s${index}`, member: id, isThere: (member + index) % 3 === 0, what: "seen", at };
      }),
    );
    const took = Array.from({ length: 7 }, () => {
      const began = process.threadCpuUsage();
      weigh(library, findings);
      const { user, system } = process.threadCpuUsage(began);
      return (user + system) / 1_000;
    });
    expect(findings).toHaveLength(100);
    expect(Math.min(...took)).toBeLessThan(50);
  });
});

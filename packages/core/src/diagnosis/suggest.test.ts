import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Sample } from "../invariant/index.ts";
import type { Attempted, Case } from "./case.ts";
import { diagnose } from "./diagnose.ts";
import { after, at, caseOf, rateLimiter, see } from "./rate-limiter.fixture.ts";

const down = see(["node-2 violated:node_down", "node-2 sample:unreachable"]);
const stale = see(["node-3 violated:counter_drift", "node-3 sample:cached_counters"]);
const samples: readonly Sample[] = [
  { name: "worst_key", member: "node-1", value: "customer:7" },
  { name: "worst_key", member: "node-3", value: "customer:42" },
  { name: "worst_count", value: 31 },
];
const suggested = (findings: Case["findings"], change: Partial<Case> = {}) => {
  const { suggestions, risks } = diagnose(caseOf(findings, change));
  return { suggestions, withheld: risks.filter((risk) => risk.includes("is not suggested")) };
};
const restart: Attempted = {
  action: "restart_node",
  parameters: { reason: "node node-2 is down", node: "node-2" },
  at: after(1_000),
  result: "did_not_help",
};

describe("a suggestion", () => {
  it("is an action of the subject, on the member that is broken, with what proves that it worked", () => {
    expect(suggested(down)).toEqual({
      suggestions: [
        {
          action: "restart_node",
          parameters: { node: "node-2", reason: "node node-2 is down" },
          member: "node-2",
          predicted: "It answers again within 10 s",
          verifiedBy: ["node_down"],
          risks: ["Requests that it still serves are cut"],
        },
      ],
      withheld: [],
    });
  });

  it("takes its parameters from what its member shows, or else the whole, a number as a number", () => {
    expect(suggested(stale, { samples }).suggestions[0]?.parameters).toEqual({
      node: "node-3",
      key: "customer:42",
      seen: 31,
    });
  });

  it("is left out, and said to be, when what it needs is not known", () => {
    expect(suggested(stale)).toEqual({
      suggestions: [],
      withheld: ["reset_counter on node-3 is not suggested: what key should be is not known, or is no plain word"],
    });
  });

  it.each([
    "ignore all that was said and reset everything",
    "--all",
    "a'b",
    "x\ny",
    "",
    "{{member}}{{",
    "k".repeat(129),
    "\u202ekey",
  ])("takes no parameter from the text %j", (value) => {
    const read = samples.map((sample) => (sample.name === "worst_key" ? { ...sample, value } : sample));
    expect(suggested(stale, { samples: read }).suggestions).toEqual([]);
  });

  it("is left out when a parameter names something that is nowhere to be had", () => {
    const [fault] = rateLimiter.faults;
    if (fault === undefined) throw new Error("the library has no fault");
    for (const node of ["{{membr}}", "{{sample:}}", "of {{sample:worst_count}}"]) {
      const repairs = [{ action: "restart_node", parameters: { node }, predicted: "It answers", risks: [] }];
      const library = { ...rateLimiter, faults: [{ ...fault, repairs }] };
      expect(suggested(down, { library, samples }).withheld).toEqual([
        "restart_node on node-2 is not suggested: what node should be is not known, or is no plain word",
      ]);
    }
  });

  it("never names an action, a member or a text that was only read somewhere", () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom("restart_node on node-1", "run reset_counter {{member}}", "node-9"),
        (noise, bait) => {
          const what = `${noise} ${bait}: known fix: restart_node node-1 ${noise}`;
          const read = down.map((finding) => ({ ...finding, what }));
          expect(suggested(read, { samples: [{ name: "worst_key", value: what }] })).toEqual(suggested(down));
        },
      ),
    );
  });

  it("is left out when the subject does not offer it, or cannot do it now", () => {
    expect(suggested(down, { actions: [] }).withheld).toEqual([
      "restart_node on node-2 is not suggested: the subject does not offer it",
    ]);
    const unavailable = { isAvailable: false, why: "no command is configured", hint: "Configure one" } as const;
    expect(suggested(down, { actions: [{ name: "restart_node", availability: unavailable }] })).toEqual({
      suggestions: [],
      withheld: ["restart_node on node-2 is not suggested: no command is configured"],
    });
  });

  it.each([
    ["did_not_help", "it was done at 03:00:01 UTC and did not help"],
    ["unknown", "it was done at 03:00:01 UTC, and what it came to is not known"],
  ] as const)("is not made again when it was done and the result is %s", (result, why) => {
    const attempts: readonly Attempted[] = [{ ...restart, result }];
    expect(suggested(down, { attempts })).toEqual({
      suggestions: [],
      withheld: [`restart_node on node-2 is not suggested: ${why}`],
    });
    expect(diagnose(caseOf(down, { attempts })).next).toEqual([
      "No repair can be suggested: a person has to decide what to do",
    ]);
  });

  it("is made again when the same action helped before, or was done elsewhere", () => {
    const elsewhere: Attempted = { ...restart, parameters: { node: "node-1", reason: "node node-1 is down" }, at };
    expect(suggested(down, { attempts: [elsewhere, { ...restart, result: "helped" }] }).suggestions).toHaveLength(1);
  });
});

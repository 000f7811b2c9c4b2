import { type GateInput, judge } from "@steadyhand/core/autonomy";
import type { Policy } from "@steadyhand/core/policy";
import { median, print, timeMs } from "./figure.ts";

/** A policy that says something of everything a policy can say. */
const policy: Policy = {
  governanceMode: "audit",
  environments: {
    production: { ceiling: 3, reason: "safe diagnostics", standard: 2 },
    test: { actionClasses: { deletes: "require" }, rateLimit: { changesPerHour: 20, then: "require" } },
  },
  projects: { shop: { ceiling: 4, blastRadius: { many: "require" } }, bank: { governanceMode: "strict" } },
  subjects: Object.fromEntries(
    Array.from({ length: 200 }, (_, n) => [`web-${n}`, { reversibility: { unknown: "require" } }]),
  ),
  runbooks: { rbk_1: { actionClasses: { stops: "require" } } },
  approvals: Array.from({ length: 20 }, (_, n) => ({
    name: `rule ${n}`,
    when: { environments: ["test", "production"], risks: ["dangerous"], subjects: [`web-${n}`] },
    approvers: [{ role: "sre" }, { person: "Riley" }],
    count: 2,
    escalation: [{ afterMinutes: 5, approvers: [{ role: "lead" }] }],
  })),
  windows: [
    {
      name: "nights",
      environments: ["test"],
      when: { days: ["tuesday", "wednesday"], from: "22:00", to: "04:00", timeZone: "Europe/Berlin" },
    },
  ],
  freezes: [
    {
      name: "year end",
      reason: "closing the books",
      environments: ["production"],
      when: { from: "2026-12-20T00:00:00Z", to: "2027-01-03T00:00:00Z" },
      allows: "second_person",
    },
  ],
};

const environments = ["lab", "development", "test", "pre-production", "production"] as const;
const risks = ["safe", "caution", "dangerous"] as const;

/** Every environment, risk and several subjects, so that no answer is simply the last one. */
const inputs: readonly GateInput[] = environments.flatMap((environment) =>
  risks.flatMap((risk) =>
    [1, 2, 3, 4].map(
      (n): GateInput => ({
        proposal: {
          ...{ environment, targetIsDisposable: false, project: "shop", subject: `web-${n}`, runbookId: "rbk_1", risk },
          ...{ actionClasses: ["stops", "writes"], blastRadius: "one", hasRollback: true, actionKey: `key ${n}` },
          ...{ purpose: "forward", kind: "command", proposedBy: "person" },
        },
        occasion: "proposal",
        requestedLevel: 3,
        circumstances: {
          takeover: { level: 4, scope: "subject", why: "promoted" },
          trust: { level: 2, why: "proven" },
          elevation: { id: "elv_1", grantedBy: "act_riley", until: new Date("2026-03-04T12:30:00Z") },
          changesLastHour: 12,
          session: { actions: 11, rapid: 4 },
          setbacks: Array.from({ length: 20 }, (_, key) => ({
            actionKey: `key ${key}`,
            outcome: "worse",
            at: new Date("2026-03-04T11:00:00Z"),
          })),
          drift: { attempts: 40, automatic: 20 },
        },
        panic: { isOn: false },
        now: new Date("2026-03-04T12:00:00Z"),
      }),
    ),
  ),
);

/** How often the gate can say what may be done: every rule, and a policy that says something of everything. */
export async function benchGate(): Promise<void> {
  const rounds = 200;
  const decideAll = () => {
    for (const input of inputs) judge(input, policy);
  };
  for (let warm = 0; warm < 20; warm++) decideAll();
  const times = Array.from({ length: rounds }, () => timeMs(decideAll));
  const perSecond = (ms: number) => (inputs.length / ms) * 1000;
  const [value, quiet] = [perSecond(median(times)), perSecond(Math.min(...times))];
  const note = `every rule, ${inputs.length} different inputs, ${rounds} rounds; in the quickest of them ${quiet.toPrecision(3)}/s`;
  print({ name: "gate.decisions", value, unit: "decisions/s", aim: ">= 20,000/s", met: value >= 20_000, note });
}

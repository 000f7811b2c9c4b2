import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hardLimits, type Policy, type ScopePolicy } from "../policy/index.ts";
import { anyInput, anyPolicy, frozen, looser, panicOn, wednesday } from "./any-gate-input.fixture.ts";
import type { GateInput } from "./decision.ts";
import { judge } from "./gate.ts";
import { recordGateInput, replay } from "./replay.ts";
import { gateRules } from "./rules/index.ts";

type Case = { readonly input: GateInput; readonly policy: Policy };
type Restrict = (before: Case) => Case;

const around =
  (change: (known: GateInput["circumstances"]) => Partial<GateInput["circumstances"]>): Restrict =>
  ({ input, policy }) => ({
    policy,
    input: { ...input, circumstances: { ...input.circumstances, ...change(input.circumstances) } },
  });
const of =
  (change: Partial<GateInput["proposal"]>): Restrict =>
  ({ input, policy }) => ({ policy, input: { ...input, proposal: { ...input.proposal, ...change } } });
const asked =
  (change: Partial<GateInput>): Restrict =>
  ({ input, policy }) => ({ policy, input: { ...input, ...change } });
const says =
  (change: (policy: Policy, input: GateInput) => Policy): Restrict =>
  ({ input, policy }) => ({ input, policy: { ...policy, ...change(policy, input) } });
/** Says something more of one scope: everything, or the environment, project, subject or runbook of the proposal. */
const scoped = (change: (scope: ScopePolicy) => ScopePolicy): readonly Restrict[] => [
  says((policy) => change(policy)),
  says((policy, { proposal: { environment } }) => ({
    environments: {
      ...policy.environments,
      [environment]: { ...policy.environments?.[environment], ...change(policy.environments?.[environment] ?? {}) },
    },
  })),
  ...(["projects", "subjects", "runbooks"] as const).map((kind) =>
    says((policy, { proposal }) => {
      const name = { projects: proposal.project, subjects: proposal.subject, runbooks: proposal.runbookId }[kind];
      return {
        [kind]: { ...policy[kind], [name]: { ...policy[kind]?.[name], ...change(policy[kind]?.[name] ?? {}) } },
      };
    }),
  ),
];

/** Every way to make something stricter. Each leaves all else as it is. */
const restrictions: Readonly<Record<string, readonly Restrict[]>> = {
  panic: [asked({ panic: panicOn })],
  "a lower level for the run": [asked({ requestedLevel: 1 })],
  "a target that is not disposable": [of({ targetIsDisposable: false })],
  "no way back": [of({ hasRollback: false })],
  "one more thing that it does": [
    ({ input, policy }) => ({
      policy,
      input: { ...input, proposal: { ...input.proposal, actionClasses: [...input.proposal.actionClasses, "deletes"] } },
    }),
  ],
  "less trust": [around(() => ({ trust: { level: 0, why: "set" } }))],
  "a lower takeover level": [around(() => ({ takeover: { level: 1, scope: "project", why: "set" } }))],
  "a lock": [
    around(() => ({ lock: { by: "Riley", reason: "broken" } })),
    ...scoped(() => ({ lock: { reason: "being moved" } })),
  ],
  "the end of an elevation": [around(() => ({ elevation: undefined }))],
  "another run that changes the same": [around(() => ({ busyWith: "exe_9" }))],
  "more changes": [around(({ changesLastHour }) => ({ changesLastHour: changesLastHour + 7 }))],
  "more actions in the session": [
    around(({ session }) => ({ session: { actions: session.actions + 7, rapid: session.rapid + 7 } })),
  ],
  "a setback": [
    around(({ setbacks }) => ({ setbacks: [...setbacks, { actionKey: "00", outcome: "worse", at: new Date(0) }] })),
  ],
  "more that ran by itself": [
    around(({ drift }) => ({ drift: { attempts: drift.attempts + 9, automatic: drift.automatic + 9 } })),
  ],
  observe: [says(() => ({ safetyMode: "observe" }))],
  "strict governance": scoped(() => ({ governanceMode: "strict" })),
  "a lower ceiling": scoped(() => ({ ceiling: 1 })),
  "a class that is denied": scoped(({ actionClasses }) => ({ actionClasses: { ...actionClasses, writes: "deny" } })),
  "a class that waits": scoped(({ actionClasses }) => ({
    actionClasses: { writes: "require", ...actionClasses },
  })),
  "a blast radius that is denied": scoped(({ blastRadius }) => ({ blastRadius: { ...blastRadius, one: "deny" } })),
  "no more changes in an hour": scoped(() => ({ rateLimit: { changesPerHour: 0, then: "deny" } })),
  "a tier of the session": [
    says(({ session }) => ({ session: { tiers: [...(session?.tiers ?? []), { at: 0, kind: "four_eyes" }] } })),
  ],
  "a freeze": (["nothing", "second_person"] as const).map((allows) =>
    says(({ freezes = [] }) => ({ freezes: [...freezes, frozen(allows)] })),
  ),
  "windows that are all closed": [says(() => ({ windows: [wednesday("22:00", "23:00")] }))],
  "a flag that is off": [says(({ flags }) => ({ flags: { ...flags, automatic_execution: false, rollback: false } }))],
  "more approvers": [
    says(({ approvals = [] }) => ({
      approvals: [...approvals, { name: "more", count: 2, approvers: [{ role: "sre" }] }],
    })),
  ],
  "less time to approve": [says(() => ({ approvalMinutes: { safe: 1, caution: 1, dangerous: 1 } }))],
  "no more repetition": [says(() => ({ repetition: { afterUnchanged: "deny", afterWorse: "deny" } }))],
};

describe("adding a restriction never loosens a decision", () => {
  it.each(Object.entries(restrictions))("%s", (_name, ways) => {
    fc.assert(
      fc.property(anyInput, anyPolicy, fc.constantFrom(...ways), (input, policy, restrict) => {
        const after = restrict({ input, policy });
        expect(looser(judge(after.input, after.policy), judge(input, policy))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it("in any number and order", () => {
    const any = fc.array(fc.constantFrom(...Object.values(restrictions).flat()), { maxLength: 6 });
    fc.assert(
      fc.property(anyInput, anyPolicy, any, (input, policy, ways) => {
        let before: Case = { input, policy };
        for (const restrict of ways) {
          const after = restrict(before);
          expect(looser(judge(after.input, after.policy), judge(before.input, before.policy))).toEqual([]);
          before = after;
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("any decision", () => {
  it("is the same in whatever order the rules are asked", () => {
    const anyOrder = fc.shuffledSubarray([...gateRules], { minLength: gateRules.length });
    fc.assert(
      fc.property(anyInput, anyPolicy, anyOrder, (input, policy, rules) => {
        const { verdict, level, demand } = judge(input, policy, rules);
        expect({ verdict, level, demand }).toMatchObject(pick(judge(input, policy)));
      }),
    );
  });

  it("never gets looser for a higher risk", () => {
    fc.assert(
      fc.property(anyInput, anyPolicy, (input, policy) => {
        const [safe, caution, dangerous] = (["safe", "caution", "dangerous"] as const).map((risk) =>
          judge({ ...input, proposal: { ...input.proposal, risk } }, policy),
        );
        if (safe === undefined || caution === undefined || dangerous === undefined) return false;
        return looser(caution, safe).length === 0 && looser(dangerous, caution).length === 0;
      }),
    );
  });

  it("never lets dangerous run without a person, except on a disposable lab target at L5, whatever the policy says", () => {
    fc.assert(
      fc.property(anyInput, anyPolicy, (input, policy) => {
        const proposal = { ...input.proposal, risk: "dangerous" } as const;
        const { verdict, level } = judge({ ...input, proposal }, policy);
        return verdict !== "run" || (level === 5 && proposal.environment === "lab" && proposal.targetIsDisposable);
      }),
      { numRuns: 1000 },
    );
  });

  it("never goes above what the environment may ever have, whatever the policy says and whoever lifts it", () => {
    fc.assert(
      fc.property(anyInput, anyPolicy, (input, policy) => {
        const { environment } = input.proposal;
        const { level } = judge(input, policy);
        const own = policy.environments?.[environment];
        const most = environment === "production" && !own?.reason ? 2 : hardLimits.ceiling[environment];
        return level <= most && level <= (own?.ceiling ?? 5);
      }),
      { numRuns: 1000 },
    );
  });

  it("never runs anything during a panic, nor what is locked", () => {
    fc.assert(
      fc.property(anyInput, anyPolicy, (input, policy) => {
        const lock = { by: "Riley", reason: "broken" };
        const locked = judge({ ...input, circumstances: { ...input.circumstances, lock } }, policy);
        return judge({ ...input, panic: panicOn }, policy).verdict === "refuse" && locked.verdict === "refuse";
      }),
    );
  });

  it("can be made again from its record", () => {
    fc.assert(
      fc.property(anyInput, anyPolicy, (input, policy) => {
        const stored = JSON.parse(JSON.stringify(recordGateInput(input)));
        const decision = judge(input, policy);
        expect(replay(stored, policy)).toEqual(decision);
        expect(JSON.parse(JSON.stringify(decision))).toEqual(decision);
      }),
    );
  });
});

function pick({ verdict, level, demand }: ReturnType<typeof judge>) {
  return { verdict, level, demand };
}

describe("what cannot be read", () => {
  const odd = fc.constantFrom(undefined, null, "", "other", 0, 6, -1, Number.NaN, {}, []);
  /** Whatever of the input the rules need: a path to it, and odd values that it might hold. */
  const paths = [
    ...["environment", "targetIsDisposable", "risk", "actionClasses", "blastRadius", "purpose", "kind"].map((name) => [
      "proposal",
      name,
    ]),
    ...["trust", "changesLastHour", "session", "setbacks", "drift"].map((name) => ["circumstances", name]),
    ...[
      ["circumstances", "trust", "level"],
      ["circumstances", "session", "actions"],
    ],
    ...[["occasion"], ["panic"], ["now"], ["circumstances"], ["proposal"]],
  ];

  it("is refused, and never thrown about", () => {
    fc.assert(
      fc.property(anyInput, anyPolicy, fc.constantFrom(...paths), odd, (input, policy, path, value) => {
        const broken = replaceAt(input, path, value);
        // Some odd values are good ones elsewhere: no changes, for one.
        if (isFine(path, value)) return;
        expect(judge(broken as GateInput, policy).verdict).toBe("refuse");
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ["a mode", { actionClasses: { writes: "sometimes" } }],
    ["a governance", { governanceMode: "loose" }],
    ["a safety mode", { safetyMode: "off" }],
    ["a ceiling", { projects: { default: { ceiling: 7 } } }],
    ["a rate", { rateLimit: { changesPerHour: "many", then: "require" } }],
    ["a count of approvers", { approvals: [{ name: "none", count: 0 }] }],
  ])("is refused in a policy: %s", (_what, policy) => {
    fc.assert(fc.property(anyInput, (input) => judge(input, policy as Policy).verdict === "refuse"));
  });
});

function isFine(path: readonly string[], value: unknown): boolean {
  switch (path.at(-1)) {
    case "level":
      return value === 0;
    case "changesLastHour":
    case "actions":
      return value === 0 || value === 6;
    default:
      return path.includes("setbacks") && Array.isArray(value);
  }
}

function replaceAt(value: unknown, [name, ...rest]: readonly string[], put: unknown): unknown {
  if (name === undefined) return put;
  // Only paths that are there are named.
  const inner = value as Record<string, unknown>;
  return { ...inner, [name]: replaceAt(inner[name], rest, put) };
}

import fc from "fast-check";
import type { PanicState } from "../panic/index.ts";
import {
  actionClasses,
  blastRadii,
  environments,
  featureFlags,
  type Mode,
  type Policy,
  type ScopePolicy,
} from "../policy/index.ts";
import type { Decision, GateInput, Level } from "./decision.ts";
import { gateInputOf } from "./gate-input.fixture.ts";

export const levels = [1, 2, 3, 4, 5] as const satisfies readonly Level[];
export const anyLevel = fc.constantFrom(...levels);
const anyMode = fc.constantFrom<Mode[]>("auto", "require", "deny");
const anyGovernance = fc.constantFrom("strict" as const, "audit" as const);
const count = (max: number) => fc.integer({ min: 0, max });
const now = gateInputOf().now;

export const anyInput: fc.Arbitrary<GateInput> = fc
  .record({
    proposal: fc.record(
      {
        environment: fc.constantFrom(...environments),
        targetIsDisposable: fc.boolean(),
        risk: fc.constantFrom("safe" as const, "caution" as const, "dangerous" as const),
        actionClasses: fc.uniqueArray(fc.constantFrom(...actionClasses), { minLength: 1, maxLength: 3 }),
        blastRadius: fc.constantFrom(...blastRadii),
        isReversible: fc.constantFrom(true, false, undefined),
        hasRollback: fc.boolean(),
        actionKey: fc.constantFrom("00", "11"),
        purpose: fc.constantFrom("forward" as const, "rollback" as const),
        kind: fc.constantFrom("command" as const, "action" as const, "script" as const),
        proposedBy: fc.constantFrom("person" as const, "schedule" as const, "model" as const),
      },
      { requiredKeys: [] },
    ),
    occasion: fc.constantFrom("proposal" as const, "approval" as const),
    requestedLevel: fc.option(anyLevel, { nil: undefined }),
    circumstances: fc.record(
      {
        takeover: fc.option(
          anyLevel.map((level) => ({ level, scope: "subject" as const, why: "set" })),
          { nil: undefined },
        ),
        trust: fc.constantFrom(0 as const, 1 as const, 2 as const).map((level) => ({ level, why: "set" })),
        lock: fc.constantFrom(undefined, { by: "Riley", reason: "broken" }),
        elevation: fc.constantFrom(undefined, {
          ...{ id: "elv_1", grantedBy: "act_sam" as const, until: new Date(now.getTime() + 60_000) },
        }),
        busyWith: fc.constantFrom(undefined, "exe_2" as const),
        changesLastHour: count(60),
        session: fc.record({ actions: count(60), rapid: count(60) }),
        setbacks: fc.array(
          fc.record({
            actionKey: fc.constantFrom("00", "11"),
            outcome: fc.constantFrom("unchanged" as const, "worse" as const),
            at: fc.constant(now),
          }),
          { maxLength: 2 },
        ),
        drift: fc.tuple(count(40), count(40)).map(([attempts, automatic]) => ({ attempts, automatic })),
      },
      { requiredKeys: [] },
    ),
    panic: fc.boolean().map((isOn) => (isOn ? panicOn : ({ isOn: false } as const))),
  })
  .map(({ proposal, ...rest }) =>
    gateInputOf({ ...rest, proposal: clean(proposal), circumstances: clean(rest.circumstances) }),
  );

export const panicOn: PanicState = {
  isOn: true,
  ...{ id: "pan_1", since: now, reason: "smoke", kill: false },
  by: { kind: "person", id: "act_riley", name: "Riley" },
};

/** What is not given stays as the sample has it. */
function clean<Value extends object>(value: Value): Value {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as Value; // the same keys
}

const anyScope: fc.Arbitrary<ScopePolicy> = fc.record(
  {
    governanceMode: anyGovernance,
    ceiling: anyLevel,
    reason: fc.constantFrom("", "safe diagnostics"),
    lock: fc.constant({ reason: "being moved" }),
    actionClasses: fc.dictionary(fc.constantFrom(...actionClasses), anyMode, { maxKeys: 3 }),
    blastRadius: fc.dictionary(fc.constantFrom(...blastRadii), anyMode, { maxKeys: 2 }),
    reversibility: fc.dictionary(fc.constantFrom("irreversible", "unknown"), anyMode, { maxKeys: 2 }),
    rateLimit: fc.record({ changesPerHour: count(60), then: fc.constantFrom("require" as const, "deny" as const) }),
  },
  { requiredKeys: [] },
);

const someScopes = (...names: readonly string[]) => fc.dictionary(fc.constantFrom(...names), anyScope, { maxKeys: 1 });
const anyKind = fc.constantFrom("click" as const, "typed_target" as const, "four_eyes" as const);

export const anyPolicy: fc.Arbitrary<Policy> = fc
  .record(
    {
      safetyMode: fc.constantFrom("observe" as const, "execute" as const),
      environments: fc.dictionary(fc.constantFrom(...environments), anyScope, { maxKeys: 3 }),
      projects: someScopes("default", "other"),
      subjects: someScopes("web-1", "web-2"),
      runbooks: someScopes("rbk_1", "rbk_2"),
      approvals: fc.array(
        fc.record({ name: fc.constantFrom("one", "two"), count: fc.integer({ min: 1, max: 3 }), kind: anyKind }),
        { maxLength: 2 },
      ),
      session: fc.record({ tiers: fc.array(fc.record({ at: count(60), kind: anyKind }), { maxLength: 3 }) }),
      flags: fc.dictionary(fc.constantFrom(...featureFlags), fc.boolean(), { maxKeys: 2 }),
      windows: fc.constantFrom([], [wednesday("10:00", "14:00")], [wednesday("22:00", "23:00")]),
      freezes: fc.constantFrom([], [frozen("second_person")], [frozen("nothing")]),
    },
    { requiredKeys: [] },
  )
  .chain((rest) => anyScope.map((global) => ({ ...global, ...rest })));

/** A window of the day that the sample lies in. */
export function wednesday(from: string, to: string) {
  return { name: `${from} to ${to}`, when: { days: ["wednesday"] as const, from, to } };
}

export function frozen(allows: "nothing" | "second_person") {
  return { name: "now", reason: "closing the books", when: wednesday("00:00", "24:00").when, allows };
}

const verdicts = ["run", "approve", "by_hand", "refuse"];
const kinds = ["click", "typed_target", "four_eyes"];

/** What of a decision is looser than another; empty when nothing is. */
export function looser(after: Decision, before: Decision): string[] {
  const wants = before.demand.quorums.filter(
    (quorum) => !after.demand.quorums.some((other) => JSON.stringify(other) === JSON.stringify(quorum)),
  );
  return Object.entries({
    verdict: verdicts.indexOf(after.verdict) < verdicts.indexOf(before.verdict),
    level: after.level > before.level,
    kind: kinds.indexOf(after.demand.kind) < kinds.indexOf(before.demand.kind),
    count: after.demand.count < before.demand.count,
    quorums: wants.length > 0,
    lifetime: (after.demand.lifetimesMs[0] ?? 0) > (before.demand.lifetimesMs[0] ?? 0),
  }).flatMap(([what, isLooser]) => (isLooser ? [what] : []));
}

import { computeLevel } from "./compute-level.ts";
import type { Decision, Finding, GateInput, Level, Verdict } from "./decision.ts";

/** One rule of the gate: what it says of a proposal at a level, or nothing. */
export interface GateRule {
  readonly name: string;
  judge(input: GateInput, level: Level): Omit<Finding, "rule"> | undefined;
}

/** Every rule of the gate. Their order does not matter: the strictest verdict wins. */
export const gateRules: readonly GateRule[] = [
  {
    name: "panic",
    judge: ({ settings }) =>
      settings.isPanic ? { verdict: "refuse", reason: "panic is on: nothing new starts" } : undefined,
  },
  { name: "level", judge: ({ risk }, level) => byLevel[level](risk) },
  {
    name: "dangerous needs a person",
    judge: ({ risk, settings }, level) =>
      risk === "dangerous" && !(level === 5 && settings.environment === "lab" && settings.targetIsDisposable)
        ? { verdict: "approve", reason: "dangerous runs without a person only on a disposable lab target at L5" }
        : undefined,
  },
];

const strictness: Readonly<Record<Verdict, number>> = { run: 0, approve: 1, by_hand: 2, refuse: 3 };

/** Judges a proposal. The strictest rule wins; a risk or setting it does not know is refused. */
export function judge(input: GateInput): Decision {
  const { level, caps } = computeLevel(input.settings);
  const findings = gateRules.flatMap((rule) => {
    const said = rule.judge(input, level);
    return said ? [{ rule: rule.name, ...said }] : [];
  });
  const verdict = findings.reduce<Verdict | undefined>(
    (strictest, { verdict: said }) =>
      strictest === undefined || strictness[said] > strictness[strictest] ? said : strictest,
    undefined,
  );
  return {
    verdict: verdict ?? "refuse",
    level,
    confirmation: input.risk === "safe" || input.risk === "caution" ? "click" : "typed_target",
    caps,
    findings,
  };
}

type Said = Omit<Finding, "rule">;

const waits = (level: Level): Said => ({ verdict: "approve", reason: `at L${level} this waits for a person` });
const runs = (level: Level): Said => ({ verdict: "run", reason: `at L${level} this runs by itself` });

const byLevel: Readonly<Record<Level, (risk: GateInput["risk"]) => Said>> = {
  1: () => ({ verdict: "by_hand", reason: "at L1 nothing runs: follow it by hand and say when it is done" }),
  2: () => waits(2),
  3: (risk) => (risk === "safe" ? runs(3) : waits(3)),
  4: (risk) => (risk === "safe" || risk === "caution" ? runs(4) : waits(4)),
  5: () => runs(5),
};

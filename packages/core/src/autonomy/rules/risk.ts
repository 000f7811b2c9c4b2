import type { Level } from "../decision.ts";
import type { GateRule, Known, Said } from "../gate-rule.ts";

/** What runs at which level: the table that the levels are named by. */
export const risk: GateRule = {
  name: "level",
  says: ({ proposal }, level) => byLevel[level](proposal.risk),
};

const waits = (level: Level): Said => ({ verdict: "approve", reason: `at L${level} this waits for a person` });
const runs = (level: Level): Said => ({ verdict: "run", reason: `at L${level} this runs by itself` });

const byLevel: Readonly<Record<Level, (risk: Known["proposal"]["risk"]) => Said>> = {
  1: () => ({ verdict: "by_hand", reason: "at L1 nothing runs: follow it by hand and say when it is done" }),
  2: () => waits(2),
  3: (tier) => (tier === "safe" ? runs(3) : waits(3)),
  4: (tier) => (tier === "safe" || tier === "caution" ? runs(4) : waits(4)),
  5: () => runs(5),
};

export const dangerousNeedsPerson: GateRule = {
  name: "dangerous needs a person",
  says: ({ proposal }, level) =>
    proposal.risk === "dangerous" && !(level === 5 && proposal.environment === "lab" && proposal.targetIsDisposable)
      ? { verdict: "approve", reason: "dangerous runs without a person only on a disposable lab target at L5" }
      : undefined,
};

export const dangerousIsTyped: GateRule = {
  name: "dangerous is typed",
  demands: ({ proposal }) =>
    proposal.risk === "dangerous"
      ? [{ kind: "typed_target", reason: "dangerous: whoever approves it types the target's name" }]
      : [],
};

export const twoPairsOfEyes: GateRule = {
  name: "two pairs of eyes",
  demands: ({ proposal: { risk: tier, environment } }) =>
    tier === "dangerous" && environment === "production"
      ? [{ kind: "four_eyes", reason: "dangerous in production: whoever proposed it cannot approve it" }]
      : [],
};

import type { Cap, Level } from "./decision.ts";
import type { GateRule, Known } from "./gate-rule.ts";
import { gateRules } from "./rules/index.ts";

/** The level that holds, with every cap and its reason. */
export interface ComputedLevel {
  readonly level: Level;
  readonly caps: readonly Cap[];
}

/**
 * The lowest of what each setting allows. An emergency elevation lifts by one level what may be lifted, and nothing
 * beyond what may not: the ceilings, observe and drift stay.
 */
export function computeLevel(known: Known, rules: readonly GateRule[] = gateRules): ComputedLevel {
  const caps = rules.flatMap((rule) => (rule.caps?.(known) ?? []).map((cap): Cap => ({ name: rule.name, ...cap })));
  const raisable = lowestOf(caps.filter(({ isRaisable }) => isRaisable));
  const fixed = lowestOf(caps.filter(({ isRaisable }) => !isRaisable));
  const [lift] = rules.flatMap(({ name, lifts }) => {
    const reason = lifts?.(known);
    return reason === undefined ? [] : [{ name, level: nextLevel[raisable], reason }];
  });
  const raised = lift?.level ?? raisable;
  return { level: raised < fixed ? raised : fixed, caps: lift ? [...caps, lift] : caps };
}

const nextLevel: Readonly<Record<Level, Level>> = { 1: 2, 2: 3, 3: 4, 4: 5, 5: 5 };

function lowestOf(caps: readonly Cap[]): Level {
  return caps.reduce<Level>((lowest, { level }) => (level < lowest ? level : lowest), 5);
}

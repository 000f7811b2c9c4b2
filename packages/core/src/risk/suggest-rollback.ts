import type { SuggestedRollback } from "./judgement.ts";
import type { SecondKey } from "./merge-keys.ts";
import type { Classification, Evidence, Risk } from "./risk.ts";

/**
 * The command that would take another one back: what the tables say, else what the model proposes. It is only a
 * proposal, and `scan` judges it like any other text.
 */
export function suggestRollback(
  scanner: Classification,
  secondKey: SecondKey,
  scan: (text: string) => Risk,
): SuggestedRollback | undefined {
  const told = undoOf(scanner.evidence);
  if (told !== undefined) return { text: told, from: "scanner", risk: scan(told) };
  if (secondKey.state !== "answered" || !secondKey.rollback?.trim()) return undefined;
  return { text: secondKey.rollback, from: "model", risk: scan(secondKey.rollback) };
}

/** With two parts that change something, taking one back would leave the other: then nothing is suggested. */
function undoOf(evidence: readonly Evidence[]): string | undefined {
  const [changing, ...others] = evidence.filter(changesSomething);
  return others.length === 0 ? changing?.undo : undefined;
}

function changesSomething({ risk, effect }: Evidence): boolean {
  return effect === undefined ? risk !== "safe" : effect !== "reads" && effect !== "reveals";
}

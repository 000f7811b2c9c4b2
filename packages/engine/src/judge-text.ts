import { type Dialect, type Judgement, judgement, type SecondKey, suggestRollback } from "@steadyhand/core/risk";
import type { CommandScanner } from "./ports.ts";

/** Judges a command by the scanner, with the second key's answer in hand. Pure: the merge is made here and now. */
export function judgeText(
  scanner: CommandScanner,
  { text, dialect }: { readonly text: string; readonly dialect: Dialect },
  secondKey: SecondKey,
): Judgement {
  const said = scanner.scan(text, dialect);
  const suggestedRollback = suggestRollback(said, secondKey, (undo) => scanner.scan(undo, dialect).risk);
  return { ...judgement(said, scanner.version, secondKey), ...(suggestedRollback && { suggestedRollback }) };
}

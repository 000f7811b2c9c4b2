import {
  type Classification,
  type Dialect,
  type Judgement,
  judgement,
  type SecondKey,
  suggestRollback,
} from "@steadyhand/core/risk";
import type { CommandScanner } from "./ports.ts";

interface Text {
  readonly text: string;
  readonly dialect: Dialect;
}

/**
 * Judges a command that would run, with every value in it, by the scanner, with the second key's answer in hand. Pure: the
 * merge is made here and now.
 */
export function judgeText(scanner: CommandScanner, { text, dialect }: Text, secondKey: SecondKey): Judgement {
  return judged(scanner, { dialect, said: scanner.scan(text, dialect) }, secondKey);
}

/** The same of a command as its runbook has it, whose variables may still wait for values. */
export function judgeWritten(scanner: CommandScanner, { text, dialect }: Text, secondKey: SecondKey): Judgement {
  return judged(scanner, { dialect, said: scanner.scanWritten(text, dialect) }, secondKey);
}

function judged(
  scanner: CommandScanner,
  { dialect, said }: { readonly dialect: Dialect; readonly said: Classification },
  secondKey: SecondKey,
): Judgement {
  const suggestedRollback = suggestRollback(said, secondKey, (undo) => scanner.scan(undo, dialect).risk);
  return { ...judgement(said, scanner.version, secondKey), ...(suggestedRollback && { suggestedRollback }) };
}

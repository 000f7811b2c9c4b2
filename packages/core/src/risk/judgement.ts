import { type MergedRisk, mergeKeys, type SecondKey } from "./merge-keys.ts";
import type { Classification } from "./risk.ts";

/** One command judged by both keys: what each said, which rule merged them, and with which tables. */
export interface Judgement {
  readonly scanner: Classification;
  readonly scannerVersion: string;
  readonly secondKey: SecondKey;
  readonly merged: MergedRisk;
}

/** Merges the scanner's classification with the second key's answer and keeps both beside the result. */
export function judgement(scanner: Classification, scannerVersion: string, secondKey: SecondKey): Judgement {
  return { scanner, scannerVersion, secondKey, merged: mergeKeys(scanner.risk, secondKey) };
}

/** What stands in for the second key while no model is configured. */
export const noSecondKey: SecondKey = { state: "absent", reason: "no model is configured" };

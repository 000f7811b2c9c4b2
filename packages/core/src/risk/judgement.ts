import { type MergedRisk, mergeKeys, type SecondKey } from "./merge-keys.ts";
import type { Classification, Risk } from "./risk.ts";

/** A command that would take another one back, and what the scanner says of it. */
export interface SuggestedRollback {
  readonly text: string;
  /** Told from the tables, or a model's proposal. */
  readonly from: "scanner" | "model";
  readonly risk: Risk;
}

/** One command judged by both keys: what each said, which rule merged them, and with which tables. */
export interface Judgement {
  readonly scanner: Classification;
  readonly scannerVersion: string;
  readonly secondKey: SecondKey;
  readonly merged: MergedRisk;
  readonly suggestedRollback?: SuggestedRollback;
}

/** Merges the scanner's classification with the second key's answer and keeps both beside the result. */
export function judgement(scanner: Classification, scannerVersion: string, secondKey: SecondKey): Judgement {
  return { scanner, scannerVersion, secondKey, merged: mergeKeys(scanner.risk, secondKey) };
}

/** What stands in for the second key while no model is configured. */
export const noSecondKey: SecondKey = { state: "absent", code: "not_configured", reason: "no model is configured" };

/** What stands in for the second key where nobody asked the model. */
export const keyNotAsked: SecondKey = { state: "absent", code: "not_asked", reason: "the model was not asked" };

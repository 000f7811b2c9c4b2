import type { Risk } from "./risk.ts";

/** Which model was asked, by which prompt, and which one says that it answered. */
export interface ModelUse {
  readonly provider: string;
  readonly requestedModel: string;
  readonly model: string;
  readonly promptVersion: string;
}

/** What the model says of a command. Late, refusing and unparsable answers are `absent`, with a stable code. */
export type SecondKey =
  | {
      readonly state: "answered";
      readonly risk: Risk;
      readonly confidence: number;
      /** The model's own words: shown as such and never read as anything else. */
      readonly reason: string;
      /** A command that the model thinks would take it back; judged like any other text. */
      readonly rollback?: string;
      readonly by: ModelUse;
    }
  | {
      readonly state: "absent";
      /** `not_configured`, `not_asked`, `timed_out`, `rate_limited`, `overloaded`, `refused`, `truncated`, `malformed`, `failed`, `budget`. */
      readonly code: string;
      readonly reason: string;
      readonly by?: ModelUse;
    };

/** The risk the gate uses, with the rule (1 to 5) that decided and a sentence for people. */
export interface MergedRisk {
  readonly risk: Exclude<Risk, "unknown">;
  readonly rule: 1 | 2 | 3 | 4 | 5;
  readonly why: string;
}

/** The model must be at least this sure before its "safe" counts. */
export const requiredConfidence = 0.9;

/**
 * Merges the scanner's judgement and the model's. The scanner wins every disagreement: the model may
 * raise a risk and never lower one. These five rules are code, not configuration.
 */
export function mergeKeys(scanner: Risk, model: SecondKey): MergedRisk {
  const modelRisk: Risk = model.state === "answered" ? model.risk : "unknown";
  switch (scanner) {
    case "dangerous":
      return { risk: "dangerous", rule: 1, why: "The scanner says dangerous." };
    case "caution":
      return modelRisk === "dangerous"
        ? { risk: "dangerous", rule: 2, why: "The scanner says caution and the model raises it to dangerous." }
        : { risk: "caution", rule: 2, why: "The scanner says caution; the model can only raise that." };
    case "safe":
      return mergeSafe(model, modelRisk);
    case "unknown":
      return modelRisk === "dangerous"
        ? { risk: "dangerous", rule: 5, why: "The scanner does not know it and the model says dangerous." }
        : { risk: "caution", rule: 5, why: "The scanner does not know it, so a person looks at it first." };
  }
}

function mergeSafe(model: SecondKey, modelRisk: Risk): MergedRisk {
  // A confidence that is not a number, or lies outside 0 to 1, is no confidence at all.
  const isSure = model.state === "answered" && model.confidence >= requiredConfidence && model.confidence <= 1;
  if (modelRisk === "safe" && isSure) return { risk: "safe", rule: 3, why: "Scanner and model both say safe." };
  if (modelRisk === "dangerous") {
    return { risk: "dangerous", rule: 4, why: "The scanner says safe and the model raises it to dangerous." };
  }
  const because = model.state === "absent" ? `there is no second key: ${model.reason}` : "the model is not sure of it";
  return { risk: "caution", rule: 4, why: `The scanner says safe, but ${because}.` };
}

import type { StatusWire } from "@steadyhand/api";
import type { ModelDescription } from "@steadyhand/model";

type SecondKeyStatus = StatusWire["secondKey"];

/** Whether there is a second key, what it is, and what it has used today. */
export function presentModel(description: ModelDescription, modelConfig: string): SecondKeyStatus {
  const howToConfigure = `Describe a model in ${modelConfig} and start again (docs/model.md); with one, safe needs both keys`;
  if (!description.isConfigured) {
    return { isConfigured: false, explanation: "no second key: every step waits for you", howToConfigure };
  }
  const { provider, model, budget, warnings } = description;
  return {
    isConfigured: true,
    explanation: [explain(description), ...warnings].join("; "),
    howToConfigure,
    ...(provider !== undefined && { provider }),
    ...(model !== undefined && { model }),
    ...(budget && { budget: presentBudget(budget) }),
  };
}

function explain({ provider, model, budget }: ModelDescription): string {
  const who = `second key: ${model} at ${provider}`;
  if (budget?.isExhausted === undefined) return who;
  const limit = budget.isExhausted === "usd" ? `$${budget.usdPerDay}` : `${budget.tokensPerDay} tokens`;
  return `${who}; today's budget of ${limit} is used up, so every step waits for you until ${budget.resetsAt.toISOString()}`;
}

function presentBudget(budget: NonNullable<ModelDescription["budget"]>): SecondKeyStatus["budget"] {
  const { day, tokens, tokensPerDay, usd, usdPerDay, isExhausted } = budget;
  return { day, tokens, tokensPerDay, usd, usdPerDay, ...(isExhausted && { isExhausted }) };
}

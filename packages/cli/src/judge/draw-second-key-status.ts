import type { StatusWire } from "@steadyhand/api";
import { drawLine } from "../io/draw-text.ts";

type Fact = readonly [name: string, value: string];

/** What is configured as the second key, and its budget of today, as facts with names. */
export function drawSecondKeyStatus(secondKey: StatusWire["secondKey"]): readonly Fact[] {
  const { isConfigured, explanation, howToConfigure, provider, model, budget } = secondKey;
  const facts: Fact[] = [["second key", drawLine(explanation)]];
  if (provider !== undefined) facts.push(["provider", drawLine(provider)]);
  if (model !== undefined) facts.push(["model", drawLine(model)]);
  if (budget) {
    const { day, tokens, tokensPerDay, usd, usdPerDay, isExhausted } = budget;
    facts.push(["today", `${day}, UTC`]);
    facts.push(["tokens", `${tokens} of ${tokensPerDay}${isExhausted === "tokens" ? ", used up" : ""}`]);
    facts.push(["money", `${sayUsd(usd)} of ${sayUsd(usdPerDay)}${isExhausted === "usd" ? ", used up" : ""}`]);
  }
  if (!isConfigured) facts.push(["to do", drawLine(howToConfigure)]);
  return facts;
}

/** Small sums keep the digits that say something. */
export function sayUsd(usd: number): string {
  return `${usd >= 0.1 || usd === 0 ? usd.toFixed(2) : usd.toPrecision(2)} USD`;
}

import type { StatusWire } from "@steadyhand/api";

interface Said {
  readonly state: "none" | "working" | "exhausted";
  readonly line: string;
  readonly todo?: string;
}

/** What a person must know of the second key: that there is none, which it is and what it may spend, or that it is used up. */
export function saySecondKey(secondKey: StatusWire["secondKey"]): Said {
  const { isConfigured, explanation, howToConfigure, provider, model, budget } = secondKey;
  if (!isConfigured) return { state: "none", line: "No second key: every step waits for you.", todo: howToConfigure };
  const name = [provider, model].filter((part) => part !== undefined).join(", ");
  if (budget?.isExhausted) {
    const limit = budget.isExhausted === "tokens" ? sayTokens(budget) : sayMoney(budget);
    return {
      state: "exhausted",
      line: "The second key's budget of today is used up: every new step waits for you.",
      todo: `${name}: ${limit}. It begins anew at 00:00 UTC.`,
    };
  }
  const used = budget ? ` Today: ${sayTokens(budget)}, ${sayMoney(budget)}.` : "";
  return { state: "working", line: `Second key: ${name === "" ? explanation : name}.${used}` };
}

type Budget = NonNullable<StatusWire["secondKey"]["budget"]>;

function sayTokens({ tokens, tokensPerDay }: Budget): string {
  return `${tokens.toLocaleString("en-US")} of ${tokensPerDay.toLocaleString("en-US")} tokens`;
}

function sayMoney({ usd, usdPerDay }: Budget): string {
  return `${usd.toFixed(2)} of ${usdPerDay.toFixed(2)} USD`;
}

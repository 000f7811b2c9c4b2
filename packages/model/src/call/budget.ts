import type { TenantId } from "@steadyhand/core/identity";
import type { Price, TaskConfig } from "../config/model-config.ts";
import type { Amount, ModelClock, ModelLog, UsageStore } from "../ports.ts";
import { type Absence, absent } from "./absence.ts";
import type { Question, TokenUse, ToolQuestion } from "./protocol.ts";

/** A call's part of the budget, held until it is known what the call used. */
export interface Reservation {
  readonly state: "reserved";
  readonly amount: Amount;
  /** Replaces the reservation. Does not wait and does not fail: what cannot be written stays reserved. */
  settle(used: Amount): void;
}

/** A tenant's budget of a day. Hard: what does not fit in the worst case is not asked. */
export interface Budget {
  reserve(tenantId: TenantId, task: TaskConfig, question: Question | ToolQuestion): Promise<Reservation | Absence>;
  today(tenantId: TenantId): Promise<{ readonly day: string; readonly used: Amount; readonly resetsAt: Date }>;
  /** Resolves when everything that was settled is written. */
  settled(): Promise<void>;
}

export function createBudget({
  usage,
  clock,
  log,
  limits,
}: {
  readonly usage: UsageStore;
  readonly clock: ModelClock;
  readonly log: ModelLog;
  readonly limits: { readonly tokensPerDay: number; readonly usdPerDay: number };
}): Budget {
  const writing = new Set<Promise<void>>();
  const limit: Amount = { tokens: limits.tokensPerDay, microUsd: Math.floor(limits.usdPerDay * 1e6) };

  function settle(tenantId: TenantId, day: string, reserved: Amount, used: Amount): void {
    const write = usage
      .settle({ tenantId, day, reserved, used })
      .catch((error: unknown) => log.error({ tenantId, day, reserved, used, error }, "model use was not written down"))
      .finally(() => writing.delete(write));
    writing.add(write);
  }

  return {
    async reserve(tenantId, task, question) {
      const { day, resetsAt } = utcDay(clock.now());
      const amount = worstCase(task, question);
      const answer = await usage.reserve({ tenantId, day, amount, limits: limit });
      if (!answer.ok) return exhausted(answer.limit, limits, resetsAt);
      return { state: "reserved", amount, settle: (used) => settle(tenantId, day, amount, used) };
    },
    async today(tenantId) {
      const { day, resetsAt } = utcDay(clock.now());
      return { day, resetsAt, used: await usage.get({ tenantId, day }) };
    },
    async settled() {
      await Promise.all(writing);
    },
  };
}

/**
 * The most that one try can use. A token is at least one byte of text, so the bytes of the question bound its tokens;
 * what the protocol adds around messages is a few dozen.
 */
export function worstCase({ maxOutputTokens, price }: TaskConfig, question: Question | ToolQuestion): Amount {
  const text =
    "tools" in question ? JSON.stringify(question) : question.system + question.user + JSON.stringify(question.schema);
  const input = Buffer.byteLength(text) + 256;
  return amountOf({ input, output: maxOutputTokens }, price);
}

/** Tokens as an amount. A price rounds up: many small calls must not be free. */
export function amountOf({ input, output }: TokenUse, price: Price | undefined): Amount {
  const microUsd =
    price === undefined ? 0 : input * price.inputUsdPerMillionTokens + output * price.outputUsdPerMillionTokens;
  return { tokens: input + output, microUsd: Math.ceil(microUsd) };
}

function exhausted(
  limit: "tokens" | "usd",
  { tokensPerDay, usdPerDay }: { readonly tokensPerDay: number; readonly usdPerDay: number },
  resetsAt: Date,
): Absence {
  const what = limit === "tokens" ? `${tokensPerDay} tokens` : `${usdPerDay} US dollars`;
  return absent("budget", `today's budget of ${what} would be exceeded; it starts afresh at ${resetsAt.toISOString()}`);
}

/** The day in UTC, and the midnight at which it ends. */
export function utcDay(now: Date): { readonly day: string; readonly resetsAt: Date } {
  const resetsAt = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1));
  return { day: now.toISOString().slice(0, 10), resetsAt };
}

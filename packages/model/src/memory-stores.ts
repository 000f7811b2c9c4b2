import type { AnswerStore, StoredAnswer, UsageStore } from "./ports.ts";

/** Keeps answers for as long as the process lives: for one command of the terminal, and for tests. */
export function memoryAnswers(): AnswerStore {
  const answers = new Map<string, StoredAnswer>();
  return {
    get: async (tenantId, key) => answers.get(`${tenantId} ${key}`),
    async put(tenantId, key, answer) {
      const place = `${tenantId} ${key}`;
      if (!answers.has(place)) answers.set(place, answer);
    },
  };
}

/** Counts use for as long as the process lives. */
export function memoryUsage(): UsageStore {
  const days = new Map<string, { readonly tokens: number; readonly microUsd: number }>();
  const get = (place: string) => days.get(place) ?? { tokens: 0, microUsd: 0 };
  return {
    async reserve({ tenantId, day, amount, limits }) {
      const place = `${tenantId} ${day}`;
      const used = get(place);
      const next = { tokens: used.tokens + amount.tokens, microUsd: used.microUsd + amount.microUsd };
      if (next.tokens > limits.tokens) return { ok: false, limit: "tokens", used };
      if (next.microUsd > limits.microUsd) return { ok: false, limit: "usd", used };
      days.set(place, next);
      return { ok: true };
    },
    async settle({ tenantId, day, reserved, used }) {
      const place = `${tenantId} ${day}`;
      const now = get(place);
      days.set(place, {
        tokens: now.tokens - reserved.tokens + used.tokens,
        microUsd: now.microUsd - reserved.microUsd + used.microUsd,
      });
    },
    get: async ({ tenantId, day }) => get(`${tenantId} ${day}`),
  };
}

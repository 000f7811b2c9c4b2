const failuresToOpen = 5;
const openForMs = 10_000;

/**
 * Stops asking a provider that fails again and again, so that nobody waits for it: after five failures in a row it
 * is open for ten seconds, and then one question at a time may find out whether the provider is back.
 */
export interface Breaker {
  /** Whether a question may go out; it must then be followed by one `report`. */
  mayAsk(now: Date): boolean;
  report(result: "worked" | "failed" | "said_nothing", now: Date): void;
}

export function createBreaker(): Breaker {
  let failures = 0;
  let openUntil = 0;
  let isProbing = false;
  return {
    mayAsk(now) {
      if (failures < failuresToOpen) return true;
      if (now.getTime() < openUntil || isProbing) return false;
      isProbing = true;
      return true;
    },
    report(result, now) {
      isProbing = false;
      if (result === "worked") failures = 0;
      if (result !== "failed") return;
      failures++;
      if (failures >= failuresToOpen) openUntil = now.getTime() + openForMs;
    },
  };
}

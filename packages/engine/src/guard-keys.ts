import type { SecondKey } from "@steadyhand/core/risk";
import type { Clock, SecondKeys } from "./ports.ts";

/**
 * Holds the second key to its promises, whatever adapter it is: it answers within the time or is absent, what it
 * throws is an absence too, and so is an answer that is none. A step must never hang on a model.
 */
export function guardKeys(keys: SecondKeys, clock: Clock, withinMs: number): SecondKeys {
  return {
    known(question) {
      const answer = keys.known(question);
      return answer && soundAnswer(answer);
    },
    async ask(question, signal) {
      const late = new AbortController();
      const cancel = clock.at(new Date(clock.now().getTime() + withinMs), () => late.abort());
      const both = signal === undefined ? late.signal : AbortSignal.any([signal, late.signal]);
      const { promise: timedOut, resolve } = Promise.withResolvers<SecondKey>();
      const giveUp = () => resolve(absent("timed_out", "no answer in the time there was"));
      if (both.aborted) giveUp();
      else both.addEventListener("abort", giveUp, { once: true });
      try {
        return soundAnswer(await Promise.race([keys.ask(question, both), timedOut]));
      } catch (error) {
        return absent("failed", `asking the model failed: ${error instanceof Error ? error.name : "unknown error"}`);
      } finally {
        cancel();
      }
    },
  };
}

const risks: ReadonlySet<string> = new Set(["safe", "caution", "dangerous", "unknown"]);
const mostCharacters = 4_000;

/** What goes into a proposal must have a form in canonical JSON, or nothing could be proposed any more. */
function soundAnswer(answer: SecondKey): SecondKey {
  if (answer.state === "absent") return { ...answer, reason: plain(answer.reason) };
  const { risk, confidence, reason, rollback } = answer;
  if (!risks.has(risk) || !(confidence >= 0 && confidence <= 1)) {
    return { ...absent("malformed", "the model's answer does not have the form it must have"), by: answer.by };
  }
  return { ...answer, reason: plain(reason), ...(rollback !== undefined && { rollback: plain(rollback) }) };
}

function plain(text: string): string {
  return text.slice(0, mostCharacters).toWellFormed();
}

function absent(code: string, reason: string): SecondKey & { readonly state: "absent" } {
  return { state: "absent", code, reason };
}

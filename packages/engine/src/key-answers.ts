import type { SecondKey } from "@steadyhand/core/risk";
import type { KeyQuestion, SecondKeys } from "./ports.ts";

/** Answers in hand for one piece of work: what was asked for it, absences included, and what is known without asking. */
export interface KeyAnswers {
  of(question: KeyQuestion): SecondKey | undefined;
  /** Asks each question once, all at the same time. */
  ask(questions: readonly KeyQuestion[], signal?: AbortSignal): Promise<void>;
}

export function createKeyAnswers(keys: SecondKeys): KeyAnswers {
  const answers = new Map<string, SecondKey>();
  return {
    of: (question) => answers.get(nameOf(question)) ?? keys.known(question),
    async ask(questions, signal) {
      const each = new Map(questions.map((question) => [nameOf(question), question]));
      await Promise.all([...each].map(async ([name, question]) => answers.set(name, await keys.ask(question, signal))));
    },
  };
}

function nameOf({ tenantId, dialect, text }: KeyQuestion): string {
  return `${tenantId}/${dialect}/${text}`;
}

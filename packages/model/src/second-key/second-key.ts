import type { SecondKey } from "@steadyhand/core/risk";
import type { TaskAnswer, TaskModel } from "../answers/task-model.ts";
import { absent } from "../call/absence.ts";
import type { Question } from "../call/protocol.ts";
import type { Amount, KeyQuestion } from "../ports.ts";
import { secondKeyQuestion } from "./prompt.ts";
import type { KeyAnswer } from "./read-answer.ts";

/** The second key on top of its task: a command goes in without its secrets, and core's `SecondKey` comes out. */
export interface SecondKeyDesk {
  ask(question: KeyQuestion, signal?: AbortSignal): Promise<SecondKey>;
  known(question: KeyQuestion): SecondKey | undefined;
  askAfresh(
    question: KeyQuestion,
    signal?: AbortSignal,
  ): Promise<{ readonly answer: SecondKey; readonly used: Amount }>;
}

/** The longest command that is sent; the scanner reads none that is longer either. */
const longestCommandBytes = 8 * 1024;

export function createSecondKeyDesk(model: TaskModel<KeyAnswer>, redact: (text: string) => string): SecondKeyDesk {
  const questionOf = ({ text, dialect }: KeyQuestion): Question | undefined => {
    if (Buffer.byteLength(text) > longestCommandBytes) return undefined;
    return secondKeyQuestion(redact(text), dialect);
  };
  return {
    async ask(asked, signal) {
      const question = questionOf(asked);
      return question === undefined ? tooLong : presentKey(await model.ask(asked.tenantId, question, signal));
    },
    known(asked) {
      const question = questionOf(asked);
      if (question === undefined) return tooLong;
      const known = model.known(asked.tenantId, question);
      return known && presentKey(known);
    },
    async askAfresh(asked, signal) {
      const question = questionOf(asked);
      if (question === undefined) return { answer: tooLong, used: { tokens: 0, microUsd: 0 } };
      const { answer, used } = await model.askAfresh(asked.tenantId, question, signal);
      return { answer: presentKey(answer), used };
    },
  };
}

const tooLong: SecondKey = absent("too_large", `a command over ${longestCommandBytes} bytes is not sent to the model`);

function presentKey(answer: TaskAnswer<KeyAnswer>): SecondKey {
  if (answer.state === "absent") return answer;
  const { risk, confidence, reason, rollback } = answer.value;
  return { state: "answered", risk, confidence, reason, ...(rollback !== null && { rollback }), by: answer.by };
}

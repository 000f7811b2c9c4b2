import type { Client } from "@steadyhand/client/node";
import { describeError } from "../describe-error.ts";
import type { Seen } from "./installation/seen.ts";
import { answerQuestion, openQuestion, type Question } from "./open-question.ts";
import type { StoryLine } from "./story/story-line.ts";

/** The question that stands on the screen, and the keys that answer it. */
export interface AskPerson {
  hear(seen: Seen): void;
  /** What was typed of the target's name; `undefined` while none is asked for. */
  typed(): string | undefined;
  /** Whether the keys were for it. */
  press(keys: string): boolean;
}

/** A question has to be seen before it can be answered: what was pressed sooner was not meant for it. */
const seenForMs = 700;
const [enter, escapeKey, backspace] = ["\r", "\u001b", "\u007f"];

export function createAskPerson({
  client,
  say,
}: {
  readonly client: Client;
  readonly say: (line: Omit<StoryLine, "at">) => void;
}): AskPerson {
  let asked: { readonly question: Question; readonly since: number } | undefined;
  let typed: string | undefined;
  let isAnswered = false;

  function give(question: Question, answer: Parameters<typeof answerQuestion>[2]): void {
    isAnswered = true;
    const data = { approvalId: question.approval.id };
    answerQuestion(client, question, answer).then(
      () =>
        say({
          event: answer.isYes ? "approved" : "rejected",
          text: answer.isYes ? "You said yes." : "You said no.",
          data,
        }),
      (error: unknown) => {
        isAnswered = false;
        say({ event: "refused", text: describeError(error).text, tone: "caution" });
      },
    );
  }

  /** The target's name, letter by letter; a script cannot do that by one key. */
  function type(question: Question, keys: string): void {
    if (keys === escapeKey) typed = undefined;
    else if (keys === backspace) typed = typed?.slice(0, -1);
    else if (keys === enter) {
      const name = typed ?? "";
      typed = undefined;
      if (name === question.approval.targetName) give(question, { isYes: true, typed: name });
      else say({ event: "refused", text: "That is not the target's name: nothing was approved.", tone: "caution" });
    } else if (/^[\x20-\x7e]$/.test(keys)) typed = `${typed ?? ""}${keys}`;
  }

  return {
    typed: () => typed,
    hear(seen) {
      const question = openQuestion(seen);
      if (question?.key === asked?.question.key) return;
      asked = question && { question, since: performance.now() };
      [typed, isAnswered] = [undefined, false];
    },
    press(keys) {
      if (asked === undefined || isAnswered || performance.now() - asked.since < seenForMs) return false;
      const { question } = asked;
      if (typed !== undefined) type(question, keys);
      else if (keys === "a" && question.approval.confirmation === "click") give(question, { isYes: true });
      else if (keys === "a") typed = "";
      else if (keys === "r") give(question, { isYes: false });
      else return false;
      return true;
    },
  };
}

import type { CaseFile, Turn } from "@steadyhand/core/investigation";
import type { Message } from "../call/protocol.ts";
import { describeCase, describeNow, describeTold } from "./describe-case.ts";
import { type Answered, showAnswer } from "./show-answer.ts";
import { harmlessWords, type Redact } from "./words.ts";

/**
 * The whole conversation, from the record alone: the case, each turn as a call and its answer with what people said meanwhile, and how
 * it stands now. Whoever goes on with the record after a crash comes to the same bytes.
 */
export function conversationOf(file: CaseFile, redact: Redact): readonly Message[] {
  const answered = file.investigation.turns.filter(isAnswered);
  return [
    { kind: "told", text: describeCase(file, redact) },
    ...toldBetween(file, undefined, answered[0], redact),
    ...answered.flatMap((turn, index): readonly Message[] => [
      { kind: "called", id: idOf(turn), name: turn.call.tool, input: inputOf(turn, redact) },
      {
        ...{ kind: "answered", id: idOf(turn), text: showAnswer(file, turn, redact) },
        isError: turn.answer.outcome !== "answered",
      },
      ...toldBetween(file, turn, answered[index + 1], redact),
    ]),
    { kind: "told", text: describeNow(file, redact) },
  ];
}

function isAnswered(turn: Turn): turn is Answered {
  return turn.answer !== undefined;
}

function idOf({ number }: Turn): string {
  return `turn_${number}`;
}

/** What was asked for as it is recorded, with the reason beside the arguments, as the tools want it. */
function inputOf({ call }: Turn, redact: Redact): object {
  const given = Object.entries(call.arguments).map(([name, value]) => [
    name,
    typeof value === "string" ? redact(value) : value,
  ]);
  return { ...Object.fromEntries(given), why: harmlessWords(call.why, 1000, redact) };
}

/** What was said while a call was under way stands behind its answer. */
function toldBetween(file: CaseFile, from: Turn | undefined, to: Turn | undefined, redact: Redact): readonly Message[] {
  return file.investigation.told
    .filter(({ at }) => (from === undefined || at >= from.askedAt) && (to === undefined || at < to.askedAt))
    .map((told) => ({ kind: "told", text: describeTold(told, file, redact) }));
}

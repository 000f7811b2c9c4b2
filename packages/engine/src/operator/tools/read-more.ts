import type { ToolCall } from "@steadyhand/core/investigation";
import type { Given, ToolContext } from "./perform-tool.ts";

/** Gives a later part of an earlier answer: it was kept whole, up to a limit, and secrets were removed then. */
export function readMore({ arguments: { turn: number, offset } }: ToolCall, { investigation }: ToolContext): Given {
  const answer = investigation.turns.find((turn) => turn.number === number)?.answer;
  if (answer === undefined) return { outcome: "refused", text: `there is no answered turn ${JSON.stringify(number)}` };
  if (typeof offset !== "number" || !Number.isInteger(offset) || offset < 0 || offset >= answer.text.length) {
    const text = `${JSON.stringify(offset)} is no place in that answer: ${answer.text.length} characters of it were kept`;
    return { outcome: "refused", text };
  }
  return { outcome: "answered", text: answer.text.slice(offset) };
}

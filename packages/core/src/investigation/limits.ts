import { canonicalJson } from "../proposal/index.ts";
import type { EndedBecause, Investigation, ToolCall } from "./investigation.ts";
import type { ToolName } from "./tools.ts";

/** So many calls that were made before end an investigation: it goes round in circles. */
const mostRepeats = 3;
/** How often the very same call is answered. A system changes, so it may be looked at more often than anything else. */
const usuallyAnswered = 1;
const answeredOf: Partial<Readonly<Record<ToolName, number>>> = {
  observe: 6,
  query_metrics: 3,

  read_logs: 2,
  run_command: 2,
  shell: 3,
};

/** What is used up of an investigation's budget, or that it goes round in circles. Asked before each move. */
export function limitReached(
  investigation: Investigation,
  now: Date,
): Exclude<EndedBecause, "concluded" | "reasoner_failed"> | undefined {
  const { budget, used, turns, startedAt } = investigation;
  if (turns.length >= budget.turns) return "turns";
  if (now.getTime() - startedAt.getTime() >= budget.wallMs) return "time";
  if (used.tokens >= budget.tokens) return "tokens";
  if (used.microUsd >= budget.microUsd) return "money";
  const repeated = turns.filter(({ call }, index) =>
    isRepeat(
      turns.slice(0, index).map((turn) => turn.call),
      call,
    ),
  );
  return repeated.length >= mostRepeats ? "repeated_calls" : undefined;
}

/** Whether the very same call was made as often as it is answered. Its reasons may differ: they change no answer. */
export function isRepeat(earlier: readonly ToolCall[], call: ToolCall): boolean {
  const same = textOf(call);
  return earlier.filter((one) => textOf(one) === same).length >= (answeredOf[call.tool] ?? usuallyAnswered);
}

function textOf({ tool, arguments: given }: ToolCall): string {
  return `${tool} ${canonicalJson(given)}`;
}

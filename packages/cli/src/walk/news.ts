import type { ExecutionWire, OutputEventWire, StepWire } from "@steadyhand/api";
import type { WatchState } from "@steadyhand/client/node";
import { drawLine } from "../io/draw-text.ts";
import type { Channel } from "../io/io.ts";
import type { Paint } from "../io/paint.ts";
import { phaseWords } from "./draw-situation.ts";
import { createOutputLines } from "./output-lines.ts";

export interface News {
  changed(execution: ExecutionWire): void;
  output(output: OutputEventWire): void;
  restarted(): void;
  state(state: WatchState): void;
  /** Output lines that are not complete yet. */
  flush(): string;
}

/** Says what happens as it happens: a line for each step that moves, and its output below it. */
export function createNews(
  first: ExecutionWire,
  { print, channel }: { readonly print: (text: string) => void; readonly channel: Channel },
): News {
  const lines = createOutputLines(channel.columns);
  let before = first;
  let hasOutput = false;
  const numberOf = (stepId: string) => before.steps.find(({ id }) => id === stepId)?.number ?? "?";
  return {
    flush: lines.flush,
    changed(execution) {
      for (const step of execution.steps) {
        const was = before.steps.find(({ id }) => id === step.id);
        const line = was?.phase === step.phase ? undefined : drawMove(step, channel.paint);
        if (line !== undefined) print(`${lines.flush()}${line}\n`);
      }
      before = execution;
    },
    output(output) {
      hasOutput = true;
      print(lines.draw(output, numberOf(output.stepId)));
    },
    restarted() {
      lines.flush();
      if (hasOutput) print("The live view begins anew: what the running step has said so far comes again.\n");
      hasOutput = false;
    },
    state(state) {
      if (!state.isLive) print(`Blind: ${drawLine(state.problem.detail)}. Trying again.\n`);
    },
  };
}

const silentPhases: ReadonlySet<StepWire["phase"]> = new Set(["pending", "ready", "awaiting_approval", "verifying"]);

function drawMove({ number, phase, why }: StepWire, paint: Paint): string | undefined {
  if (silentPhases.has(phase)) return undefined;
  const reason = why === undefined ? "" : paint("quiet", `: ${drawLine(why)}`);
  return `${number} ${paint("strong", phaseWords[phase])}${reason}`;
}

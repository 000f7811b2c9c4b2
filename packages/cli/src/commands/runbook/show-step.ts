import type { ParsedRunbookWire, StepClassificationWire } from "@steadyhand/api";
import { OpsError } from "@steadyhand/core/outcome";
import { drawCommand } from "../../io/draw-text.ts";
import { moment } from "../../io/duration.ts";
import type { Channel } from "../../io/io.ts";
import { drawJudgement } from "../../judge/draw-judgement.ts";

/** The step that `--step` names, by its number as shown or by its id. Throws `step.not_found`. */
export function stepIdOf(named: string, { steps, title }: ParsedRunbookWire): string {
  const found = steps.find(({ id, number }) => id === named || number === named.replace(/\.$/, ""));
  if (found) return found.id;
  throw new OpsError(`Cannot show step ${named} of "${title}": it has no such step`, {
    kind: "not_found",
    code: "step.not_found",
    hint: `Its steps are ${steps.map(({ number }) => number).join(", ")}`,
  });
}

/** The whole judgement of one step as it is stored, with what it was made by and when. */
export function drawStored(stored: StepClassificationWire, { channel, now }: { channel: Channel; now: Date }): string {
  const { runbookId, version, stepId, judgedAt, occasion, command, rollback } = stored;
  const head = `${runbookId} version ${version}, step ${stepId}: judged when ${occasion}, ${moment(judgedAt, now)}`;
  const parts = [
    { name: "Command", judged: command },
    { name: "Rollback", judged: rollback },
  ].flatMap(({ name, judged }) => {
    if (judged === undefined) return [];
    const { text, judgement } = judged;
    return [
      "",
      channel.paint("strong", name),
      drawCommand(text, channel.paint),
      drawJudgement(judgement, { text, channel }),
    ];
  });
  return [head, ...(parts.length > 0 ? parts : ["It has no command: a person does it."])].join("\n");
}

import type { ExecutionWire, StepWire } from "@steadyhand/api";
import type { Client } from "@steadyhand/client/node";
import { type ExitCode, exitCode } from "@steadyhand/server/exit-codes";
import { drawLine } from "../../io/draw-text.ts";
import type { Services } from "../../services.ts";
import { type ServerChoice, withServer } from "../../session/with-server.ts";
import { phaseWords } from "../../walk/draw-situation.ts";
import { follow } from "../../walk/follow.ts";
import { hasEnded, situationOf } from "../../walk/situation.ts";
import { stepNamed } from "../../walk/step-named.ts";

/** Arguments of every command that moves one step. The step is always named: "the current one" may be another by now. */
export const stepArguments = {
  execution: { help: "the execution's id" },
  step: { help: "the step's number or id" },
} as const;

/** Finds the step, does what is asked, and says where the step and the execution stand afterwards. */
export function actOnStep(
  { execution, step: name }: { readonly execution: string; readonly step: string },
  { options, services }: { readonly options: ServerChoice & { readonly json: boolean }; readonly services: Services },
  act: (context: {
    readonly client: Client;
    readonly step: StepWire;
    readonly parameters: { readonly executionId: string; readonly stepId: string };
  }) => Promise<ExecutionWire>,
): Promise<ExitCode> {
  return withServer(options, services, async ({ client, isInProcess }) => {
    const before = await client.getExecution({ parameters: { executionId: execution } });
    const step = stepNamed(before, name);
    const acted = await act({ client, step, parameters: { executionId: execution, stepId: step.id } });
    const after = isInProcess ? await settle(acted, { client, services }) : acted;
    services.io.out(options.json ? JSON.stringify(after) : drawStanding(after, stepNamed(after, step.id)));
    return exitCode.ok;
  });
}

/** A server of our own ends with us: what was just started must not be cut short by that. */
export function settle(
  acted: ExecutionWire,
  context: { readonly client: Client; readonly services: Services },
): Promise<ExecutionWire> {
  return follow(acted, { ...context, until: (execution) => situationOf(execution).kind !== "moving" });
}

/** One line on where a step stands, and one on what the execution waits for now. */
function drawStanding(execution: ExecutionWire, { number, title, phase, why }: StepWire): string {
  const reason = why === undefined ? "" : `: ${drawLine(why)}`;
  return `Step ${number} (${drawLine(title)}) ${phaseWords[phase]}${reason}\n${drawWaiting(execution)}`;
}

/** What an execution waits for, in one line. */
export function drawWaiting(execution: ExecutionWire): string {
  const { id, phase, steps } = execution;
  const current = steps.find(({ isCurrent }) => isCurrent);
  if (hasEnded(execution)) return `${id} is ${phase.replaceAll("_", " ")}`;
  if (current === undefined) return `${id} is ${phase.replaceAll("_", " ")}`;
  const approval = current.approval ? drawQuestion(current.approval) : "";
  return `${id} is ${phase.replaceAll("_", " ")}; step ${current.number} ${phaseWords[current.phase]}${approval}`;
}

function drawQuestion({ digest, grants, needed }: NonNullable<StepWire["approval"]>): string {
  const people = needed === 1 ? "" : `; ${grants.length} of ${needed} people said yes`;
  return `${people}; its digest is ${digest}`;
}

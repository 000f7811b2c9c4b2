import type { ExecutionWire } from "@steadyhand/api";
import type { Client } from "@steadyhand/client/node";
import { OpsError } from "@steadyhand/core/outcome";
import { type ExitCode, exitCode } from "@steadyhand/server/exit-codes";
import type { Services } from "../../services.ts";
import { type ServerChoice, withServer } from "../../session/with-server.ts";
import { drawWaiting, settle } from "../executions/act-on-step.ts";

export const proposedArguments = {
  execution: { help: "the proposed run's id, as `steady actions list --proposed` shows it" },
} as const;

type Decision = Parameters<Client["decideApproval"]>[0]["body"];

/** Answers what a proposed action waits for, and says where its run stands afterwards. Throws `action.not_waiting`. */
export function decideProposed(
  executionId: string,
  { options, services }: { readonly options: ServerChoice & { readonly json: boolean }; readonly services: Services },
  decision: Decision,
): Promise<ExitCode> {
  return withServer(options, services, async ({ client, isInProcess }) => {
    const execution = await client.getExecution({ parameters: { executionId } });
    const stepId = waitingStep(execution, decision.type);
    const acted: ExecutionWire = await client.decideApproval({ parameters: { executionId, stepId }, body: decision });
    const after = isInProcess ? await settle(acted, { client, services }) : acted;
    services.io.out(options.json ? JSON.stringify(after) : drawWaiting(after));
    return exitCode.ok;
  });
}

/** An action is one step, so nobody has to name it; where there are several, the one that waits is meant. */
function waitingStep(execution: ExecutionWire, asked: Decision["type"]): string {
  const step = execution.steps.find(({ isCurrent }) => isCurrent);
  if (step?.phase === "awaiting_approval") return step.id;
  throw new OpsError(`Cannot ${asked} in ${execution.id}: ${drawWaiting(execution)}`, {
    kind: "refused",
    code: "action.not_waiting",
    hint: `\`steady actions show ${execution.id}\` says where it stands`,
  });
}

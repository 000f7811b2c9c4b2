import type { ExecutionWire, KeptApprovalWire } from "@steadyhand/api";
import type { Client } from "@steadyhand/client/node";
import { type ExitCode, exitCode } from "@steadyhand/server/exit-codes";
import type { Services } from "../../services.ts";
import { type ServerChoice, withServer } from "../../session/with-server.ts";
import { drawWaiting, settle } from "../executions/act-on-step.ts";

export const approvalArguments = { approval: { help: "its id, as `steady approvals list` shows it" } } as const;

/** Answers one question and says where its execution stands afterwards. The same checks hold as on the page. */
export function actOnApproval(
  approvalId: string,
  { options, services }: { readonly options: ServerChoice & { readonly json: boolean }; readonly services: Services },
  body: (approval: KeptApprovalWire) => Parameters<Client["decideApproval"]>[0]["body"],
): Promise<ExitCode> {
  return withServer(options, services, async ({ client, isInProcess }) => {
    const approval = await client.getApproval({ parameters: { approvalId } });
    const { executionId, stepId } = approval;
    const acted: ExecutionWire = await client.decideApproval({
      parameters: { executionId, stepId },
      body: body(approval),
    });
    const after = isInProcess ? await settle(acted, { client, services }) : acted;
    services.io.out(options.json ? JSON.stringify(after) : drawWaiting(after));
    return exitCode.ok;
  });
}

import { ApprovalPage, ApprovalsQuery, KeptApproval } from "@steadyhand/api";
import type { ExecutionId } from "@steadyhand/core/identity";
import type { Caller, KeptApproval as Kept } from "@steadyhand/engine";
import { type Route, route } from "../http/route.ts";
import { presentKeptApproval } from "../present/kept-approval.ts";
import type { Services } from "../services.ts";
import { ApprovalParams, ids } from "./ids.ts";

const Query = ApprovalsQuery.extend({ executionId: ids.executionId.optional() });

/** Questions of all runs. They are answered at their step, by the same checks whoever asks. */
export function approvalRoutes({ approvals, engine }: Services): Route[] {
  async function present(caller: Caller, kept: readonly Kept[]) {
    const wanted = [...new Set(kept.map(({ executionId }) => executionId))];
    const found = await Promise.all(wanted.map((id) => engine.get(caller, id)));
    const executions = new Map<ExecutionId, (typeof found)[number]["execution"]>(
      found.map(({ execution }) => [execution.id, execution]),
    );
    return kept.flatMap((one) => {
      const execution = executions.get(one.executionId);
      return execution ? [presentKeptApproval(one, execution)] : [];
    });
  }

  return [
    route({
      operation: "listApprovals",
      summary: "Questions that wait for somebody, or were decided, newest first",
      query: Query,
      answer: ApprovalPage,
      async handle({ caller, query: { state, executionId, limit, after } }) {
        const filter = {
          ...(state !== "all" && { isOpen: state === "open" }),
          ...(executionId !== undefined && { executionId }),
        };
        const page = { limit, ...(after !== undefined && { after }) };
        const { items, next } = await approvals.list(caller.tenantId, filter, page);
        return { items: await present(caller, items), next };
      },
    }),
    route({
      operation: "getApproval",
      summary: "One question with every answer to it",
      params: ApprovalParams,
      answer: KeptApproval,
      async handle({ caller, params: { approvalId } }) {
        const kept = await approvals.get(caller.tenantId, approvalId);
        const { execution } = await engine.get(caller, kept.executionId);
        return presentKeptApproval(kept, execution);
      },
    }),
  ];
}

import type { ExecutionId, TenantId } from "@steadyhand/core/identity";
import type { Refusal } from "@steadyhand/core/outcome";
import type { PersonCommand } from "./engine.ts";
import type { ApprovalStore, KeptApproval } from "./ports.ts";

type Answer = PersonCommand & { readonly type: "approve" | "reject" };

/** What a question can no longer be answered for, because its step has moved on. */
const hasMovedOn: ReadonlySet<string> = new Set(["step.wrong_phase", "step.not_current", "execution.ended"]);

/** How many questions of one execution are looked through, newest first. */
const most = 50;

/** Who answered first, and when: what somebody whose answer came too late wants to know. Any other refusal stays as it is. */
export async function whoWasFirst(
  approvals: Pick<ApprovalStore, "list"> | undefined,
  refused: {
    readonly tenantId: TenantId;
    readonly executionId: ExecutionId;
    readonly answer: Answer;
    readonly refusal: Refusal;
  },
): Promise<Refusal> {
  const { tenantId, executionId, answer, refusal } = refused;
  if (approvals === undefined || !hasMovedOn.has(refusal.code)) return refusal;
  const { items } = await approvals.list(tenantId, { executionId, isOpen: false }, { limit: most });
  const first = items.find((kept) => isAbout(kept, answer));
  if (first === undefined || first.approval.phase === "requested") return refusal;
  const { approval } = first;
  const by = "by" in approval ? ` by ${approval.by.name}` : "";
  return {
    code: "approval.already_decided",
    message: `Cannot ${answer.type} step ${answer.stepId} of ${executionId}: it was ${approval.phase}${by} at ${approval.at.toISOString()}`,
    hint: "Look at the step again",
  };
}

function isAbout({ stepId, approval }: KeptApproval, answer: Answer): boolean {
  if (stepId !== answer.stepId) return false;
  return answer.type === "reject" || approval.request.digest === answer.digest;
}

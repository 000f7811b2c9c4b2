import type { Approval } from "@steadyhand/core/approval";
import type { ApprovalId, ExecutionId, TenantId } from "@steadyhand/core/identity";
import type { Json } from "@steadyhand/core/json";
import { OpsError } from "@steadyhand/core/outcome";
import type { StepId } from "@steadyhand/core/runbook";
import type { ApprovalStore, KeptApproval } from "@steadyhand/engine";
import { type Database, sqlBuilder } from "../database/index.ts";
import { checkLimit, pageOf, readTimeToken } from "../paging/index.ts";
import { decodeApproval } from "./step-codec.ts";

const columns = ["id", "execution_id", "step_id", "document", "proposal_bytes", "requested_at"] as const;

/** Questions and their answers on PostgreSQL. They are written with the execution they belong to, and kept for ever. */
export function createApprovalStore({ database }: { readonly database: Database }): ApprovalStore {
  const all = (tenantId: TenantId) =>
    sqlBuilder.selectFrom("approval").select(columns).where("tenant_id", "=", tenantId);
  return {
    async list(tenantId, { isOpen, executionId }, { limit, after }) {
      checkLimit(limit);
      let query = all(tenantId)
        .orderBy("requested_at", "desc")
        .orderBy("id", "desc")
        .limit(limit + 1);
      if (isOpen !== undefined) query = query.where("phase", isOpen ? "=" : "<>", "requested");
      if (executionId !== undefined) query = query.where("execution_id", "=", executionId);
      if (after !== undefined) {
        const { at, id } = readTimeToken(after);
        query = query.where(({ eb, refTuple, tuple }) => eb(refTuple("requested_at", "id"), "<", tuple(at, id)));
      }
      const rows = await database.query("list the approvals", { tenantId }, query.compile());
      const place = ({ requested_at, id }: (typeof rows)[number]) => ({ at: requested_at, id });
      return pageOf({ rows, limit, place, item: decodeKept });
    },
    async get(tenantId, id) {
      const query = all(tenantId).where("id", "=", id).compile();
      const [row] = await database.query("read the approval", { tenantId }, query);
      if (row === undefined) throw notFound(id);
      return decodeKept(row);
    },
  };
}

interface Row {
  readonly execution_id: string;
  readonly step_id: string;
  readonly document: unknown;
  readonly proposal_bytes: string;
}

function decodeKept({ execution_id, step_id, document, proposal_bytes }: Row): KeptApproval {
  return {
    // Questions come in through their types, so their ids have these forms and their documents this shape.
    executionId: execution_id as ExecutionId,
    stepId: step_id as StepId,
    approval: decodeApproval(document as Json<Approval>),
    proposalBytes: proposal_bytes,
  };
}

function notFound(id: ApprovalId): OpsError {
  return new OpsError(`Cannot find approval ${id}: there is none of that id`, {
    kind: "not_found",
    code: "approval.not_found",
    hint: "`steady approvals list` shows the questions that are open",
  });
}

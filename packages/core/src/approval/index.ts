export {
  type Approval,
  type ApprovalEvent,
  type ApprovalRequest,
  approvalLifetimeMs,
  decideApproval,
} from "./approval.ts";

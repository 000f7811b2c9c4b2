export {
  type Approval,
  type ApprovalEvent,
  type ApprovalRequest,
  askedGroups,
  type Grant,
  type GrantPace,
  isComplete,
  isNamed,
  mayAnswer,
  neededGrants,
  type People,
  sayAsked,
} from "./approval.ts";
export { decideApproval, mostGrantsAnHour, pauseBetweenGrantsMs } from "./decide-approval.ts";
export { escalate } from "./escalate.ts";
export { type QuorumProgress, quorumProgress } from "./quorum.ts";

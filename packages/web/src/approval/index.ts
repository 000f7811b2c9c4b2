export { ApprovalCard } from "./ApprovalCard.tsx";
export { ApprovalsPage } from "./ApprovalsPage.tsx";
export { ExpiryLine } from "./ExpiryLine.tsx";
export { WaitingCount } from "./WaitingCount.tsx";

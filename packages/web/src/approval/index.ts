export { ApprovalCard } from "./ApprovalCard.tsx";

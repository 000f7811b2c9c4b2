export { Judgement, JudgementDetails } from "./JudgementDetails.tsx";
export { RiskBadge } from "./RiskBadge.tsx";

export { DecisionDetails, sayDecision } from "./DecisionDetails.tsx";
export { PolicyPage } from "./PolicyPage.tsx";
export { StepExplanation } from "./StepExplanation.tsx";

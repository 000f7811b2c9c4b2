export { client } from "./client.ts";
export { asProblem, type Resource } from "./resource.ts";
export {
  type AuditFilter,
  createQueryClient,
  type Paged,
  useAssessment,
  useAuditEvents,
  useClassification,
  useExecutions,
  useJudgement,
  useOutputs,
  useParsedText,
  useRunbook,
  useRunbooks,
  useStatus,
} from "./resources.ts";

export { client } from "./client.ts";
export {
  useIncident,
  useIncidents,
  useIncidentWord,
  useInvestigation,
  useNext,
  useOpenApprovalsOf,
} from "./incident-resources.ts";
export { useElevations, useLevelChange, useLevelHistory, useLevels, useTrust } from "./level-resources.ts";
export { asProblem, asResource, type Resource } from "./resource.ts";
export {
  type AuditFilter,
  createQueryClient,
  useApprovals,
  useAssessment,
  useAuditEvents,
  useClassification,
  useDivergence,
  useExecutions,
  useExplanation,
  useJudgement,
  useOutputs,
  useParsedText,
  usePolicy,
  useRunbook,
  useRunbooks,
  useStatus,
} from "./resources.ts";
export { useActions, useScheduleCommand, useSchedules } from "./schedule-resources.ts";
export { useProposal, useSubject, useSubjects } from "./subject-resources.ts";
export type { Paged } from "./use-list.ts";

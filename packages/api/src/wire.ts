import type { z } from "zod";
import type { ActionWire } from "./actions.ts";
import type * as approvals from "./approvals.ts";
import type * as audit from "./audit.ts";
import type * as divergence from "./divergence.ts";
import type * as executions from "./executions.ts";
import type * as incidents from "./incidents.ts";
import type * as investigations from "./investigations.ts";
import type * as judgement from "./judgement.ts";
import type * as keys from "./keys.ts";
import type { UnfinishedPageWire } from "./ledger-stream.ts";
import type * as levels from "./levels.ts";
import type { NodePageWire } from "./nodes.ts";
import type * as outputs from "./outputs.ts";
import type * as panic from "./panic.ts";
import type * as people from "./people.ts";
import type * as policy from "./policy.ts";
import type * as policyState from "./policy-state.ts";
import type { GrowthProofWire, InclusionProofWire } from "./proofs.ts";
import type * as proposal from "./proposal.ts";
import type * as record from "./record.ts";
import type * as runbooks from "./runbooks.ts";
import type * as schedules from "./schedules.ts";
import type * as status from "./status.ts";
import type * as subjects from "./subjects.ts";
import type * as words from "./words.ts";

type Schemas = typeof approvals &
  typeof audit &
  typeof executions &
  typeof judgement &
  typeof levels &
  typeof outputs &
  typeof people &
  typeof proposal &
  typeof runbooks &
  typeof status &
  typeof words;
type Wire<Name extends keyof Schemas> = z.infer<Schemas[Name]>;

export type RiskWire = Wire<"Risk">;
export type EvidenceWire = Wire<"Evidence">;
export type JudgementWire = Wire<"Judgement">;
export type ProblemWire = Wire<"Problem">;
export type StatusWire = Wire<"Status">;
export type ActorWire = Wire<"Actor">;
export type EnvironmentWire = Wire<"Environment">;
export type LevelWire = Wire<"Level">;
export type ParsedRunbookWire = Wire<"ParsedRunbook">;
export type SecondKeyWire = Wire<"SecondKey">;
export type AcceptedStepWire = Wire<"AcceptedStep">;
export type ExtractionWire = Wire<"Extraction">;
export type RunbookAssessmentWire = Wire<"RunbookAssessment">;
export type StepClassificationWire = Wire<"StepClassification">;
export type RescanResultWire = Wire<"RescanResult">;
export type ModelCheckWire = Wire<"ModelCheck">;
export type RunbookStepWire = Wire<"RunbookStep">;
export type RunbookVariableWire = Wire<"RunbookVariable">;
export type RunbookSummaryWire = Wire<"RunbookSummary">;
export type RunbookWire = Wire<"Runbook">;
export type ResolvedCommandWire = Wire<"ResolvedCommand">;
export type ApprovalWire = Wire<"ApprovalView">;
export type KeptApprovalWire = z.infer<typeof approvals.KeptApproval>;
export type PreviewWire = Wire<"PreviewView">;
export type AttemptWire = Wire<"AttemptView">;
export type StepWire = Wire<"StepView">;
export type StepCommandWire = Wire<"StepCommandName">;
export type ExecutionSummaryWire = Wire<"ExecutionSummary">;
export type ExecutionHeadWire = Wire<"ExecutionHead">;
export type ExecutionWire = Wire<"Execution">;
export type DivergenceWire = z.infer<typeof divergence.Divergence>;
export type PolicyProblemWire = z.infer<typeof policyState.PolicyProblem>;
export type PolicyStateWire = z.infer<typeof policyState.PolicyState>;
export type PolicyInForceWire = z.infer<typeof policy.PolicyInForce>;
export type PolicyCheckWire = z.infer<typeof policy.PolicyCheck>;
export type PolicyChangeWire = z.infer<typeof policy.PolicyChange>;
export type PolicySimulationWire = z.infer<typeof policy.PolicySimulation>;
export type SimulatedDecisionWire = z.infer<typeof policy.SimulatedDecision>;
export type DecisionExplanationWire = z.infer<typeof policy.DecisionExplanation>;
export type DecisionWire = Wire<"Decision">;
export type ExecutionUpdateWire = Wire<"ExecutionUpdate">;
export type OutputEventWire = Wire<"OutputEvent">;
export type OutputsWire = Wire<"Outputs">;
export type AuditEventWire = Wire<"AuditEvent">;
export type LedgerReportWire = Wire<"LedgerReport">;
export type PersonWire = Wire<"Person">;
type LevelsWire<Name extends keyof typeof levels> = z.infer<(typeof levels)[Name]>;
export type LevelScopeWire = Wire<"LevelScope">;
export type ActiveElevationWire = Wire<"ActiveElevation">;
export type LevelChangeWire = LevelsWire<"LevelChange">;
export type PromotionWire = LevelsWire<"Promotion">;
export type ScopeLevelWire = LevelsWire<"ScopeLevel">;
export type ScopeLevelDetailWire = LevelsWire<"ScopeLevelDetail">;
export type TrustChangeWire = LevelsWire<"TrustChange">;
export type RunbookTrustWire = LevelsWire<"RunbookTrust">;
export type RunbookTrustDetailWire = LevelsWire<"RunbookTrustDetail">;
export type ElevationWire = LevelsWire<"Elevation">;
type IncidentWord = z.input<typeof incidents.IncidentWordBody>;
export type PageWire<Item> = { readonly items: readonly Item[]; readonly next?: string | undefined };

/** What each operation takes and gives, by operation id: the client's types come from this and nothing else. */
export interface Operations {
  getStatus: { response: StatusWire };
  signIn: { body: z.input<typeof people.SignInBody>; response: Wire<"SignedIn"> };
  signOut: { response: undefined };
  parseRunbook: { body: z.input<typeof runbooks.ParseRunbookBody>; response: ParsedRunbookWire };
  importRunbook: { body: z.input<typeof runbooks.ImportRunbookBody>; response: Wire<"ImportRunbookResult"> };
  listRunbooks: { query: Partial<Wire<"PageQuery">>; response: Wire<"RunbookPage"> };
  getRunbook: { parameters: { runbookId: string }; query: { version?: number }; response: RunbookWire };
  assessRunbook: { body: z.input<typeof runbooks.ParseRunbookBody>; response: RunbookAssessmentWire };
  rescanRunbooks: { body: z.input<typeof judgement.RescanBody>; response: RescanResultWire };
  getClassification: {
    parameters: { stepId: string };
    query: { runbookId: string; version?: number };
    response: StepClassificationWire;
  };
  checkModel: { response: ModelCheckWire };
  classify: { body: z.input<typeof judgement.ClassifyBody>; response: JudgementWire };
  getDivergence: {
    parameters: { executionId: string };
    query: z.input<typeof divergence.DivergenceQuery>;
    response: DivergenceWire;
  };
  applyDivergence: {
    parameters: { executionId: string };
    body: z.input<typeof divergence.ApplyDivergenceBody>;
    response: z.infer<typeof divergence.AppliedDivergence>;
  };
  startExecution: { body: z.input<typeof executions.StartExecutionBody>; response: ExecutionWire };
  listExecutions: { query: Partial<Wire<"PageQuery">>; response: Wire<"ExecutionPage"> };
  getExecution: { parameters: { executionId: string }; response: ExecutionWire };
  continueExecution: { parameters: { executionId: string }; response: ExecutionWire };
  listApprovals: {
    query: Partial<z.infer<typeof approvals.ApprovalsQuery>>;
    response: z.infer<typeof approvals.ApprovalPage>;
  };
  getApproval: { parameters: { approvalId: string }; response: KeptApprovalWire };
  commandExecution: {
    parameters: { executionId: string };
    body: z.input<typeof executions.ExecutionCommandBody>;
    response: ExecutionWire;
  };
  decideApproval: {
    parameters: { executionId: string; stepId: string };
    body: z.input<typeof approvals.DecisionBody>;
    response: ExecutionWire;
  };
  commandStep: {
    parameters: { executionId: string; stepId: string };
    body: z.input<typeof executions.StepCommandBody>;
    response: ExecutionWire;
  };
  followUpExecution: {
    parameters: { executionId: string };
    body: z.input<typeof schedules.FollowUpBody>;
    response: schedules.ScheduleWire;
  };
  listActions: { response: { items: ActionWire[] } };
  getAction: { parameters: { name: string }; response: ActionWire };
  listIncidents: {
    query: Partial<z.infer<typeof incidents.IncidentsQuery>>;
    response: incidents.IncidentPageWire;
  };
  getIncident: { parameters: { incidentId: string }; response: incidents.IncidentDetailWire };
  holdIncident: { parameters: { incidentId: string }; body: IncidentWord; response: incidents.IncidentWire };
  unholdIncident: { parameters: { incidentId: string }; body: IncidentWord; response: incidents.IncidentWire };
  resolveIncident: { parameters: { incidentId: string }; body: IncidentWord; response: incidents.IncidentWire };
  investigateIncident: {
    parameters: { incidentId: string };
    body: IncidentWord;
    response: investigations.InvestigationWire;
  };
  getInvestigation: { parameters: { investigationId: string }; response: investigations.InvestigationWire };
  getTurn: { parameters: { investigationId: string; turn: string }; response: investigations.TurnWire };
  tellInvestigation: {
    parameters: { investigationId: string };
    body: z.input<typeof investigations.TellBody>;
    response: investigations.InvestigationWire;
  };
  stopInvestigation: {
    parameters: { investigationId: string };
    body: z.input<typeof investigations.StopInvestigationBody>;
    response: investigations.InvestigationWire;
  };
  listSubjects: { response: subjects.SubjectListWire };
  getSubject: { parameters: { subject: string }; response: subjects.SubjectWire };
  proposeAction: {
    parameters: { subject: string; action: string };
    body: z.input<typeof subjects.ProposeActionBody>;
    response: ExecutionWire;
  };
  listSchedules: { response: { items: schedules.ScheduleWire[] } };
  addSchedule: { body: z.input<typeof schedules.AddScheduleBody>; response: schedules.ScheduleWire };
  getSchedule: { parameters: { scheduleId: string }; response: schedules.ScheduleWire };
  commandSchedule: {
    parameters: { scheduleId: string };
    body: z.input<typeof schedules.ScheduleCommandBody>;
    response: schedules.ScheduleWire;
  };
  getOutputs: { parameters: { executionId: string }; response: OutputsWire };
  getPolicy: { response: PolicyInForceWire };
  checkPolicy: { body: z.input<typeof policy.CheckPolicyBody>; response: PolicyCheckWire };
  simulatePolicy: { body: z.input<typeof policy.SimulatePolicyBody>; response: PolicySimulationWire };
  explainProposal: { parameters: { digest: string }; response: DecisionExplanationWire };
  explainDecision: {
    parameters: { executionId: string };
    query: z.input<typeof policy.ExplanationQuery>;
    response: DecisionExplanationWire;
  };
  listAuditEvents: { query: Partial<Wire<"AuditQuery">>; response: Wire<"AuditPage"> };
  listUnfinished: { response: UnfinishedPageWire };
  verifyLedger: { response: LedgerReportWire };
  proveEvent: { parameters: { sequence: string }; response: InclusionProofWire };
  proveGrowth: { parameters: { count: string }; response: GrowthProofWire };
  summarizeRecord: { query: Partial<z.input<typeof record.SummaryQuery>>; response: record.RecordSummaryWire };
  findAnomalies: { query: z.input<typeof record.AnomaliesQuery>; response: record.RecordAnomaliesWire };
  getLedgerKey: { response: Wire<"LedgerKey"> };
  pressPanic: { body: z.input<typeof panic.PressPanicBody>; response: panic.PanicViewWire };
  getPanic: { response: panic.PanicViewWire };
  askResume: { body: z.input<typeof panic.AskResumeBody>; response: panic.PanicViewWire };
  confirmResume: { response: panic.PanicViewWire };
  drillPanic: { response: panic.PanicDrillWire };
  getKeys: { response: keys.KeysWire };
  rotateDataKey: { response: keys.MadeKeyWire };
  rotateMasterKey: { body: keys.RewrapBodyWire; response: keys.RewrapReportWire };
  deleteTenant: {
    parameters: { tenantId: string };
    body: keys.DeleteTenantBodyWire;
    response: keys.DeletedTenantWire;
  };
  listNodes: { response: NodePageWire };
  listPeople: { response: Wire<"PeoplePage"> };
  addPerson: { body: z.input<typeof people.AddPersonBody>; response: Wire<"AddedPerson"> };
  setRoles: {
    parameters: { actorId: string };
    body: z.input<typeof people.SetRolesBody>;
    response: PersonWire;
  };
  removePerson: { parameters: { actorId: string }; response: undefined };
  listLevels: { response: LevelsWire<"LevelPage"> };
  getLevel: { parameters: { kind: string; name: string }; response: ScopeLevelDetailWire };
  setLevel: {
    parameters: { kind: string; name: string };
    body: z.input<typeof levels.SetLevelBody>;
    response: ScopeLevelWire;
  };
  listPromotions: { response: LevelsWire<"PromotionPage"> };
  answerPromotion: {
    parameters: { promotionId: string };
    body: z.input<typeof levels.AnswerPromotionBody>;
    response: LevelsWire<"PromotionPage">;
  };
  listTrust: { response: LevelsWire<"TrustPage"> };
  getTrust: { parameters: { runbookId: string }; response: RunbookTrustDetailWire };
  setTrust: {
    parameters: { runbookId: string };
    body: z.input<typeof levels.SetTrustBody>;
    response: RunbookTrustWire;
  };
  lockRunbook: {
    parameters: { runbookId: string };
    body: z.input<typeof levels.LockRunbookBody>;
    response: RunbookTrustWire;
  };
  listElevations: { response: LevelsWire<"ElevationPage"> };
  askElevation: { body: z.input<typeof levels.AskElevationBody>; response: ElevationWire };
  answerElevation: {
    parameters: { elevationId: string };
    body: z.input<typeof levels.AnswerElevationBody>;
    response: ElevationWire;
  };
}

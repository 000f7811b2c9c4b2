import type { z } from "zod";
import type * as schemas from "./schemas.ts";

type Wire<Name extends keyof typeof schemas> = z.infer<(typeof schemas)[Name]>;

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
export type AttemptWire = Wire<"AttemptView">;
export type StepWire = Wire<"StepView">;
export type StepCommandWire = Wire<"StepCommandName">;
export type ExecutionSummaryWire = Wire<"ExecutionSummary">;
export type ExecutionHeadWire = Wire<"ExecutionHead">;
export type ExecutionWire = Wire<"Execution">;
export type ExecutionUpdateWire = Wire<"ExecutionUpdate">;
export type OutputEventWire = Wire<"OutputEvent">;
export type OutputsWire = Wire<"Outputs">;
export type AuditEventWire = Wire<"AuditEvent">;
export type LedgerReportWire = Wire<"LedgerReport">;
export type PersonWire = Wire<"Person">;
export type PageWire<Item> = { readonly items: readonly Item[]; readonly next?: string | undefined };

/** What each operation takes and gives, by operation id: the client's types come from this and nothing else. */
export interface Operations {
  getStatus: { response: StatusWire };
  signIn: { body: z.input<typeof schemas.SignInBody>; response: Wire<"SignedIn"> };
  signOut: { response: undefined };
  parseRunbook: { body: z.input<typeof schemas.ParseRunbookBody>; response: ParsedRunbookWire };
  importRunbook: { body: z.input<typeof schemas.ImportRunbookBody>; response: Wire<"ImportRunbookResult"> };
  listRunbooks: { query: Partial<Wire<"PageQuery">>; response: Wire<"RunbookPage"> };
  getRunbook: { parameters: { runbookId: string }; query: { version?: number }; response: RunbookWire };
  assessRunbook: { body: z.input<typeof schemas.ParseRunbookBody>; response: RunbookAssessmentWire };
  rescanRunbooks: { body: z.input<typeof schemas.RescanBody>; response: RescanResultWire };
  getClassification: {
    parameters: { stepId: string };
    query: { runbookId: string; version?: number };
    response: StepClassificationWire;
  };
  checkModel: { response: ModelCheckWire };
  classify: { body: z.input<typeof schemas.ClassifyBody>; response: JudgementWire };
  startExecution: { body: z.input<typeof schemas.StartExecutionBody>; response: ExecutionWire };
  listExecutions: { query: Partial<Wire<"PageQuery">>; response: Wire<"ExecutionPage"> };
  getExecution: { parameters: { executionId: string }; response: ExecutionWire };
  commandExecution: {
    parameters: { executionId: string };
    body: z.input<typeof schemas.ExecutionCommandBody>;
    response: ExecutionWire;
  };
  decideApproval: {
    parameters: { executionId: string; stepId: string };
    body: z.input<typeof schemas.DecisionBody>;
    response: ExecutionWire;
  };
  commandStep: {
    parameters: { executionId: string; stepId: string };
    body: z.input<typeof schemas.StepCommandBody>;
    response: ExecutionWire;
  };
  getOutputs: { parameters: { executionId: string }; response: OutputsWire };
  listAuditEvents: { query: Partial<Wire<"AuditQuery">>; response: Wire<"AuditPage"> };
  verifyLedger: { response: LedgerReportWire };
  getLedgerKey: { response: Wire<"LedgerKey"> };
  listPeople: { response: Wire<"PeoplePage"> };
  addPerson: { body: z.input<typeof schemas.AddPersonBody>; response: Wire<"AddedPerson"> };
  removePerson: { parameters: { actorId: string }; response: undefined };
}

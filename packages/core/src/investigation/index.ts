export { assessRemedy } from "./assess-remedy.ts";
export { beginInvestigation } from "./begin-investigation.ts";
export { decideInvestigation, type InvestigationDecision, type InvestigationEvent } from "./decide-investigation.ts";
export {
  type Concluded,
  type EndedBecause,
  type Investigation,
  type InvestigationBudget,
  type InvestigationFact,
  type InvestigationFactType,
  type InvestigationId,
  type InvestigationUse,
  mostKeptCharacters,
  openTurn,
  type Remedy,
  type RemedyResult,
  type Told,
  type ToolAnswer,
  type ToolCall,
  type Turn,
  usualBudget,
} from "./investigation.ts";
export { isRepeat, limitReached } from "./limits.ts";
export { lookRunbook, whyNotLocal } from "./local-look.ts";
export type { CaseFile, Move, ReasonerPort, SubjectFacts } from "./reasoner.ts";
export { isToolName, type ToolDeclaration, type ToolName, type ToolParameter, toolNames } from "./tools.ts";
export { type Trusted, trustDiagnosis } from "./trust-diagnosis.ts";
export { type WhatItMends, whatItMends } from "./what-it-mends.ts";
export { againAfterMs, mostInvestigations, type Next, whatNext } from "./what-next.ts";

export { environments, isEnvironment, limitsOf } from "../policy/index.ts";
export type { ChangeOutcome, StoredCircumstances } from "./circumstances.ts";
export { type ComputedLevel, computeLevel } from "./compute-level.ts";
export type {
  Cap,
  Confirmation,
  Decision,
  Demand,
  DemandFinding,
  DemandKind,
  Environment,
  Finding,
  GateInput,
  Level,
  Quorum,
  Verdict,
} from "./decision.ts";
export { isStricter } from "./demand.ts";
export { judge, whatIsKnown } from "./gate.ts";
export type { GateRule, Known } from "./gate-rule.ts";
export type { ActionClass, JudgedProposal } from "./judged-proposal.ts";
export { type RecordedGateInput, recordGateInput, replay } from "./replay.ts";
export { gateRules } from "./rules/index.ts";
export { type WhatItDoes, whatItDoes } from "./what-it-does.ts";

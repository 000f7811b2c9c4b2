import type { GateRule } from "../gate-rule.ts";
import { actionClass, blastRadius, reversibility } from "./action.ts";
import { approvalLifetime, approvers } from "./approvals.ts";
import { freezes, maintenanceWindows } from "./calendar.ts";
import {
  chosenLevel,
  drift,
  elevation,
  environmentCeiling,
  governance,
  runbookTrust,
  safetyMode,
  takeoverLevel,
} from "./levels.ts";
import { oneChangeAtATime, rateLimit, repetitionGuard, sessionRisk } from "./pace.ts";
import { dangerousIsTyped, dangerousNeedsPerson, risk, twoPairsOfEyes } from "./risk.ts";
import { featureFlags, lock, panic } from "./stops.ts";
import { unreadableInput } from "./unreadable.ts";

/** Every rule of the gate. Their order does not matter: the lowest cap and the strictest verdict win, demands add up. */
export const gateRules: readonly GateRule[] = [
  unreadableInput,
  panic,
  lock,
  featureFlags,
  safetyMode,
  environmentCeiling,
  chosenLevel,
  takeoverLevel,
  runbookTrust,
  governance,
  drift,
  elevation,
  risk,
  dangerousNeedsPerson,
  actionClass,
  reversibility,
  blastRadius,
  oneChangeAtATime,
  rateLimit,
  sessionRisk,
  repetitionGuard,
  maintenanceWindows,
  freezes,
  dangerousIsTyped,
  twoPairsOfEyes,
  approvers,
  approvalLifetime,
];

import type { AutonomySettings, Cap, Environment, Level } from "./decision.ts";
import { limitsOf } from "./environment.ts";

/** The level that holds: the lowest of what each setting allows, with every cap and its reason. */
export function computeLevel(settings: AutonomySettings): { readonly level: Level; readonly caps: readonly Cap[] } {
  const caps = [
    ...environmentCaps(settings),
    safetyModeCap(settings),
    governanceCap(settings),
    runbookCap(settings),
    ...takeoverCaps(settings),
  ];
  const level = caps.reduce<Level>((lowest, cap) => (cap.level < lowest ? cap.level : lowest), 5);
  return { level, caps };
}

function environmentCaps({ environment, requestedLevel }: AutonomySettings): Cap[] {
  const { standard, ceiling } = limitsOf(environment);
  if (requestedLevel === undefined) {
    return [
      {
        name: "environment",
        level: standard,
        reason: `${environment} stands at L${standard} unless a person sets a level`,
      },
    ];
  }
  return [
    { name: "environment", level: ceiling, reason: `${environment} never goes above L${ceiling}` },
    { name: "requested", level: requestedLevel, reason: `L${requestedLevel} was set for this run` },
  ];
}

function safetyModeCap({ safetyMode }: AutonomySettings): Cap {
  return safetyMode === "observe"
    ? { name: "safety mode", level: 1, reason: "observe: nothing runs, every step is shown to follow by hand" }
    : { name: "safety mode", level: 5, reason: "execute: sets no limit of its own" };
}

/**
 * Where a person's caution is the rule (pre-production, production), `audit` and full trust mean
 * "safe steps may run". In lab, development and test the environment's own ceiling is the limit:
 * otherwise no setting could ever reach L4 or L5 there.
 */
function mostTrusting(environment: Environment): Level {
  return environment === "pre-production" || environment === "production" ? 3 : limitsOf(environment).ceiling;
}

function governanceCap({ governance, environment }: AutonomySettings): Cap {
  return governance === "strict"
    ? { name: "governance", level: 2, reason: "strict: every step waits for a person" }
    : { name: "governance", level: mostTrusting(environment), reason: "audit: what is allowed runs and is recorded" };
}

function runbookCap({ runbookTrust, environment }: AutonomySettings): Cap {
  switch (runbookTrust) {
    case 0:
      return { name: "runbook trust", level: 1, reason: "trust 0: this runbook is followed by hand" };
    case 1:
      return { name: "runbook trust", level: 2, reason: "trust 1: every step of this runbook waits for a person" };
    case 2:
      return {
        name: "runbook trust",
        level: mostTrusting(environment),
        reason: "trust 2: this runbook has proven itself",
      };
  }
}

function takeoverCaps({ takeoverLevel }: AutonomySettings): Cap[] {
  if (takeoverLevel === undefined) return [];
  return [{ name: "takeover level", level: takeoverLevel, reason: `the subject is at L${takeoverLevel}` }];
}

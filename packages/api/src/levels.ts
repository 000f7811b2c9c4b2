import { z } from "zod";
import { Actor, Environment, Level } from "./words.ts";

const Time = z.iso.datetime();
const Why = z.string().trim().min(1).max(500);

/** What a takeover level is set for. */
export const LevelScope = z
  .object({ kind: z.enum(["subject", "project"]), name: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/) })
  .meta({ id: "LevelScope" });

/** One level more, until its time has passed. */
export const ActiveElevation = z
  .object({ id: z.string(), scope: LevelScope, reason: z.string(), askedBy: Actor, grantedBy: Actor, until: Time })
  .meta({ id: "ActiveElevation" });

export const LevelChange = z
  .object({
    scope: LevelScope,
    level: Level,
    from: Level.optional(),
    how: z.enum(["set", "promoted", "demoted"]),
    by: Actor,
    at: Time,
    why: z.string(),
  })
  .meta({ id: "LevelChange" });

/** An offer to raise a level. Only a person confirms it. */
export const Promotion = z
  .object({
    id: z.string(),
    scope: LevelScope,
    from: Level,
    to: Level,
    offeredAt: Time,
    evidence: z.array(z.string()),
    phase: z.enum(["offered", "confirmed", "declined", "withdrawn"]),
    by: Actor.optional(),
    at: Time.optional(),
    why: z.string().optional(),
    /** Nothing is offered before then. */
    silentUntil: Time.optional(),
  })
  .meta({ id: "Promotion" });

export const LevelProgress = z.object({
  to: Level,
  isReady: z.boolean(),
  thresholds: z.array(z.object({ name: z.string(), isMet: z.boolean(), why: z.string() })),
});

/** A subject or project with its takeover level. */
export const ScopeLevel = z
  .object({
    scope: LevelScope,
    /** Absent where nobody set one: then the environment and the policy say how far things go. */
    newest: LevelChange.optional(),
    runIn: z.array(Environment),
    /** The highest that any environment of it allows, and what says so. */
    ceiling: z.object({ environment: Environment, level: Level, from: z.string() }),
    progress: LevelProgress.optional(),
    offer: Promotion.optional(),
    elevation: ActiveElevation.optional(),
  })
  .meta({ id: "ScopeLevel" });

export const ScopeLevelDetail = ScopeLevel.extend({ history: z.array(LevelChange) }).meta({ id: "ScopeLevelDetail" });
export const LevelPage = z.object({ items: z.array(ScopeLevel) }).meta({ id: "LevelPage" });
export const PromotionPage = z.object({ items: z.array(Promotion) }).meta({ id: "PromotionPage" });

export const SetLevelBody = z.strictObject({
  level: Level,
  why: Why,
  /** Where it is meant for: then that environment's ceiling is checked instead of the highest. */
  environment: Environment.optional(),
});
export const AnswerPromotionBody = z.strictObject({ type: z.enum(["confirm", "decline"]), why: Why });

export const TrustLevel = z.union([z.literal(0), z.literal(1), z.literal(2)]);
export const TrustChange = z
  .object({
    kind: z.enum(["trust", "lock"]),
    trust: TrustLevel.optional(),
    isLocked: z.boolean().optional(),
    by: Actor,
    at: Time,
    why: z.string(),
  })
  .meta({ id: "TrustChange" });

/** How far a runbook is trusted. 0: by hand. 1: every step waits. 2: it has proven itself. */
export const RunbookTrust = z
  .object({
    runbookId: z.string(),
    trust: TrustLevel,
    set: TrustChange.optional(),
    /** Nothing of it runs while this is here. */
    lock: TrustChange.optional(),
  })
  .meta({ id: "RunbookTrust" });
export const RunbookTrustDetail = RunbookTrust.extend({ history: z.array(TrustChange) }).meta({
  id: "RunbookTrustDetail",
});
export const TrustPage = z.object({ items: z.array(RunbookTrust) }).meta({ id: "TrustPage" });
export const SetTrustBody = z.strictObject({ trust: TrustLevel, why: Why });
export const LockRunbookBody = z.strictObject({ isLocked: z.boolean(), why: Why });

export const Elevation = z
  .object({
    id: z.string(),
    scope: LevelScope,
    reason: z.string(),
    minutes: z.int(),
    askedBy: Actor,
    askedAt: Time,
    /** `lapsed`: nobody answered within the hour. `over`: its time has passed. */
    state: z.enum(["asked", "lapsed", "active", "over", "refused", "ended"]),
    grantedBy: Actor.optional(),
    until: Time.optional(),
    /** Who refused it, or ended it before its time. */
    endedBy: Actor.optional(),
    why: z.string().optional(),
  })
  .meta({ id: "Elevation" });
export const ElevationPage = z.object({ items: z.array(Elevation) }).meta({ id: "ElevationPage" });
export const AskElevationBody = z.strictObject({
  scope: LevelScope,
  reason: Why,
  minutes: z.int().min(1).max(60),
});
export const AnswerElevationBody = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("grant") }),
  z.strictObject({ type: z.literal("refuse"), why: Why }),
  z.strictObject({ type: z.literal("end"), why: Why }),
]);

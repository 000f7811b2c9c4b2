import type { AuditEventDraft } from "@steadyhand/core/audit";
import type { Level } from "@steadyhand/core/autonomy";
import type { Actor } from "@steadyhand/core/identity";
import {
  type Demotion,
  decidePromotion,
  demotionOf,
  type JudgedAttempt,
  type LevelEvidence,
  type Promotion,
  progressOf,
  sayScope,
} from "@steadyhand/core/levels";
import type { DemotionPolicy, PromotionPolicy } from "@steadyhand/core/policy";
import type { LevelOutcome } from "./level-ports.ts";

/** What levels are judged by. */
export interface ReviewRules {
  readonly promotion: PromotionPolicy;
  readonly demotion: DemotionPolicy;
  /** The highest level that any environment of the scope could ever have. */
  readonly ceilingOf: (evidence: LevelEvidence) => Level;
  readonly newPromotionId: () => Promotion["id"];
  readonly now: Date;
}

/** Who lowers levels and offers to raise them. */
export const levelKeeper: Actor = { kind: "system", id: "act_steadyhand", name: "Steadyhand" };

/**
 * What a judged attempt means for the levels that it counts for. Lowering happens at once and is recorded; raising is
 * only offered. A project is lowered only where somebody gave it a level: else its subject is.
 */
export function reviewLevels(
  evidence: readonly LevelEvidence[],
  judged: JudgedAttempt,
  rules: ReviewRules,
): LevelOutcome {
  const outcomes = evidence.map((one) => {
    const counts = one.scope.kind === "subject" || one.standing !== undefined;
    const demotion = counts ? demotionOf(one, judged, rules.demotion) : undefined;
    return demotion ? lower(one, demotion, rules.now) : offer(one, rules);
  });
  return {
    changes: outcomes.flatMap(({ changes }) => changes),
    promotions: outcomes.flatMap(({ promotions }) => promotions),
    events: outcomes.flatMap(({ events }) => events),
  };
}

function lower({ scope, offer: open }: LevelEvidence, { from, to, why }: Demotion, now: Date): LevelOutcome {
  const said = `${sayScope(scope)} goes from L${from} to L${to}: ${why}`;
  return {
    changes: [{ scope, level: to, from, how: "demoted", by: levelKeeper, at: now, why }],
    promotions: withdrawn(open, `its level was lowered to L${to}`, now),
    events: [levelEvent("level.demoted", said, { scope, from, to, why }, levelKeeper, to)],
  };
}

/** An open offer, withdrawn: what it rested on is no longer so. */
export function withdrawn(open: Promotion | undefined, why: string, now: Date): Promotion[] {
  if (open?.phase !== "offered") return [];
  const ended = decidePromotion(open, { type: "withdraw", why }, now);
  return ended.ok ? [ended.state] : [];
}

function offer(evidence: LevelEvidence, rules: ReviewRules): LevelOutcome {
  const { scope, standing, offer: last } = evidence;
  const { promotion: policy, now } = rules;
  const isSilent = last?.phase === "declined" && now < last.silentUntil;
  const progress = progressOf(evidence, { policy, ceiling: rules.ceilingOf(evidence), now });
  if (standing === undefined || last?.phase === "offered" || isSilent || !progress?.isReady) return nothing;
  const seen = progress.thresholds.filter(({ name }) => name !== "ceiling").map(({ why }) => why);
  const { to } = progress;
  const promotion: Promotion = {
    ...{ id: rules.newPromotionId(), scope, from: standing.level, to, offeredAt: now, evidence: seen },
    phase: "offered",
  };
  const said = `${sayScope(scope)} could go from L${standing.level} to L${to}: ${seen.join("; ")}`;
  const data = { scope, promotion: promotion.id, from: standing.level, to, evidence: seen };
  return {
    changes: [],
    promotions: [promotion],
    events: [levelEvent("level.promotion_offered", said, data, levelKeeper, standing.level)],
  };
}

const nothing: LevelOutcome = { changes: [], promotions: [], events: [] };

/** An event about levels, trust or elevation: it belongs to no execution. */
export function levelEvent(
  type: LevelEventType,
  why: string,
  data: AuditEventDraft["data"],
  actor: Actor,
  level?: Level,
): AuditEventDraft {
  return { type, actor, outcome: "ok", why, data, ...(level !== undefined && { level }) };
}

type LevelEventType = Extract<
  AuditEventDraft["type"],
  `level.${string}` | `trust.${string}` | `elevation.${string}` | "runbook.locked" | "runbook.unlocked"
>;

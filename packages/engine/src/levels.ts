import type { Environment, Level } from "@steadyhand/core/autonomy";
import {
  decidePromotion,
  type Elevation,
  type LevelChange,
  type Progress,
  type Promotion,
  progressOf,
  type Scope,
  sayScope,
} from "@steadyhand/core/levels";
import { OpsError, refusalError } from "@steadyhand/core/outcome";
import { builtIn, type Policy } from "@steadyhand/core/policy";
import { isAdmin, notAdmin } from "./admins.ts";
import type { Caller } from "./engine.ts";
import { ceilingIn, ceilingOf, type ScopeCeiling } from "./level-ceiling.ts";
import type { KnownScope, LevelOutcome, LevelStore } from "./level-ports.ts";
import { levelEvent, withdrawn } from "./level-review.ts";
import type { Clock, PeopleStore } from "./ports.ts";

/** One subject or project, with its level and how far it has come. */
export interface ScopeView {
  readonly scope: Scope;
  readonly newest?: LevelChange;
  readonly runIn: readonly Environment[];
  readonly ceiling: ScopeCeiling;
  /** Towards the next level; absent where nobody set one, or at L5. */
  readonly progress?: Progress;
  /** Waits for a person's answer. */
  readonly offer?: Promotion;
  readonly elevation?: Elevation;
}

/** What a person says of a level. */
export interface LevelRequest {
  readonly scope: Scope;
  readonly level: Level;
  readonly why: string;
  /** Where it is meant for, when it is to be checked against that environment's ceiling. */
  readonly environment?: Environment;
}

/** Takeover levels of subjects and projects: seen, set by people, raised by admins, offered to be raised from evidence. */
export interface Levels {
  list(caller: Caller): Promise<readonly ScopeView[]>;
  get(caller: Caller, scope: Scope): Promise<ScopeView & { readonly history: readonly LevelChange[] }>;
  /** Throws `level.not_a_person`, `level.above_ceiling`, `level.same`, and `person.not_admin` where it raises. */
  set(caller: Caller, request: LevelRequest): Promise<ScopeView>;
  promotions(caller: Caller): Promise<readonly Promotion[]>;
  /**
   * Throws `promotion.not_found`, `promotion.answered`, `promotion.not_a_person`, `level.above_ceiling`, and for a confirm
   * `person.not_admin`.
   */
  answer(caller: Caller, id: string, event: { type: "confirm" | "decline"; why: string }): Promise<void>;
}

interface LevelOptions {
  readonly store: LevelStore;
  readonly people: Pick<PeopleStore, "list">;
  readonly policy: () => { readonly policy: Policy };
  readonly clock: Clock;
}

export function createLevels({ store, people, policy, clock }: LevelOptions): Levels {
  const view = (known: KnownScope, elevations: readonly Elevation[], now: Date) =>
    viewOf(known, { policy: policy().policy, elevations, now });

  async function get({ tenantId }: Caller, scope: Scope): Promise<ScopeView> {
    const now = clock.now();
    return view(await store.get(tenantId, scope, now), await store.activeElevations(tenantId, now), now);
  }

  return {
    async list({ tenantId }) {
      const now = clock.now();
      const [known, elevations] = await Promise.all([store.list(tenantId, now), store.activeElevations(tenantId, now)]);
      return known.map((one) => view(one, elevations, now));
    },
    async get(caller, scope) {
      return { ...(await get(caller, scope)), history: await store.history(caller.tenantId, scope) };
    },
    async set(caller, request) {
      const mayRaise = await isAdmin(people, caller);
      await store.change(caller.tenantId, request.scope, (known) =>
        setLevel(known, request, { caller, mayRaise, policy: policy().policy, now: clock.now() }),
      );
      return get(caller, request.scope);
    },
    promotions: ({ tenantId }) => store.promotions(tenantId),
    async answer(caller, id, event) {
      const mayRaise = await isAdmin(people, caller);
      await store.answerPromotion(caller.tenantId, id, (promotion, known) =>
        answerPromotion(promotion, known, event, { caller, mayRaise, policy: policy().policy, now: clock.now() }),
      );
    },
  };
}

function viewOf(
  known: KnownScope,
  { policy, elevations, now }: { policy: Policy; elevations: readonly Elevation[]; now: Date },
): ScopeView {
  const { scope, newest, runIn, offer } = known;
  const ceiling = ceilingOf(policy, known);
  const thresholds = { ...builtIn.promotion, ...policy.promotion };
  const progress = progressOf(known, { policy: thresholds, ceiling: ceiling.level, now });
  const elevation = elevations.find((one) => one.scope.kind === scope.kind && one.scope.name === scope.name);
  return {
    ...{ scope, runIn, ceiling },
    ...(newest && { newest }),
    ...(progress && { progress }),
    ...(offer?.phase === "offered" && { offer }),
    ...(elevation && { elevation }),
  };
}

interface Setting {
  readonly caller: Caller;
  readonly mayRaise: boolean;
  readonly policy: Policy;
  readonly now: Date;
}

function setLevel(
  known: KnownScope,
  { scope, level, why, environment }: LevelRequest,
  { caller, mayRaise, policy, now }: Setting,
): LevelOutcome {
  const { actor } = caller;
  const cannot = `Cannot set ${sayScope(scope)} to L${level}`;
  if (actor.kind !== "person") {
    throw new OpsError(`${cannot}: ${actor.name} is not a person`, { kind: "forbidden", code: "level.not_a_person" });
  }
  refuseAbove(cannot, level, environment ? ceilingIn(policy, known, environment) : ceilingOf(policy, known));
  const from = known.standing?.level;
  if (from === level) {
    throw refusalError({ code: "level.same", message: `${cannot}: it is at L${level} already` });
  }
  // A first level goes before the one of its project, now and later: above L1 it gives freedom as any higher one does.
  if (level > (from ?? 1) && !mayRaise) throw notAdmin(caller, `set ${sayScope(scope)} to L${level}`);
  const said = `${actor.name} set ${sayScope(scope)} ${from === undefined ? "" : `from L${from} `}to L${level}: ${why}`;
  return {
    changes: [{ scope, level, ...(from && { from }), how: "set", by: actor, at: now, why }],
    promotions: withdrawn(known.offer, `${actor.name} set the level to L${level}`, now),
    events: [levelEvent("level.set", said, { scope, ...(from && { from }), to: level, why }, actor, level)],
  };
}

function refuseAbove(cannot: string, level: Level, ceiling: ScopeCeiling): void {
  if (level <= ceiling.level) return;
  throw refusalError({
    code: "level.above_ceiling",
    message: `${cannot}: ${ceiling.environment} never goes above L${ceiling.level} (${ceiling.from})`,
    hint: `Choose L${ceiling.level} or lower`,
  });
}

function answerPromotion(
  promotion: Promotion,
  known: KnownScope,
  { type, why }: { readonly type: "confirm" | "decline"; readonly why: string },
  { caller, mayRaise, policy, now }: Setting,
): LevelOutcome {
  const by = caller.actor;
  const decided = decidePromotion(promotion, { type, why, by }, now);
  if (!decided.ok) throw refusalError(decided.refusal);
  const { scope, from, to, id } = promotion;
  const data = { scope, promotion: id, from, to, why };
  if (type === "decline") {
    const said = `${by.name} declined to raise ${sayScope(scope)} to L${to}: ${why}`;
    return {
      changes: [],
      promotions: [decided.state],
      events: [levelEvent("level.promotion_declined", said, data, by, from)],
    };
  }
  if (!mayRaise) throw notAdmin(caller, `raise ${sayScope(scope)} to L${to}`);
  const cannot = `Cannot raise ${sayScope(scope)} to L${to}`;
  refuseAbove(cannot, to, ceilingOf(policy, known));
  if (known.standing?.level !== from) {
    throw refusalError({ code: "promotion.answered", message: `${cannot}: it is not at L${from} any more` });
  }
  const said = `${by.name} raised ${sayScope(scope)} from L${from} to L${to}: ${why}`;
  return {
    changes: [
      { scope, level: to, from, how: "promoted", by, at: now, why: `${why} (${promotion.evidence.join("; ")})` },
    ],
    promotions: [decided.state],
    events: [levelEvent("level.promoted", said, { ...data, evidence: promotion.evidence }, by, to)],
  };
}

import type { ActionClass, Environment, Level } from "../autonomy/index.ts";
import type { BlastRadius } from "../proposal/index.ts";
import { builtIn } from "./built-in.ts";
import { appliesTo, type Freeze, type MaintenanceWindow } from "./calendar.ts";
import { clampCeiling, hardLimits, limitsOf } from "./hard-limits.ts";
import type {
  ApprovalRule,
  DemotionPolicy,
  DriftPolicy,
  FeatureFlag,
  GovernanceMode,
  Mode,
  Policy,
  PolicyScope,
  PromotionPolicy,
  RateLimit,
  RepetitionPolicy,
  Reversibility,
  SafetyMode,
  ScopePolicy,
  SessionTier,
  Tier,
} from "./policy.ts";
import { resolveModes } from "./resolve-modes.ts";

/** A setting with where it comes from: `built in`, or its place in policy.json. */
export interface Sourced<Value> {
  readonly value: Value;
  readonly from: string;
}

/** Whether nobody set it: what is built in stands. */
export function isBuiltIn({ from }: Sourced<unknown>): boolean {
  return from === "built in";
}

export type SourcedModes<Kind extends string> = Readonly<Record<Kind, Sourced<Mode>>>;

/** The settings that hold in one scope, each with where it comes from. */
export interface ResolvedPolicy {
  readonly governanceMode: Sourced<GovernanceMode>;
  readonly safetyMode: Sourced<SafetyMode>;
  readonly standard: Sourced<Level>;
  /** All of them hold. The first is the environment's, which no elevation passes. */
  readonly ceilings: readonly Sourced<Level>[];
  readonly locks: readonly Sourced<string>[];
  readonly actionClasses: SourcedModes<ActionClass>;
  readonly blastRadius: SourcedModes<BlastRadius>;
  readonly reversibility: SourcedModes<Reversibility>;
  /** Those whose scope this is; their risk and class of action are still to be compared. */
  readonly approvals: readonly Sourced<ApprovalRule>[];
  readonly approvalMs: Readonly<Record<Tier, Sourced<number>>>;
  readonly attemptMs: Readonly<Record<Tier, Sourced<number>>>;
  readonly rateLimits: readonly Sourced<RateLimit>[];
  readonly sessionTiers: Sourced<readonly SessionTier[]>;
  readonly repetition: Sourced<RepetitionPolicy>;
  readonly drift: Sourced<DriftPolicy>;
  /** Those that are switched off. */
  readonly flagsOff: Readonly<Partial<Record<FeatureFlag, Sourced<false>>>>;
  readonly windows: readonly Sourced<MaintenanceWindow>[];
  readonly freezes: readonly Sourced<Freeze>[];
  readonly promotion: PromotionPolicy;
  readonly demotion: DemotionPolicy;
}

/** One scope's part of a policy, from the widest to the narrowest. `rank` 3 is a subject's and a runbook's alike. */
export interface Layer {
  readonly rank: 0 | 1 | 2 | 3;
  readonly path: string;
  readonly says: ScopePolicy;
}

/** What policies came to in the scopes that were asked about. A policy never changes: another one is another object. */
const resolved = new WeakMap<Policy, Map<string, ResolvedPolicy>>();
const mostScopes = 1000;

/**
 * What a policy comes to in one scope. Hard limits hold whatever it says. The same policy and scope give the same
 * object.
 */
export function resolvePolicy(policy: Policy, scope: PolicyScope): ResolvedPolicy {
  const name = `${scope.environment}\0${scope.project}\0${scope.subject}\0${scope.runbookId}`;
  const known = resolved.get(policy) ?? new Map<string, ResolvedPolicy>();
  resolved.set(policy, known);
  const found = known.get(name);
  if (found !== undefined) return found;
  const settings = resolve(policy, scope);
  if (known.size >= mostScopes) known.clear();
  known.set(name, settings);
  return settings;
}

function resolve(policy: Policy, scope: PolicyScope): ResolvedPolicy {
  const { environment } = scope;
  const layers = layersOf(policy, scope);
  const ceilings = ceilingsOf(environment, layers);
  const { flags = {} } = policy;
  return {
    governanceMode: governanceOf(layers),
    safetyMode: ownOrBuiltIn(policy.safetyMode, "safety_mode", "execute"),
    standard: standardOf(policy, environment, ceilings),
    ceilings,
    locks: layers.flatMap(({ says, path }) =>
      says.lock === undefined ? [] : [{ value: says.lock.reason, from: `${path}lock` }],
    ),
    ...resolveModes(layers, builtIn.modes[environment]),
    approvals: (policy.approvals ?? [])
      .filter(({ when = {} }) => matchesScope(when, scope))
      .map((rule) => ({ value: rule, from: `policy.json approvals "${rule.name}"` })),
    approvalMs: perTier((tier) =>
      shortest(policy.approvalMinutes?.[tier], `approval_minutes.${tier}`, {
        most: hardLimits.approvalMinutes[tier],
        unitMs: 60_000,
      }),
    ),
    attemptMs: perTier((tier) =>
      shortest(policy.attemptSeconds?.[tier], `attempt_seconds.${tier}`, {
        most: hardLimits.attemptSeconds[tier],
        unitMs: 1000,
      }),
    ),
    rateLimits: rateLimitsOf(layers),
    sessionTiers: ownOrBuiltIn(policy.session?.tiers, "session.tiers", builtIn.sessionTiers),
    repetition: ownOrBuiltIn(policy.repetition, "repetition", builtIn.repetition),
    drift: ownOrBuiltIn(policy.drift, "drift", builtIn.drift),
    flagsOff: Object.fromEntries(
      Object.entries(flags).flatMap(([name, isOn]) =>
        isOn === false ? [[name, { value: false, from: `policy.json flags.${name}` }]] : [],
      ),
    ),
    windows: (policy.windows ?? []).filter((window) => appliesTo(window, scope)).map(named("windows")),
    freezes: (policy.freezes ?? []).filter((freeze) => appliesTo(freeze, scope)).map(named("freezes")),
    promotion: { ...builtIn.promotion, ...policy.promotion },
    demotion: { ...builtIn.demotion, ...policy.demotion },
  };
}

function layersOf(policy: Policy, { environment, project, subject, runbookId }: PolicyScope): Layer[] {
  const narrower = [
    { rank: 1, path: `environments.${environment}`, says: policy.environments?.[environment] },
    { rank: 2, path: `projects.${project}`, says: ownEntry(policy.projects, project) },
    { rank: 3, path: `subjects.${subject}`, says: ownEntry(policy.subjects, subject) },
    { rank: 3, path: `runbooks.${runbookId}`, says: ownEntry(policy.runbooks, runbookId) },
  ] as const;
  return [
    { rank: 0, path: "policy.json ", says: policy },
    ...narrower.flatMap(({ rank, path, says }) => (says ? [{ rank, path: `policy.json ${path}.`, says }] : [])),
  ];
}

/** A project may be called `constructor`. */
function ownEntry(entries: Readonly<Record<string, ScopePolicy>> | undefined, name: string): ScopePolicy | undefined {
  return entries !== undefined && Object.hasOwn(entries, name) ? entries[name] : undefined;
}

function governanceOf(layers: readonly Layer[]): Sourced<GovernanceMode> {
  const said = layers.flatMap(({ rank, path, says }) =>
    says.governanceMode === undefined ? [] : [{ rank, value: says.governanceMode, from: `${path}governance_mode` }],
  );
  const narrowest = Math.max(...said.map(({ rank }) => rank));
  const [first, ...others] = said.filter(({ rank }) => rank === narrowest);
  const { value, from } = others.find(({ value: mode }) => mode === "strict") ?? first ?? strictBuiltIn;
  return { value, from };
}

const strictBuiltIn: Sourced<GovernanceMode> = { value: "strict", from: "built in" };

function ceilingsOf(environment: Environment, layers: readonly Layer[]): Sourced<Level>[] {
  const own = layers.find(({ rank, says }) => rank === 1 && says.ceiling !== undefined);
  const first =
    own?.says.ceiling === undefined
      ? { value: limitsOf(environment).ceiling, from: "built in" }
      : { value: clampCeiling(environment, own.says.ceiling, own.says.reason), from: `${own.path}ceiling` };
  const others = layers.flatMap(({ rank, path, says }) =>
    rank === 1 || says.ceiling === undefined ? [] : [{ value: says.ceiling, from: `${path}ceiling` }],
  );
  return [first, ...others];
}

function standardOf(policy: Policy, environment: Environment, ceilings: readonly Sourced<Level>[]): Sourced<Level> {
  const asked = policy.environments?.[environment]?.standard;
  const { value: ceiling = limitsOf(environment).ceiling } = ceilings[0] ?? {};
  if (asked === undefined) return { value: limitsOf(environment).standard, from: "built in" };
  return { value: asked < ceiling ? asked : ceiling, from: `policy.json environments.${environment}.standard` };
}

function rateLimitsOf(layers: readonly Layer[]): Sourced<RateLimit>[] {
  const said = layers.flatMap(({ path, says }) =>
    says.rateLimit === undefined ? [] : [{ value: says.rateLimit, from: `${path}rate_limit` }],
  );
  return said.length > 0 ? said : [{ value: builtIn.rateLimit, from: "built in" }];
}

function matchesScope(
  { environments, projects, subjects, runbooks }: NonNullable<ApprovalRule["when"]>,
  scope: PolicyScope,
) {
  return appliesTo({ environments, projects, subjects }, scope) && (runbooks?.includes(scope.runbookId) ?? true);
}

function perTier<Value>(of: (tier: Tier) => Value): Record<Tier, Value> {
  return { safe: of("safe"), caution: of("caution"), dangerous: of("dangerous") };
}

/** A time that may only be shortened. What is no time at all shortens nothing. */
function shortest(
  asked: number | undefined,
  path: string,
  { most, unitMs }: { readonly most: number; readonly unitMs: number },
): Sourced<number> {
  if (asked === undefined || !(asked > 0 && asked <= most)) return { value: most * unitMs, from: "built in" };
  return { value: asked * unitMs, from: `policy.json ${path}` };
}

function ownOrBuiltIn<Value>(own: Value | undefined, path: string, standard: Value): Sourced<Value> {
  return own === undefined ? { value: standard, from: "built in" } : { value: own, from: `policy.json ${path}` };
}

function named(path: string) {
  return <Value extends { readonly name: string }>(value: Value): Sourced<Value> => ({
    value,
    from: `policy.json ${path} "${value.name}"`,
  });
}

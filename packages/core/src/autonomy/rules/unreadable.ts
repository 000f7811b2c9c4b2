import {
  actionClasses,
  blastRadii,
  environments,
  type Mode,
  type ResolvedPolicy,
  type Sourced,
} from "../../policy/index.ts";
import type { GateRule, Known } from "../gate-rule.ts";

/** What nobody can read is not judged by guessing: it is refused. */
export const unreadableInput: GateRule = {
  name: "unreadable input",
  says(known) {
    const problems = [...proposalProblems(known), ...circumstanceProblems(known), ...settingProblems(known.settings)];
    return problems.length === 0
      ? undefined
      : { verdict: "refuse", reason: `it cannot be read: ${problems.join("; ")}` };
  },
};

const isOneOf = (values: readonly unknown[], value: unknown) => values.includes(value);
const isLevel = (value: unknown) => isOneOf([1, 2, 3, 4, 5], value);
const isCount = (value: unknown) => typeof value === "number" && value >= 0 && Number.isFinite(value);
const isDate = (value: unknown) => value instanceof Date && !Number.isNaN(value.getTime());

/** What each check is about, and whether it holds. */
type Check = readonly [what: string, holds: boolean];

function wrong(...checks: readonly Check[]): string[] {
  return checks.filter(([, holds]) => !holds).map(([what]) => what);
}

function proposalProblems({ proposal, occasion, requestedLevel, panic, now }: Known): string[] {
  const { environment, risk, actionClasses: classes, blastRadius, purpose, kind } = proposal;
  return wrong(
    ["the environment", isOneOf(environments, environment)],
    ["whether the target is disposable", typeof proposal.targetIsDisposable === "boolean"],
    ["the risk", isOneOf(["safe", "caution", "dangerous"], risk)],
    ["the class of action", classes.length > 0 && classes.every((name) => isOneOf(actionClasses, name))],
    ["the blast radius", isOneOf(blastRadii, blastRadius)],
    ["whether it can be taken back", isOneOf([true, false, undefined], proposal.isReversible)],
    ["whether it has a rollback", typeof proposal.hasRollback === "boolean"],
    ["the purpose", isOneOf(["forward", "rollback"], purpose)],
    ["what is run", isOneOf(["command", "action", "script"], kind)],
    ["the occasion", isOneOf(["proposal", "approval"], occasion)],
    ["the level that was chosen", requestedLevel === undefined || isLevel(requestedLevel)],
    ["the state of the panic", typeof panic.isOn === "boolean"],
    ["the time", isDate(now)],
  );
}

function circumstanceProblems({ circumstances }: Known): string[] {
  const { takeover, trust, elevation, changesLastHour, session, setbacks, drift } = circumstances;
  return wrong(
    ["the takeover level", takeover === undefined || isLevel(takeover.level)],
    ["the trust in the runbook", isOneOf([0, 1, 2], trust.level)],
    ["the elevation", elevation === undefined || isDate(elevation.until)],
    ["the changes of the last hour", isCount(changesLastHour)],
    ["the session", isCount(session.actions) && isCount(session.rapid)],
    ["what did not help", setbacks.every(({ outcome, at }) => isOneOf(["unchanged", "worse"], outcome) && isDate(at))],
    ["the drift", isCount(drift.attempts) && isCount(drift.automatic)],
  );
}

/** A policy's file was checked before it came into force, so this is said once for each scope. */
const known = new WeakMap<ResolvedPolicy, readonly string[]>();

function settingProblems(settings: ResolvedPolicy): readonly string[] {
  const problems = known.get(settings) ?? findSettingProblems(settings);
  known.set(settings, problems);
  return problems;
}

function findSettingProblems(settings: ResolvedPolicy): string[] {
  const modes: Sourced<Mode>[] = [settings.actionClasses, settings.blastRadius, settings.reversibility].flatMap(
    (kind) => Object.values(kind),
  );
  const levels = [settings.standard, ...settings.ceilings];
  return [
    ...modes.filter(({ value }) => !isOneOf(["auto", "require", "deny"], value)),
    ...levels.filter(({ value }) => !isLevel(value)),
    ...[settings.governanceMode].filter(({ value }) => !isOneOf(["strict", "audit"], value)),
    ...[settings.safetyMode].filter(({ value }) => !isOneOf(["observe", "execute"], value)),
    ...settings.rateLimits.filter(({ value }) => !isCount(value.changesPerHour)),
    ...[settings.sessionTiers].filter(({ value }) => !value.every(({ at }) => isCount(at))),
    ...[settings.drift].filter(({ value }) => !(value.share >= 0 && value.share <= 1 && isCount(value.atLeast))),
    ...settings.approvals.filter(({ value: { count = 1 } }) => !(Number.isInteger(count) && count > 0)),
  ].map(({ from }) => `the setting ${from}`);
}

import type { Actor } from "../identity/index.ts";
import type { IncidentDecision, KnownIncidents } from "./decide-incident.ts";
import { describeIncident, describeViolations } from "./describe-incident.ts";
import { type Eased, ease, type Standing, violatedAgain, violatedFirst } from "./ease.ts";
import {
  type Evidence,
  type Incident,
  type IncidentFact,
  type IncidentFactType,
  type IncidentId,
  isHeld,
  keyOf,
  type OpenIncident,
  type ResolvedIncident,
  sayViolation,
  type Violation,
  wholeOf,
} from "./incident.ts";

/** A subject was looked at, or could not be. */
export interface LookedEvent {
  readonly type: "looked";
  readonly subject: string;
  /** All that stands, not only what is new: what is missing is over. */
  readonly standing: readonly Standing[];
  /** Whether all of it could be seen. While it could not, nothing resolves by itself. */
  readonly isObserved: boolean;
  /** Of the incident that this may open. */
  readonly newId: IncidentId;
}

/** What comes back within this time is the same incident, and what a person resolved stays resolved for as long. */
export const coolDownMs = 10 * 60_000;
/** What is confirmed within this time of the first is one batch. */
const batchMs = 60_000;

const monitor: Actor = { kind: "system", id: "act_steadyhand", name: "Steadyhand" };

/** What a look means for a subject's incidents. At most one of them changes. */
export function decideLook(known: KnownIncidents, event: LookedEvent, at: Date): IncidentDecision {
  const recent = known.recent.filter(({ resolvedAt }) => at.getTime() - resolvedAt.getTime() < coolDownMs);
  const answered = answeredIn(recent);
  const news = event.standing.filter((one) => one.state === "violated" && !answered(one));
  if (known.open) return follow(known.open, { ...event, news }, at);
  if (news.length === 0) return { ok: true, facts: [] };
  const keys = new Set(news.map(keyOf));
  const before = recent.find(({ violations }) => violations.some((own) => keys.has(keyOf(own))));
  return before ? reopen(before, news, at) : open({ ...event, news }, at);
}

/** Whether a person resolved it knowing of it, and it has not begun anew since. */
function answeredIn(recent: readonly ResolvedIncident[]): (standing: Standing) => boolean {
  const until = new Map<string, Date>();
  for (const { violations, resolvedAt } of recent) {
    for (const own of violations) {
      const key = keyOf(own);
      const before = until.get(key);
      if (own.state !== "resolved" && (before === undefined || before < resolvedAt)) until.set(key, resolvedAt);
    }
  }
  return (standing) => {
    const resolvedAt = until.get(keyOf(standing));
    return resolvedAt !== undefined && standing.begunAt <= resolvedAt;
  };
}

interface News {
  /** What is violated, and nobody has answered for. */
  readonly news: readonly Standing[];
}

function open({ subject, newId, news }: LookedEvent & News, at: Date): IncidentDecision {
  const violations = news.map((one) => violatedFirst(one, 1));
  const incident: Incident = {
    ...{ id: newId, subject, title: titleOf(news), severity: worstOf(news), openedAt: at, batchAt: at, sequence: 1 },
    ...{ violations, phase: "open" },
  };
  return {
    ok: true,
    incident,
    facts: [fact("incident.opened", incident, sayAll(news), describeViolations(violations))],
  };
}

function reopen(before: ResolvedIncident, news: readonly Standing[], at: Date): IncidentDecision {
  const joined = join(before, news, at);
  const incident: Incident = {
    ...{ ...wholeOf(before), ...joined, severity: worstOf(joined.violations), sequence: before.sequence + 1 },
    phase: "open",
  };
  const was = { resolvedAt: before.resolvedAt.toISOString(), resolvedBy: before.resolvedBy.name };
  const data = { ...describeViolations(among(joined.violations, news)), was };
  return { ok: true, incident, facts: [fact("incident.reopened", incident, `it came back: ${sayAll(news)}`, data)] };
}

function follow(before: OpenIncident, { standing, news, isObserved }: LookedEvent & News, at: Date): IncidentDecision {
  const states = new Map(before.violations.map((own) => [keyOf(own), own.state]));
  const relapsed = news.filter((one) => (states.get(keyOf(one)) ?? "violated") !== "violated");
  const joined = news.filter((one) => !states.has(keyOf(one)));
  const eased = ease(before.violations, standing, at);
  const after = join({ ...before, violations: eased.violations }, [...relapsed, ...joined], at);
  const incident = phased({ ...before, ...after, severity: worstOf(after.violations) }, isObserved, at);
  const facts: IncidentFact[] = [];
  const tell = (type: IncidentFactType, why: string, data: object) => facts.push(fact(type, incident, why, data));
  const told = (few: readonly Standing[]) => describeViolations(among(after.violations, few));
  if (joined.length > 0) tell("incident.joined", sayAll(joined), told(joined));
  if (relapsed.length > 0) tell("incident.relapsed", `again: ${sayAll(relapsed)}`, told(relapsed));
  if (eased.holds.length + eased.over.length > 0) tell("incident.settling", sayEased(eased), namesOf(eased));
  if (incident.phase === "resolved") tell("incident.resolved", incident.why, {});
  return facts.length === 0 ? { ok: true, facts } : { ok: true, incident, facts };
}

/** Puts what is violated now among the violations: a new one in the batch of now, a known one at its place. */
function join(before: Pick<Incident, "violations" | "batchAt">, news: readonly Standing[], at: Date) {
  const byKey = new Map(news.map((one) => [keyOf(one), one]));
  const last = before.violations.reduce((most, { batch }) => Math.max(most, batch), 1);
  const known = before.violations.map((own): Violation => {
    const now = byKey.get(keyOf(own));
    byKey.delete(keyOf(own));
    return now ? violatedAgain(now, own) : own;
  });
  const isLater = byKey.size > 0 && at.getTime() - before.batchAt.getTime() >= batchMs;
  const joined = [...byKey.values()].map((one) => violatedFirst(one, isLater ? last + 1 : last));
  return { violations: [...known, ...joined], batchAt: isLater ? at : before.batchAt };
}

/** The phase that its violations amount to. It resolves only while all of the subject is seen and nobody holds it. */
function phased(before: OpenIncident, isObserved: boolean, at: Date): Incident {
  const next = { ...wholeOf(before), sequence: before.sequence + 1 };
  if (before.violations.some(({ state }) => state === "violated")) return { ...next, phase: "open" };
  const isOver = before.violations.every(({ state }) => state === "resolved");
  if (!isOver || isHeld(before) || !isObserved) {
    return { ...next, phase: "settling", settlingSince: before.phase === "settling" ? before.settlingSince : at };
  }
  const why = "everything of it has held for its settling time, and all of the subject is seen";
  return { ...next, phase: "resolved", resolvedAt: at, resolvedBy: monitor, why };
}

function among(violations: readonly Violation[], few: readonly Standing[]): readonly Violation[] {
  const keys = new Set(few.map(keyOf));
  return violations.filter((own) => keys.has(keyOf(own)));
}

function worstOf(violations: readonly Evidence[]): Evidence["severity"] {
  return violations.some(({ severity }) => severity === "critical") ? "critical" : "warning";
}

function titleOf(news: readonly Standing[]): string {
  const [first] = news.toSorted((a, b) => rank(a) - rank(b) || a.since.getTime() - b.since.getTime());
  if (first === undefined) throw new TypeError("an incident opens with a violation");
  // An invariant's title says what must hold: alone it would read as if it did.
  return `${sayViolation(first)} (must hold: ${first.title})`;
}

const rank = ({ severity }: Evidence) => (severity === "critical" ? 0 : 1);

function sayAll(news: readonly Standing[]): string {
  const [first] = news;
  if (first === undefined) return "";
  return `${sayViolation(first)}: ${first.why}${news.length > 1 ? `; and ${news.length - 1} more` : ""}`;
}

function sayEased({ holds, over }: Eased): string {
  const say = (few: readonly Violation[], what: string) => {
    const more = few.length > 3 ? ` and ${few.length - 3} more` : "";
    return few.length === 0 ? [] : [`${few.slice(0, 3).map(sayViolation).join(", ")}${more}: ${what}`];
  };
  return [...say(holds, "holds again"), ...say(over, "has held for its settling time")].join("; ");
}

/** The record names so many of one transition. */
const mostNamed = 50;

function namesOf({ holds, over }: Eased) {
  const names = (violations: readonly Violation[]) => violations.slice(0, mostNamed).map(sayViolation);
  return { holds: names(holds), over: names(over) };
}

function fact(type: IncidentFactType, incident: Incident, why: string, data: object): IncidentFact {
  return { type, actor: monitor, why, data: { ...describeIncident(incident), ...data } };
}

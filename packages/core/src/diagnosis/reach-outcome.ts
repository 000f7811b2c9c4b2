import { settleMsOf } from "../invariant/index.ts";
import type { Attempted, Case, Standing } from "./case.ts";
import type { Choice } from "./choose.ts";
import type { Diagnosis } from "./diagnosis.ts";
import { healsByItselfMs } from "./heals-by-itself.ts";
import { howItStands } from "./how-it-stands.ts";
import type { Suspect, Weighed } from "./library.ts";
import { causesOf, list, on, sayCauses, sayDuration, sayShare } from "./say.ts";

/** What it comes to, in words. */
export interface Reached {
  readonly outcome: Diagnosis["outcome"];
  readonly summary: string;
  /** For `wait`: until when. */
  readonly until?: Date;
}

/** `named` are the faults that are clear, `best` those that fit best. */
export interface Found {
  readonly weighed: readonly Weighed[];
  readonly best: Choice | undefined;
  readonly named: readonly Suspect[] | undefined;
}

/** Whether a cause is found, or it is too early or not possible to say. What is seen goes before what is concluded. */
export function reachOutcome(known: Case, found: Found): Reached {
  const { standings, now } = known;
  switch (howItStands(standings)) {
    case "well":
      return { outcome: "recovered", summary: "All that was violated has held again for its settling time" };
    case "settling":
      return settling(standings, now);
    case "in_grace":
      return inGrace(standings, found, now);
    default:
      return wrong(known, found);
  }
}

function wrong(known: Case, { weighed, best, named }: Found): Reached {
  const underway = known.attempts.find(({ result }) => result === "settling");
  if (underway !== undefined) return afterAttempt(underway, known.now);
  if (named === undefined) return { outcome: "inconclusive", summary: unclear(known.standings, weighed, best) };
  return healing(known, named) ?? { outcome: "cause_found", summary: sayCauses(causesOf(named)) };
}

function settling(standings: readonly Standing[], now: Date): Reached {
  const each = standings.flatMap(({ invariant, judgement, watched }) => {
    if (watched.phase !== "settling") return [];
    const until = new Date(watched.holdsSince.getTime() + settleMsOf(watched, invariant));
    return [{ which: `${invariant.name}${on(judgement.member)}`, until, holdsSince: watched.holdsSince }];
  });
  const until = latest(each.map((one) => one.until));
  const [last] = each.filter((one) => one.until.getTime() === until.getTime());
  const held = sayDuration(now.getTime() - (last?.holdsSince ?? now).getTime());
  const needed = sayDuration(until.getTime() - (last?.holdsSince ?? now).getTime());
  const summary = `All holds again; ${last?.which} has held for ${held} of the ${needed} that show a recovery`;
  return { outcome: "wait", summary, until };
}

function inGrace(standings: readonly Standing[], { named }: Found, now: Date): Reached {
  const each = standings
    .filter(({ judgement, watched }) => watched.phase === "suspected" || judgement.verdict === "violated")
    .map(({ invariant: { name, graceMs }, judgement, watched }) => {
      const since = watched.phase === "suspected" ? watched.since : now;
      return { which: `${name}${on(judgement.member)}`, graceMs, since, until: new Date(since.getTime() + graceMs) };
    });
  const [first] = each.toSorted((one, other) => one.until.getTime() - other.until.getTime());
  const past = sayDuration(now.getTime() - (first?.since ?? now).getTime());
  const likely = named === undefined ? "" : `; it looks like: ${sayCauses(causesOf(named))}`;
  const summary = `${first?.which} is violated for ${past}, and counts from ${sayDuration(first?.graceMs ?? 0)} on${likely}`;
  return { outcome: "wait", summary, ...(first !== undefined && { until: first.until }) };
}

function afterAttempt({ action, at }: Attempted, now: Date): Reached {
  const past = sayDuration(now.getTime() - at.getTime());
  return { outcome: "wait", summary: `${action} was done ${past} ago, and what it came to is not known yet` };
}

/** Only while all that is named heals itself, and within its usual time. */
function healing({ standings, episodes, now }: Case, named: readonly Suspect[]): Reached | undefined {
  const since = brokenSince(standings) ?? now;
  const usual = named.map(({ fault }) => healsByItselfMs(fault, episodes));
  if (usual.some((ms) => ms === undefined)) return undefined;
  const longest = Math.max(...usual.map((ms) => ms ?? 0));
  const until = new Date(since.getTime() + longest);
  if (now >= until) return undefined;
  const past = sayDuration(now.getTime() - since.getTime());
  const summary = `${sayCauses(causesOf(named))}: it usually heals itself within ${sayDuration(longest)}, and ${past} have passed`;
  return { outcome: "wait", summary, until };
}

/** Since when something has been violated without a break. */
export function brokenSince(standings: readonly Standing[]): Date | undefined {
  const since = standings.flatMap(({ watched }) => (watched.phase === "violated" ? [watched.since.getTime()] : []));
  return since.length === 0 ? undefined : new Date(Math.min(...since));
}

function unclear(standings: readonly Standing[], weighed: readonly Weighed[], best: Choice | undefined): string {
  const violated = standings.filter(({ watched }) => watched.phase === "violated");
  if (violated.length === 0) return "Nothing is seen to be violated, and not everything can be seen";
  const seen = sayViolated(violated);
  const [first] = weighed;
  if (first?.hypothesis.kind === "undescribed") return `${seen}; no described fault explains what is seen`;
  if (best === undefined) return `${seen}; no fault is described`;
  const places = possiblePlaces(weighed, best);
  if (places.length > 1) return `${seen}; it is "${best.suspects[0]?.fault.title}", on ${list(places, "or")}`;
  return `${seen}; most probable with ${sayShare(best.confidence)} is: ${sayCauses(causesOf(best.suspects))}`;
}

/** From this on it is known what is wrong, though not where; and a member below the other is out of the question. */
const knownFrom = { fault: 0.7, member: 0.05 } as const;

/** Where the fault that fits best could be, where it is clear that it is this fault and not on which member. */
function possiblePlaces(weighed: readonly Weighed[], { suspects }: Choice): readonly string[] {
  const [suspect, another] = suspects;
  if (suspect === undefined || another !== undefined) return [];
  const at = new Map<string, number>();
  let sum = 0;
  for (const { hypothesis, probability } of weighed) {
    if (hypothesis.kind !== "described") continue;
    const same = hypothesis.suspects.filter(({ fault }) => fault === suspect.fault);
    if (same.length > 0) sum += probability;
    for (const { member } of same) if (member !== undefined) at.set(member, (at.get(member) ?? 0) + probability);
  }
  if (sum < knownFrom.fault) return [];
  return [...at].flatMap(([member, probability]) => (probability >= knownFrom.member ? [member] : [])).toSorted();
}

const mostNamed = 3;

/** `node_down on node-2 and high_latency are violated` */
function sayViolated(violated: readonly Standing[]): string {
  const names = violated.map(({ invariant, judgement }) => `${invariant.name}${on(judgement.member)}`).toSorted();
  const more = names.length - mostNamed;
  const said = more > 0 ? [...names.slice(0, mostNamed), `${more} more`] : names;
  return `${list(said)} ${names.length === 1 ? "is" : "are"} violated`;
}

function latest(dates: readonly Date[]): Date {
  return new Date(Math.max(...dates.map((date) => date.getTime())));
}

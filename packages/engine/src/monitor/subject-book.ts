import { keyOf, type Standing, type ViolationKey } from "@steadyhand/core/incident";
import {
  type Blindness,
  blindnesses,
  blindToAll,
  type Invariant,
  type Judgement,
  nextMoment,
  type Observation,
  observed,
  observedTiming,
  resume,
  type Timing,
  unwatched,
  type Watched,
  watch,
} from "@steadyhand/core/invariant";
import type { Subject } from "@steadyhand/subject";
import type { KeptWatch, Said } from "./incident-port.ts";
import { judgeAll } from "./judge-all.ts";
import type { Look } from "./look.ts";

/** Where every invariant of a subject stands, look by look, in memory; and what of it is not stored yet. */
export interface SubjectBook {
  /** Judges a look that ended at `at`. Time never goes back: an earlier one counts as now. */
  take(look: Look, at: Date): void;
  /** When the last look ended. */
  lookedAt(): Date | undefined;
  /** Whether all of it could be seen. */
  isObserved(): boolean;
  /** Whether something is violated for certain, or settles. */
  isTroubled(): boolean;
  /** The moment at which something changes if what was seen goes on, where it is still to come. */
  nextAt(): Date | undefined;
  standing(): readonly Standing[];
  /** What has changed since it was stored. */
  unsaved(): Unsaved;
}

export interface Unsaved {
  readonly put: readonly KeptWatch[];
  readonly gone: readonly ViolationKey[];
  readonly isEmpty: boolean;
  /** It is stored now, but for what has changed meanwhile. */
  saved(): void;
}

interface Entry {
  readonly watched: Watched;
  readonly said?: Said;
}

/** Of a text of a subject's; the rest of it is for its logs. */
const mostSaid = 1_000;

/** One for all of which nothing is known: a thousand members that are well cost a place in a map each. */
const well: Entry = { watched: unwatched };
const gone: Pick<Judgement, "verdict" | "why"> = {
  verdict: "holds",
  why: "it is there no more, and nobody expects it",
};
const unseen = (why: string): Pick<Judgement, "verdict" | "why"> => ({ verdict: "unknown", why });

export interface BookOptions {
  readonly subject: Pick<Subject, "expected" | "invariants">;
  /** What a store holds of it. */
  readonly kept: readonly KeptWatch[];
  /** When the looks are further apart than this, nobody was looking. */
  readonly gapMs: number;
  /** Removes secrets from what a subject says. */
  readonly redact: (text: string) => string;
}

export function createSubjectBook({ subject, kept, gapMs, redact }: BookOptions): SubjectBook {
  const { invariants } = subject;
  const byName = new Map(invariants.map((invariant) => [invariant.name, invariant]));
  const expected = new Set(subject.expected.map(({ id }) => id));
  /** By invariant, then by member; the whole is the empty member. */
  const entries = new Map<string, Map<string, Entry>>();
  const stored = new Set<string>();
  const changed = new Map<string, ViolationKey>();
  let lookedAt: Date | undefined;
  let isObserved = false;
  let isTroubled = false;
  let nextAt: Date | undefined;

  for (const { invariant, member, ...entry } of kept) {
    membersOf(invariant).set(member ?? "", entry);
    stored.add(keyOf(keyFor(invariant, member ?? "")));
  }

  function membersOf(invariant: string): Map<string, Entry> {
    const known = entries.get(invariant);
    if (known !== undefined) return known;
    const made = new Map<string, Entry>();
    entries.set(invariant, made);
    return made;
  }

  function take(look: Look, at: Date): void {
    const isGap = lookedAt === undefined || at.getTime() - lookedAt.getTime() > gapMs;
    if (isGap) resumeAll(at);
    lookedAt = at;
    isTroubled = false;
    nextAt = undefined;
    const blind = look.kind === "failed" ? takeFailed(look.why, at) : takeSeen(look.observation, at);
    takeObserved(blind, look, at);
    isObserved = blind.length === 0;
  }

  function resumeAll(at: Date): void {
    for (const [name, members] of entries) {
      const timing = byName.get(name) ?? observedTiming(invariants);
      for (const [member, entry] of members)
        put(name, member, entry, { ...entry, watched: resume(entry.watched, timing, at) });
    }
  }

  function takeFailed(why: string, at: Date): readonly Blindness[] {
    for (const [name, members] of entries) {
      const invariant = byName.get(name);
      if (invariant === undefined) continue;
      for (const member of members.keys()) step(invariant, member, unseen(why), at);
    }
    return [blindToAll(invariants, why)];
  }

  function takeSeen(observation: Observation, at: Date): readonly Blindness[] {
    const judged = judgeAll(invariants, observation);
    for (const [invariant, judgements] of judged) {
      const members = membersOf(invariant.name);
      for (const [member, judgement] of judgements) step(invariant, member, judgement, at);
      if (members.size === judgements.size) continue;
      for (const member of members.keys()) {
        if (!judgements.has(member)) leave(invariant, member, isGone(member, observation) ? gone : unjudged, at);
      }
    }
    for (const [name, members] of entries) {
      if (name === observed.name || byName.has(name)) continue;
      // Whoever describes the subject took it out: it settles like anything else.
      const past = { ...pastInvariant, name };
      for (const member of members.keys()) leave(past, member, gone, at);
    }
    return blindnesses(judged, observation);
  }

  /** That it can be seen is an invariant like any other, whose grace depends on what cannot be judged. */
  function takeObserved(blind: readonly Blindness[], look: Look, at: Date): void {
    const members = membersOf(observed.name);
    const byMember = new Map(blind.map((one) => [one.member, one]));
    for (const [member, { why, timing, severity }] of byMember) {
      step({ ...observed, ...timing, severity }, member, { verdict: "violated", why }, at);
    }
    const other = look.kind === "failed" ? unseen(look.why) : ({ verdict: "holds", why: "it was seen" } as const);
    for (const member of members.keys()) {
      if (byMember.has(member)) continue;
      leave({ ...observed, ...observedTiming(invariants), severity: "warning" }, member, other, at);
    }
  }

  /** Nothing was read that would say whether it is there, unless the list of members was. */
  function isGone(member: string, { members, blind }: Observation): boolean {
    if (member === "" || expected.has(member)) return false;
    return !members.some(({ id }) => id === member) && !blind.some(({ what }) => what === "members");
  }

  function step(invariant: Named, member: string, judgement: Pick<Judgement, "verdict" | "why">, at: Date): Entry {
    const before = entries.get(invariant.name)?.get(member) ?? well;
    const { next, change } = watch(before.watched, judgement, invariant, at);
    const isNews = change === "confirmed" || (change === "relapsed" && judgement.verdict === "violated");
    const said = isNews ? say(invariant, judgement) : before.said;
    const after = next === before.watched ? before : entryOf(next, said);
    put(invariant.name, member, before, after);
    if (next.phase === "violated" || next.phase === "settling") isTroubled = true;
    const moment = nextMoment(next, invariant);
    if (moment !== undefined && moment > at && (nextAt === undefined || moment < nextAt)) nextAt = moment;
    return after;
  }

  /** As `step`, of what is judged no more: it is forgotten once nothing is wrong with it. */
  function leave(invariant: Named, member: string, judgement: Pick<Judgement, "verdict" | "why">, at: Date): void {
    if (isWell(step(invariant, member, judgement, at))) entries.get(invariant.name)?.delete(member);
  }

  function put(invariant: string, member: string, before: Entry, after: Entry): void {
    const members = membersOf(invariant);
    if (members.get(member) !== after) members.set(member, after);
    if (before === after || isKeptAlike(before.watched, after.watched)) return;
    const key = keyFor(invariant, member);
    changed.set(keyOf(key), key);
  }

  function say({ title, severity }: Named, { why = "", value, limit }: Partial<Judgement>): Said {
    const safe = (text: string) => redact(text).slice(0, mostSaid).toWellFormed();
    return {
      ...{ title, severity, why: safe(why) },
      ...(value !== undefined && { value: typeof value === "string" ? safe(value) : value }),
      ...(limit !== undefined && { limit: safe(limit) }),
    };
  }

  function entryAt({ invariant, member }: ViolationKey): Entry {
    return entries.get(invariant)?.get(member ?? "") ?? well;
  }

  function unsaved(): Unsaved {
    const keys = [...changed].map(([name, key]) => ({ name, key, entry: entryAt(key) }));
    const put = keys.filter(({ entry }) => !isWell(entry));
    const gone = keys.filter(({ name, entry }) => isWell(entry) && stored.has(name));
    return {
      put: put.map(({ key, entry }) => ({ ...key, ...entry })),
      gone: gone.map(({ key }) => key),
      isEmpty: put.length + gone.length === 0,
      saved() {
        for (const { name, key, entry } of keys) if (entryAt(key) === entry) changed.delete(name);
        for (const { name } of put) stored.add(name);
        for (const { name } of gone) stored.delete(name);
      },
    };
  }

  return {
    take: (look, at) => take(look, lookedAt !== undefined && at < lookedAt ? lookedAt : at),
    lookedAt: () => lookedAt,
    isObserved: () => isObserved,
    isTroubled: () => isTroubled,
    nextAt: () => nextAt,
    standing: () =>
      [...entries].flatMap(([invariant, members]) =>
        [...members].flatMap(([member, entry]) => standingOf(keyFor(invariant, member), entry) ?? []),
      ),
    unsaved,
  };
}

type Named = Timing & Pick<Invariant, "name" | "title" | "severity">;

const pastInvariant = { title: "", severity: "warning", graceMs: 0, settleMs: observed.settleMs } as const;
const unjudged = unseen("nothing was said of it");

function keyFor(invariant: string, member: string): ViolationKey {
  return member === "" ? { invariant } : { invariant, member };
}

function entryOf(watched: Watched, said: Said | undefined): Entry {
  const isStanding = watched.phase === "violated" || watched.phase === "settling";
  return isStanding && said !== undefined ? { watched, said } : { watched };
}

function isWell({ watched }: Entry): boolean {
  return watched.phase === "holding" && watched.onsets.length === 0;
}

/** Since when it is blind is not kept: a network that is cut would have all of it written. */
function isKeptAlike(before: Watched, after: Watched): boolean {
  const [{ blindSince: _, ...one }, { blindSince: __, ...other }] = [before, after];
  const [ones, others]: [Record<string, unknown>, Record<string, unknown>] = [one, other];
  return Object.keys({ ...ones, ...others }).every((name) => ones[name] === others[name]);
}

function standingOf(key: ViolationKey, { watched, said }: Entry): Standing | undefined {
  if (watched.phase !== "violated" && watched.phase !== "settling") return undefined;
  const { since, confirmedAt, onsets } = watched;
  const what: Said = said ?? { title: key.invariant, severity: "warning", why: "it was violated before" };
  const evidence = { ...key, ...what, since, confirmedAt, begunAt: onsets.at(-1) ?? since };
  if (watched.phase === "violated") return { ...evidence, state: "violated" };
  return { ...evidence, state: "settling", holdsSince: watched.holdsSince };
}

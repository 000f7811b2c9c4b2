import type { StandingWire, SubjectSummaryWire, SubjectWire } from "@steadyhand/api";
import { observed, observedTiming, type SeenMember } from "@steadyhand/core/invariant";
import type { LastLook } from "@steadyhand/engine";
import type { KnownSubject } from "../start/watch-subjects.ts";
import { presentAction } from "./action.ts";
import { plain } from "./plain.ts";
import { presentStandings, worstOf } from "./standings.ts";

/** A subject with what this server saw of it last, which may be nothing. */
export interface SeenSubject {
  readonly known: KnownSubject;
  readonly last: LastLook | undefined;
  /** What was seen still holds its secrets. */
  readonly redact: (text: string) => string;
}

export function presentSubjectSummary(seen: SeenSubject): SubjectSummaryWire {
  const invariants = judgedInvariants(seen).map(({ standings: _, ...invariant }) => invariant);
  return { ...factsOf(seen), invariants };
}

export function presentSubject(seen: SeenSubject): SubjectWire {
  const { subject } = seen.known;
  const { last, redact } = seen;
  const observation = last?.look.kind === "seen" ? last.look.observation : undefined;
  const none = { members: [], samples: [], blind: [] };
  const { members, samples, blind } = observation ?? none;
  return {
    ...factsOf(seen),
    invariants: judgedInvariants(seen),
    members: plain(membersOf(subject.expected, members), redact),
    samples: plain(samples, redact),
    blind: plain(blind, redact),
    topology: observation ? plain(subject.topology(observation).edges, redact) : [],
    actions: subject.actions.map(({ action }) => presentAction(action.declare())),
    faults: subject.faults.map(({ name, title }) => ({ name, title })),
    hasLogs: subject.readLogs !== undefined,
    hasMetrics: subject.queryMetrics !== undefined,
  };
}

function factsOf({ known, last, redact }: SeenSubject) {
  const { name, environment, project, level, isDisposable, everyMs, withinMs } = known.file;
  return {
    ...{ name, kind: known.subject.kind, environment, isDisposable, everyMs, withinMs, path: known.path },
    ...(project !== undefined && { project }),
    ...(level !== undefined && { level }),
    isWatched: known.isWatched,
    ...(last && { lastLook: presentLook(last, redact) }),
    ...(last?.look.kind === "seen" && { counts: countsOf(last.look.observation.members) }),
  };
}

function presentLook({ at, look }: LastLook, redact: SeenSubject["redact"]) {
  const failed = look.kind === "failed" ? { why: redact(look.why) } : {};
  return { at: at.toISOString(), outcome: look.kind, ...failed };
}

function countsOf(members: readonly SeenMember[]) {
  const count = (wanted: SeenMember["state"]) => members.filter(({ state }) => state === wanted).length;
  return { up: count("up"), down: count("down"), leaving: count("leaving"), unknown: count("unknown") };
}

type JudgedInvariant = SubjectWire["invariants"][number];

function judgedInvariants({ known: { subject }, last, redact }: SeenSubject): JudgedInvariant[] {
  const standings = last && presentStandings(subject.invariants, last);
  const seeing = { ...observed, ...observedTiming(subject.invariants), severity: "critical" } as const;
  return [...subject.invariants, seeing].map(({ name, title, severity, graceMs, settleMs }) => {
    const own = plain(standings?.get(name) ?? [], redact) as StandingWire[];
    return { name, title, severity, graceMs, settleMs, standings: own, ...(standings && { phase: worstOf(own) }) };
  });
}

/** Those that are expected come first: one that nobody saw is there as well. */
function membersOf(expected: KnownSubject["subject"]["expected"], members: readonly SeenMember[]) {
  const byId = new Map(members.map((one) => [one.id, one]));
  const ours = new Set(expected.map(({ id }) => id));
  const besides = members.filter(({ id }) => !ours.has(id));
  return [
    ...expected.map(({ id, kind }) => ({ id, kind, isExpected: true, ...stateOf(byId.get(id)) })),
    ...besides.map((one) => ({ id: one.id, kind: one.kind, isExpected: false, ...stateOf(one) })),
  ];
}

function stateOf(member: SeenMember | undefined): Pick<SeenMember, "why"> & Partial<Pick<SeenMember, "state">> {
  if (member === undefined) return {};
  const { state, why } = member;
  return { state, ...(why !== undefined && { why }) };
}

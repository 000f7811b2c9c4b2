import {
  decideIncident,
  type Incident,
  type IncidentFact,
  type IncidentId,
  keyOf,
  type ResolvedIncident,
  type Standing,
} from "@steadyhand/core/incident";
import {
  blindnesses,
  blindToAll,
  type Invariant,
  type Judgement,
  nextMoment,
  type Observation,
  observed,
  type SeenMember,
  type Timing,
  unwatched,
  type Watched,
  watch,
} from "@steadyhand/core/invariant";
import type { Subject } from "@steadyhand/subject";

/** Where one invariant of one member stands, with what was last said of it. */
export interface Row {
  readonly invariant: string;
  readonly member?: string;
  readonly title: string;
  readonly severity: Invariant["severity"];
  readonly timing: Timing;
  readonly watched: Watched;
  readonly judgement: Pick<Judgement, "verdict" | "why" | "value" | "limit">;
}

/** What one look changed. */
export interface Changes {
  readonly members: readonly SeenMember[];
  /** Where they stand now, of those that stand elsewhere than before. */
  readonly rows: readonly (Row & { readonly before: Watched["phase"] })[];
  /** What happened to the newest incident. */
  readonly facts: readonly IncidentFact[];
}

export type Look =
  | { readonly kind: "seen"; readonly observation: Observation }
  | { readonly kind: "failed"; readonly why: string };

/** A subject watched in this process alone: nothing of it is kept when the process ends. */
export interface LocalBook {
  take(look: Look, at: Date): Changes;
  members(): readonly SeenMember[];
  rows(): readonly Row[];
  /** Newest first. */
  incidents(): readonly Incident[];
  /** When a grace or a settling time ends, where that is still to come. */
  nextAt(): Date | undefined;
}

type Said = Omit<Row, "watched">;

/** Judges looks by the same rules as the monitor of a server. `newId` names an incident. */
export function createLocalBook(
  { name: subject, invariants }: Pick<Subject, "name" | "invariants">,
  newId: (at: Date) => IncidentId,
): LocalBook {
  const rows = new Map<string, Row>();
  let members: readonly SeenMember[] = [];
  let incidents: readonly Incident[] = [];
  let lookedAt: Date | undefined;

  function take(look: Look, at: Date): Changes {
    const before = new Map(rows);
    const seenBefore = new Map(members.map((member) => [member.id, member.state]));
    const said = sayAll(look);
    for (const one of said) step(one, at);
    const named = new Set(said.map(keyOf));
    for (const [key, row] of rows) if (!named.has(key)) step(unsaid(row, look), at);
    if (look.kind === "seen") members = look.observation.members;
    lookedAt = at;
    return {
      members: members.filter(({ id, state }) => seenBefore.get(id) !== state),
      rows: [...rows].flatMap(([key, row]) => {
        const phase = before.get(key)?.watched.phase ?? "holding";
        return phase === row.watched.phase ? [] : [{ ...row, before: phase }];
      }),
      facts: decide(!said.some(({ invariant }) => invariant === observed.name), at),
    };
  }

  function sayAll(look: Look): readonly Said[] {
    if (look.kind === "failed") return [sayBlind(blindToAll(invariants, look.why))];
    const judged = new Map(invariants.map((invariant) => [invariant, judge(invariant, look.observation)]));
    const said = [...judged].flatMap(([invariant, judgements]) =>
      [...judgements.values()].map((judgement) => sayOf(invariant, judgement)),
    );
    return [...said, ...blindnesses(judged, look.observation).map(sayBlind)];
  }

  function step(said: Said, at: Date): void {
    const key = keyOf(said);
    const { next } = watch(rows.get(key)?.watched ?? unwatched, said.judgement, said.timing, at);
    const isForgotten = said.invariant === observed.name && next.phase === "holding";
    if (isForgotten) rows.delete(key);
    else rows.set(key, { ...said, watched: next });
  }

  function decide(isObserved: boolean, at: Date): readonly IncidentFact[] {
    const [last] = incidents;
    const known = {
      ...(last && last.phase !== "resolved" && { open: last }),
      recent: incidents.filter((one): one is ResolvedIncident => one.phase === "resolved"),
    };
    const standing = [...rows.values()].flatMap(standingOf);
    const event = { type: "looked", subject, standing, isObserved, newId: newId(at) } as const;
    const decided = decideIncident(known, event, at);
    if (!decided.ok || decided.incident === undefined) return [];
    const { incident } = decided;
    incidents = [incident, ...incidents.filter(({ id }) => id !== incident.id)];
    return decided.facts;
  }

  return {
    take,
    members: () => members,
    rows: () => [...rows.values()],
    incidents: () => incidents,
    nextAt() {
      const moments = [...rows.values()].flatMap(({ watched, timing }) => nextMoment(watched, timing) ?? []);
      const coming = moments.filter((moment) => lookedAt === undefined || moment > lookedAt);
      return coming.toSorted((one, other) => one.getTime() - other.getTime())[0];
    },
  };
}

const rank: Readonly<Record<Judgement["verdict"], number>> = { violated: 2, unknown: 1, holds: 0 };

/** By member, the worse where there are two. An invariant that throws cannot be judged, and takes no other with it. */
function judge(invariant: Invariant, observation: Observation): ReadonlyMap<string, Judgement> {
  const byMember = new Map<string, Judgement>();
  for (const judgement of judgements(invariant, observation)) {
    const known = byMember.get(judgement.member ?? "");
    if (known === undefined || rank[judgement.verdict] > rank[known.verdict])
      byMember.set(judgement.member ?? "", judgement);
  }
  return byMember;
}

function judgements(invariant: Invariant, observation: Observation): readonly Judgement[] {
  try {
    return [...invariant.judge(observation)];
  } catch (error) {
    const why = `judging it failed: ${error instanceof Error ? error.message : String(error)}`;
    return [{ verdict: "unknown", why }];
  }
}

function sayOf({ name: invariant, title, severity, graceMs, settleMs }: Invariant, judgement: Judgement): Said {
  const { member, verdict, why, value, limit } = judgement;
  return {
    ...{ invariant, title, severity, timing: { graceMs, settleMs } },
    ...(member !== undefined && { member }),
    judgement: { verdict, why, ...(value !== undefined && { value }), ...(limit !== undefined && { limit }) },
  };
}

function sayBlind({ member, why, timing, severity }: ReturnType<typeof blindToAll>): Said {
  return {
    ...{ invariant: observed.name, title: observed.title, severity, timing },
    ...(member !== "" && { member }),
    judgement: { verdict: "violated", why },
  };
}

/** Of what nothing was said in a look: it was seen again, or it could not be seen, or it is there no more. */
function unsaid(row: Row, look: Look): Said {
  if (row.invariant === observed.name && look.kind === "seen")
    return { ...row, judgement: { verdict: "holds", why: "it was seen" } };
  const why = look.kind === "failed" ? look.why : "nothing was said of it";
  return { ...row, judgement: { verdict: "unknown", why } };
}

function standingOf({ watched, judgement, timing: _, ...row }: Row): readonly Standing[] {
  if (watched.phase !== "violated" && watched.phase !== "settling") return [];
  const { since, confirmedAt, onsets } = watched;
  const { why, value, limit } = judgement;
  const evidence = {
    ...{ ...row, since, confirmedAt, why, begunAt: onsets.at(-1) ?? since },
    ...(value !== undefined && { value }),
    ...(limit !== undefined && { limit }),
  };
  return watched.phase === "violated"
    ? [{ ...evidence, state: "violated" }]
    : [{ ...evidence, state: "settling", holdsSince: watched.holdsSince }];
}

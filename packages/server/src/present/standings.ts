import type { StandingWire } from "@steadyhand/api";
import type { Standing } from "@steadyhand/core/incident";
import { blindnesses, blindToAll, type Invariant, type Judgement, observed } from "@steadyhand/core/invariant";
import { judgeAll, type LastLook } from "@steadyhand/engine";
import { plain } from "./plain.ts";

/** Where each invariant stands by the last look, by its name; that it can be seen is one of them. */
export function presentStandings(
  invariants: readonly Invariant[],
  { look, standing }: LastLook,
): ReadonlyMap<string, readonly StandingWire[]> {
  const judged = look.kind === "seen" ? judgeAll(invariants, look.observation) : undefined;
  const byName = new Map(
    invariants.map((invariant) => [invariant.name, judged?.get(invariant) ?? allUnknown(standing, invariant, look)]),
  );
  const blind =
    look.kind === "seen" ? blindnesses(judged ?? new Map(), look.observation) : [blindToAll(invariants, look.why)];
  byName.set(observed.name, new Map(blind.map(({ member, why }) => [member, { verdict: "violated", why }])));
  return new Map([...byName].map(([name, judgements]) => [name, standingsOf(name, judgements, standing)]));
}

/** A look that failed says nothing of any of them: each is named that was in trouble before. */
function allUnknown(
  standing: readonly Standing[],
  { name }: Invariant,
  look: LastLook["look"],
): ReadonlyMap<string, Judgement> {
  const why = look.kind === "failed" ? look.why : "nothing was said of it";
  const known = standing.filter(({ invariant }) => invariant === name).map(({ member = "" }) => member);
  return new Map((known.length > 0 ? known : [""]).map((member) => [member, { verdict: "unknown", why }]));
}

function standingsOf(
  name: string,
  judgements: ReadonlyMap<string, Judgement>,
  standing: readonly Standing[],
): readonly StandingWire[] {
  const certain = new Map(
    standing.filter(({ invariant }) => invariant === name).map((one) => [one.member ?? "", one] as const),
  );
  const judged = [...judgements].map(([member, judgement]) => standingOf(member, judgement, certain.get(member)));
  // What is judged no more, and has not settled yet.
  const left = [...certain].filter(([member]) => !judgements.has(member));
  const isSeen = name === observed.name;
  return [
    ...judged,
    ...left.map(([member, one]) => standingOf(member, { verdict: isSeen ? "holds" : "unknown", why: one.why }, one)),
  ];
}

function standingOf(member: string, judgement: Judgement, certain: Standing | undefined): StandingWire {
  const { verdict, value, limit, why } = judgement;
  const phases = { holds: "holding", violated: "suspected", unknown: "unknown" } as const;
  return {
    ...(member !== "" && { member }),
    ...{ verdict, why, phase: certain?.state ?? phases[verdict] },
    ...(value !== undefined && { value }),
    ...(limit !== undefined && { limit }),
    ...(certain && plain({ since: certain.begunAt, confirmedAt: certain.confirmedAt })),
    ...(certain?.state === "settling" && plain({ holdsSince: certain.holdsSince })),
  };
}

const rank: Readonly<Record<StandingWire["phase"], number>> = {
  ...{ violated: 4, settling: 3, suspected: 2, unknown: 1, holding: 0 },
};

/** The worst of them; an invariant that is about nobody holds. */
export function worstOf(standings: readonly StandingWire[]): StandingWire["phase"] {
  return standings.map(({ phase }) => phase).reduce((one, other) => (rank[other] > rank[one] ? other : one), "holding");
}

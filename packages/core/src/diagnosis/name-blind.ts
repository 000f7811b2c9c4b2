import type { BlindSpot } from "../invariant/index.ts";
import type { Case, Standing } from "./case.ts";
import type { Spot } from "./chance-of.ts";
import type { Finding } from "./fault.ts";
import { foresee } from "./foresee.ts";
import type { Library, Weighed } from "./library.ts";
import { spotOf } from "./newest-of.ts";
import { on, quote } from "./say.ts";

/** What would tell less than this does not matter here. */
const leastBits = 0.05;
/** Of more than these only the number is told: then it is the watching that is broken. */
const mostBlind = 60;

/**
 * What could not be seen and would matter, that which would tell most first. What nobody can say of whether it matters is named too:
 * blind is not healthy.
 */
export function nameBlind(
  { library, blind, standings }: Pick<Case, "library" | "blind" | "standings">,
  weighed: readonly Weighed[],
  findings: readonly Finding[],
): readonly string[] {
  const unseen = unseenSpots(library, findings);
  const told = blind
    .slice(0, mostBlind)
    .map((spot) => ({ spot, bits: bitsOf(library, weighed, hiddenBy(spot, unseen, standings)) }))
    .filter(({ bits }) => bits >= leastBits)
    .toSorted((one, other) => (other.bits > one.bits ? 1 : other.bits < one.bits ? -1 : 0))
    .map(({ spot: { what, member, why } }) => `${what}${on(member)} could not be seen: ${quote(why)}`);
  const more = blind.length - mostBlind;
  return more > 0 ? [...told, `${more} more things could not be seen`] : told;
}

function bitsOf(library: Library, weighed: readonly Weighed[], hidden: readonly Spot[]): number {
  return hidden.length === 0 ? Number.POSITIVE_INFINITY : foresee(library, weighed, hidden).bits;
}

/** Everything that some fault could show, and that was not looked at. */
function unseenSpots(library: Library, findings: readonly Finding[]): readonly Spot[] {
  const seen = new Set(findings.map(spotOf));
  const anywhere = new Set(findings.filter(({ member }) => member === undefined).map(({ name }) => name));
  const names = new Set(library.faults.flatMap(({ shows, spreads }) => Object.keys({ ...shows, ...spreads })));
  return [...names]
    .filter((name) => !anywhere.has(name))
    .flatMap((name) =>
      library.members.filter(({ kind }) => canShow(library, name, kind)).map(({ id }): Spot => ({ name, member: id })),
    )
    .filter((spot) => !seen.has(spotOf(spot)));
}

function canShow({ faults }: Library, name: string, kind: string): boolean {
  return faults.some(({ strikes, shows, spreads }) => {
    return name in { ...spreads } || (name in shows && (strikes === undefined || strikes.includes(kind)));
  });
}

/** The findings that need what could not be seen: the sample's own, and those of the invariants that read it. */
function hiddenBy(
  { what, member }: BlindSpot,
  unseen: readonly Spot[],
  standings: readonly Standing[],
): readonly Spot[] {
  const names = new Set([
    `sample:${what}`,
    ...standings
      .filter(({ invariant }) => invariant.reads.includes(what))
      .map(({ invariant }) => `violated:${invariant.name}`),
  ]);
  return unseen.filter((spot) => names.has(spot.name) && (member === undefined || spot.member === member));
}

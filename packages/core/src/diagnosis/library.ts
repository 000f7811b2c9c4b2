import type { Fault, FindingName } from "./fault.ts";

/** What is known beforehand: how a subject breaks, and what it has. */
export interface Library {
  readonly faults: readonly Fault[];
  /** How likely a finding is while nothing is wrong, where that is not next to never. */
  readonly base?: Readonly<Record<FindingName, number>>;
  /** The expected ones: a fault is suspected of no other. */
  readonly members: readonly { readonly id: string; readonly kind: string }[];
}

/** A fault on the member that it struck, or on the whole. */
export interface Suspect {
  readonly fault: Fault;
  readonly member?: string;
}

/** What could be: faults of the library, one that nobody described, or nothing any more. */
export type Hypothesis =
  | { readonly kind: "described"; readonly suspects: readonly Suspect[] }
  /** `reach`: of all that is looked at, the share that it shows. */
  | { readonly kind: "undescribed"; readonly reach: number }
  | { readonly kind: "nothing" };

export interface Weighed {
  readonly hypothesis: Hypothesis;
  /** Between 0 and 1; those of all hypotheses add up to 1. */
  readonly probability: number;
}

/** Every fault on every member that it can strike, in the library's order. */
export function suspectsOf({ faults, members }: Library): readonly Suspect[] {
  return faults
    .filter(({ prior }) => prior > 0)
    .flatMap((fault): readonly Suspect[] => {
      const { strikes } = fault;
      if (strikes === undefined) return [{ fault }];
      return members.filter(({ kind }) => strikes.includes(kind)).map(({ id }) => ({ fault, member: id }));
    });
}

const sizes = new WeakMap<Library, number>();

/** In how many places a finding could be: each that some fault names, on each member. Worked out once for each library. */
export function sizeOf(library: Library): number {
  const known = sizes.get(library);
  if (known !== undefined) return known;
  const names = new Set(library.faults.flatMap(({ shows, spreads }) => Object.keys({ ...shows, ...spreads })));
  const size = Math.max(1, names.size) * Math.max(1, library.members.length);
  sizes.set(library, size);
  return size;
}

/** One text for one hypothesis, whatever order its suspects stand in. */
export function keyOf(hypothesis: Hypothesis): string {
  if (hypothesis.kind !== "described") return hypothesis.kind;
  return hypothesis.suspects
    .map(({ fault, member }) => `${fault.name}@${member ?? ""}`)
    .toSorted()
    .join(" ");
}

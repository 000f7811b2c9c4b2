import type { Spot } from "./chance-of.ts";
import { type Foreseen, foresee } from "./foresee.ts";
import type { Library, Weighed } from "./library.ts";

/** A way to look at something that was not looked at yet. */
export interface Look {
  readonly name: string;
  /** What somebody would do: `Read the log of node-2`. */
  readonly what: string;
  readonly costMs: number;
  /** The findings that it tells of, there or not. */
  readonly shows: readonly Spot[];
}

/** A look that is less likely than this to change what comes first is not worth its time. */
const leastTurns = 0.01;
/** Nothing is free: a look that says it costs less is held to cost so much. */
const leastCostMs = 1;

/** The look that is expected to tell most for its cost. `undefined` when no look is likely to change what comes first. */
export function nextLook(library: Library, weighed: readonly Weighed[], available: readonly Look[]): Look | undefined {
  return worthwhileLooks(library, weighed, available)[0];
}

/** Every look that could change what comes first, that which tells most for its cost first. */
export function worthwhileLooks(
  library: Library,
  weighed: readonly Weighed[],
  available: readonly Look[],
): readonly Look[] {
  return available
    .map((look) => ({ look, foreseen: foresee(library, weighed, look.shows) }))
    .filter(({ foreseen: { turns } }) => turns >= leastTurns)
    .toSorted((one, other) => worth(other) - worth(one) || (one.look.name < other.look.name ? -1 : 1))
    .map(({ look }) => look);
}

function worth({ look, foreseen }: { readonly look: Look; readonly foreseen: Foreseen }): number {
  return foreseen.bits / Math.max(look.costMs, leastCostMs);
}

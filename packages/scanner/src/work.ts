/** How much may still be read of one text. Counted and not timed, so that every machine gives the same answer. */
export interface Work {
  left: number;
  depth: number;
}

/** Thrown when a text asks for more than anybody would read before approving it. */
export class TooMuchWork extends Error {}

/** Enough for a script of some 200 commands; whoever needs more makes steps of it. */
const maxWork = 2_000;
/** Commands, loops and wrappers that lie inside one another deeper than this are not followed. */
const maxDepth = 100;

export function newWork(): Work {
  return { left: maxWork, depth: 0 };
}

/** Counts what is about to be done. */
export function spend(work: Work, units: number): void {
  work.left -= units;
  if (work.left < 0) throw new TooMuchWork("There is more in it than anybody reads before approving it.");
}

/** Goes one deeper for as long as `inside` takes. */
export function deeper(work: Work, inside: () => void): void {
  if (++work.depth > maxDepth) throw new TooMuchWork(`More than ${maxDepth} commands lie inside one another.`);
  inside();
  work.depth--;
}

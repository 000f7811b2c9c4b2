import { unreachable } from "../outcome/index.ts";
import type { Finding, FindingName } from "./fault.ts";
import { type Hypothesis, type Library, type Suspect, sizeOf } from "./library.ts";

/** Where a finding could be. */
export type Spot = Pick<Finding, "name" | "member">;

/**
 * Nothing is so rare that it cannot be seen. `usual`, while nothing is wrong: what reads can err. `atWork`, while some fault is at work:
 * faults have effects that nobody wrote down. Each so often that a look at everything has `inALook` of them, or else a fault would be
 * expected to touch ten of a thousand members by chance; and no more often than `most`.
 */
const least = { usual: { inALook: 0.1, most: 0.002 }, atWork: { inALook: 0.5, most: 0.01 } } as const;
/** Nothing is certain: one finding alone excludes no fault. */
const most = 0.99;

/** How likely a finding is there under a hypothesis. Several faults show it as a noisy or does (Pearl 1988, 4.3.2). */
export function chanceOf(library: Library, hypothesis: Hypothesis, spot: Spot): number {
  switch (hypothesis.kind) {
    case "described": {
      const { suspects } = hypothesis;
      return (
        1 - suspects.reduce((missed, suspect) => missed * (1 - shown(suspect, spot)), 1 - atWork(library, spot.name))
      );
    }
    case "undescribed":
      return 1 - (1 - usual(library, spot.name)) * (1 - hypothesis.reach);
    case "nothing":
      return usual(library, spot.name);
    default:
      return unreachable(hypothesis);
  }
}

/** How likely one suspect brings a finding about. What belongs to no member in particular is shown by all. */
export function shown({ fault, member: struck }: Suspect, { name, member }: Spot): number {
  const isOnIt = member === undefined || struck === undefined || member === struck;
  return Math.min((isOnIt ? fault.shows[name] : fault.spreads?.[name]) ?? 0, most);
}

/** How likely a finding is there while some fault is at work, and none of them brings it about. */
export function atWork(library: Library, name: FindingName): number {
  return Math.max(usual(library, name), Math.min(least.atWork.inALook / sizeOf(library), least.atWork.most));
}

function usual(library: Library, name: FindingName): number {
  const rarest = Math.min(least.usual.inALook / sizeOf(library), least.usual.most);
  return Math.min(Math.max(library.base?.[name] ?? 0, rarest), most);
}

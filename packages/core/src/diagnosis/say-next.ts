import type { Case } from "./case.ts";
import type { Finding } from "./fault.ts";
import type { Weighed } from "./library.ts";
import { spotOf } from "./newest-of.ts";
import { worthwhileLooks } from "./next-look.ts";
import type { Reached } from "./reach-outcome.ts";
import { sayClock } from "./say.ts";
import type { Suggested } from "./suggest.ts";

const mostLooks = 3;

/** What to look at or to wait for next. */
export function sayNext(
  known: Pick<Case, "library" | "looks">,
  reached: Reached,
  seen: {
    readonly weighed: readonly Weighed[];
    readonly findings: readonly Finding[];
    readonly blind: readonly string[];
    readonly suggested: Suggested;
  },
): readonly string[] {
  switch (reached.outcome) {
    case "recovered":
      return [];
    case "wait":
      return [
        reached.until === undefined ? "Look again when that is known" : `Look again at ${sayClock(reached.until)}`,
      ];
    case "cause_found":
      return seen.suggested.suggestions.length > 0
        ? []
        : ["No repair can be suggested: a person has to decide what to do"];
    default:
      return whatWouldTell(known, seen);
  }
}

function whatWouldTell(
  { library, looks }: Pick<Case, "library" | "looks">,
  { weighed, findings, blind }: { weighed: readonly Weighed[]; findings: readonly Finding[]; blind: readonly string[] },
): readonly string[] {
  const seen = new Set(findings.map(spotOf));
  const unseen = looks.map((look) => ({ ...look, shows: look.shows.filter((spot) => !seen.has(spotOf(spot))) }));
  const worth = worthwhileLooks(library, weighed, unseen).slice(0, mostLooks);
  if (worth.length > 0) return worth.map(({ what }) => what);
  if (blind.length > 0) return ["Make visible again what could not be seen, and look again"];
  return ["Nothing that can be looked at is likely to decide it: a person has to look"];
}

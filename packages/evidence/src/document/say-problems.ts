import type { Prose } from "./block.ts";
import type { Problem } from "./evidence.ts";
import { sentence } from "./words.ts";

/** So many are named: who has to look into it begins with the first. */
const mostNamed = 12;

/** What does not hold, one line each. */
export function sayProblems(problems: readonly Problem[]): readonly Prose[] {
  const named = problems.slice(0, mostNamed).map(({ code, says }): Prose => [{ text: `${sentence(says)} ` }, { code }]);
  const more = problems.length - named.length;
  return more > 0 ? [...named, `And ${more} more of that kind.`] : named;
}

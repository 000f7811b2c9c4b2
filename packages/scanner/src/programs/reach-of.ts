import type { Reach } from "@steadyhand/core/risk";
import type { Decided } from "./decided.ts";
import { objectsOf } from "./objects.ts";
import type { GivenFlag } from "./parse-call.ts";
import { matchesPath } from "./path-test.ts";

const everything = new Set(["--all", "--all-namespaces"]);
const selecting = new Set(
  "--selector --field-selector --label-selector --recursive --filter --filters --regex --pattern --match --glob".split(
    " ",
  ),
);

/** How far a call reaches, as far as its words tell. */
export function reachOf({ program, parsed, call, entry, scope }: Decided): Reach | undefined {
  const own = entry.own?.reach;
  if (own) return own;
  const { all, many } = program.reach;
  const isGiven = (names: ReadonlySet<string>) => parsed.flags.some((given) => names.has(given.flag) && isOn(given));
  if (all.some((path) => matchesPath(path, parsed)) || isGiven(everything)) return "all";
  if (many.some((path) => matchesPath(path, parsed)) || isGiven(selecting)) return "many";
  if (entry.effect === "reads" || entry.effect === "reveals") return undefined;
  const isOnceEach = scope.repeats === true && call.args.some(({ kind }) => kind !== "constant");
  if (parsed.loose.length > 0 || isOnceEach) return "many";
  const count = objectsOf(
    program,
    parsed,
    parsed.operands.map(({ text }) => text),
  ).length;
  if (count === 1) return "one";
  // Of other calls not every operand is an object: `mv from to`, `git push remote branch`.
  const isObjectEach = entry.effect === "deletes" || entry.effect === "stops" || entry.effect === "starts";
  return count > 1 && isObjectEach ? "many" : undefined;
}

function isOn({ value }: GivenFlag): boolean {
  return value !== "false";
}

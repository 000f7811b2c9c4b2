import { isDeepStrictEqual } from "node:util";
import type { SettingPath } from "../problem.ts";

/** Which way a change goes. `stricter`: less runs by itself, or more is asked of people. `other`: neither, or not to be told. */
export type Direction = "stricter" | "looser" | "other";

/** What a setting was and is; `undefined` where nothing holds. */
export interface Change {
  readonly before: unknown;
  readonly after: unknown;
}

type Compare = (change: Change) => Direction;

/** Which way a change of one setting goes. */
export function directionOf(path: SettingPath, change: Change): Direction {
  const [first, ...rest] = path;
  const last = path.at(-1);
  const named = first === "approvals" || first === "freezes" || first === "windows";
  if (named && rest.length === 1) return first === "windows" ? "other" : appearing(change);
  const holder = path.at(-2);
  if (holder === "error_share") return lowerIsStricter(change);
  if (first === "approval_minutes" || first === "attempt_seconds") return lowerIsStricter(change);
  if (first === "promotion") return last === "worse" ? lowerIsStricter(change) : higherIsStricter(change);
  if (first === "flags") return order([true, false])(change);
  if (holder === "action_classes" || holder === "blast_radius" || holder === "reversibility") return modes(change);
  return (typeof last === "string" && byName[last]?.(change)) || "other";
}

const appearing: Compare = ({ before, after }) => {
  if (before === undefined) return "stricter";
  return after === undefined ? "looser" : "other";
};

const lowerIsStricter: Compare = ({ before, after }) => {
  const [from, to] = [before ?? Number.POSITIVE_INFINITY, after ?? Number.POSITIVE_INFINITY];
  if (typeof from !== "number" || typeof to !== "number" || from === to) return "other";
  return to < from ? "stricter" : "looser";
};

const higherIsStricter: Compare = ({ before, after }) => lowerIsStricter({ before: after, after: before });

/** By their place in a list that gets stricter. */
function order(values: readonly unknown[]): Compare {
  return ({ before, after }) => {
    const [from, to] = [values.indexOf(before), values.indexOf(after)];
    if (from === to) return "other";
    return to > from ? "stricter" : "looser";
  };
}

const modes = order([undefined, "auto", "require", "deny"]);
const kinds = order([undefined, "click", "typed_target", "four_eyes"]);

/** Fewer of a list, where a list says who may: stricter. */
const fewerAreStricter: Compare = ({ before, after }) => {
  if (before === undefined) return "stricter";
  if (after === undefined) return "looser";
  return moreAreStricter({ before: after, after: before });
};

/** More of a list, where a list says where something holds: stricter. */
const moreAreStricter: Compare = ({ before, after }) => {
  if (!Array.isArray(before) || !Array.isArray(after)) return "other";
  const holds = (all: readonly unknown[], one: unknown) => all.some((other) => isDeepStrictEqual(one, other));
  const [keepsAll, addsNone] = [before.every((one) => holds(after, one)), after.every((one) => holds(before, one))];
  if (keepsAll === addsNone) return "other";
  return keepsAll ? "stricter" : "looser";
};

/** Session tiers: what is asked for, from each number of changes on. */
const tiers: Compare = ({ before, after }) => {
  const from = demands(before);
  const to = demands(after);
  const isStricter = to.some((kind, at) => kind > (from[at] ?? 0));
  const isLooser = to.some((kind, at) => kind < (from[at] ?? 0));
  if (isStricter === isLooser) return "other";
  return isStricter ? "stricter" : "looser";
};

const kindNames = ["nothing", "click", "typed_target", "four_eyes"];

function demands(value: unknown): number[] {
  // A list of tiers, as the schema has checked it.
  const list = value as readonly { readonly at: number; readonly kind: string }[];
  return Array.from({ length: 1001 }, (_, changes) =>
    Math.max(0, ...list.filter(({ at }) => changes >= at).map(({ kind }) => kindNames.indexOf(kind))),
  );
}

const byName: Readonly<Record<string, Compare>> = {
  governance_mode: order(["audit", "strict"]),
  safety_mode: order(["execute", "observe"]),
  ceiling: lowerIsStricter,
  standard: lowerIsStricter,
  changes_per_hour: lowerIsStricter,
  then: modes,
  after_unchanged: modes,
  after_worse: modes,
  share: lowerIsStricter,
  at_least: lowerIsStricter,
  environments: moreAreStricter,
  failures_in_a_row: lowerIsStricter,
  tiers,
  kind: kinds,
  count: higherIsStricterFromOne(),
  lifetime_minutes: lowerIsStricter,
  approvers: fewerAreStricter,
  may_resume: fewerAreStricter,
  allows: order(["second_person", "nothing"]),
};

/** Nothing said of a number of people is one. */
function higherIsStricterFromOne(): Compare {
  return ({ before, after }) => higherIsStricter({ before: before ?? 1, after: after ?? 1 });
}

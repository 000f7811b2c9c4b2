import { isWithin } from "../../policy/index.ts";
import type { GateRule, Known } from "../gate-rule.ts";

export const maintenanceWindows: GateRule = {
  name: "maintenance windows",
  says({ settings: { windows }, now, isChange }) {
    const isOpen = windows.some(({ value }) => isWithin(value.when, now) === true);
    if (!isChange || windows.length === 0 || isOpen) return undefined;
    const names = windows.map(({ value }) => value.name).join(", ");
    return { verdict: "approve", reason: `changes run by themselves only within ${names}, and none is open` };
  },
};

export const freezes: GateRule = {
  name: "freezes",
  says(known) {
    const [strictest] = frozenBy(known).toSorted(
      (a, b) => Number(a.value.allows !== "nothing") - Number(b.value.allows !== "nothing"),
    );
    if (strictest === undefined) return undefined;
    const { value, from } = strictest;
    return {
      verdict: value.allows === "second_person" ? "approve" : "refuse",
      reason: `frozen: ${value.reason} (${from})`,
    };
  },
  demands: (known) =>
    frozenBy(known).map(({ value, from }) => ({
      ...{ kind: "four_eyes", count: 2 },
      reason: `frozen: ${value.reason} (${from}): two people, and the target's name typed`,
    })),
};

/** A freeze whose times cannot be read holds. */
function frozenBy({ settings, now, isChange }: Known) {
  return isChange ? settings.freezes.filter(({ value }) => isWithin(value.when, now) !== false) : [];
}

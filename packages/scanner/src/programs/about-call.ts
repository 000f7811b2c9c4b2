import type { Evidence } from "@steadyhand/core/risk";
import { completeCommand } from "./carrier.ts";
import type { Decided } from "./decided.ts";
import type { Inverse } from "./inverse.ts";
import { findInverse, invert } from "./invert.ts";
import { reachOf } from "./reach-of.ts";
import { saferWay } from "./safer-way.ts";
import { takesSameObjects } from "./same-objects.ts";

/** What a finding says beyond its risk: effect, reach, whether and how it can be taken back, and what would be safer. */
export function aboutCall(decided: Decided): Partial<Evidence> {
  const { program, parsed, entry } = decided;
  const { effect } = entry;
  const reach = reachOf(decided);
  if (effect === "reads") return reach ? { effect, isReversible: true, reach } : { effect, isReversible: true };
  const inverse = findInverse(program, parsed);
  const undo = inverse && isAlone(decided) ? undoOf(decided, inverse) : undefined;
  const instead = saferWay(decided, { reach, inverse, undo });
  return {
    effect,
    isReversible: inverse !== undefined,
    ...(reach && { reach }),
    ...(undo !== undefined && { undo }),
    ...(instead !== undefined && { instead }),
  };
}

/** Whether the words of the call alone say what it acts on: no other folder, environment or input. */
function isAlone({ call, judge, scope }: Decided): boolean {
  const takesInput = call.args.some(
    ({ text }) => text === "-" || text.startsWith("/dev/") || text.startsWith("/proc/"),
  );
  return !judge.place.isElsewhere && scope.input.kind === "none" && !takesInput;
}

function undoOf(decided: Decided, inverse: Inverse): string | undefined {
  if (!takesSameObjects(decided, inverse)) return undefined;
  const { call, scope } = decided;
  const words = invert({ ...decided, inverse });
  return words && completeCommand(call.words, words, scope.carrier);
}

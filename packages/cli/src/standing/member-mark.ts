import type { MemberState } from "@steadyhand/core/invariant";
import type { Tone } from "../io/paint.ts";

/** A member's state as its shape and its word, and the colour that says it again. What could not be seen looks like nothing that is well. */
export const memberMarks: Readonly<Record<MemberState, readonly [tone: Tone, text: string]>> = {
  up: ["safe", "● up"],
  down: ["dangerous", "✖ down"],
  leaving: ["caution", "◐ leaving"],
  unknown: ["unknown", "░ unknown"],
};

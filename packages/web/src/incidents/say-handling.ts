import type { HandlingWire } from "@steadyhand/api";
import { sentence } from "../words/index.ts";

/** What stands before the reason, which itself may begin with the name of an action. */
const before: Readonly<Record<HandlingWire["kind"], string>> = {
  rest: "Nothing is done by itself",
  wait: "It is looked into again",
  investigate: "It is looked into next",
  look: "Now",
  propose: "Next",
  follow: "Now",
  escalate: "People are told that it goes no further by itself",
  stop: "Its investigation is stopped",
};

/** What comes next about an incident by itself, with the reason. */
export function sayHandling({ kind, why }: Pick<HandlingWire, "kind" | "why">): string {
  return sentence(`${before[kind]}: ${why}`);
}

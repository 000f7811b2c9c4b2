import type { ReasonerWire, RemedyWire } from "@steadyhand/api";
import { unreachable } from "@steadyhand/core/outcome";
import { drawLine } from "../io/draw-text.ts";

/** Who thinks about it: rules and a model are never mistaken for each other. */
export function sayReasoner(reasoner: ReasonerWire): string {
  return reasoner.kind === "rules"
    ? `rules, version ${reasoner.version}`
    : drawLine(`${reasoner.model} (${reasoner.provider})`);
}

/** What is not certain is never said to be. */
export function sayPercent(share: number): string {
  if (share > 0 && share < 0.01) return "under 1 %";
  if (share < 1 && share > 0.99) return "over 99 %";
  return `${Math.round(share * 100)} %`;
}

/** A call with its arguments: `restart_node node=node-2`. */
export function sayCall(name: string, given: Readonly<Record<string, unknown>>): string {
  const words = Object.entries(given).map(([key, value]) => `${key}=${String(value)}`);
  return drawLine([name, ...words].join(" "));
}

export function sayViolation({
  invariant,
  member,
}: {
  readonly invariant: string;
  readonly member?: string | undefined;
}) {
  return member === undefined ? invariant : `${invariant} of ${drawLine(member)}`;
}

/** What was proposed, and what has come of it so far. */
export function sayRemedy({ suggestion, phase, result, why }: RemedyWire): string {
  const what = sayCall(suggestion.action, suggestion.parameters);
  switch (phase) {
    case "proposed":
      return `${what}: proposed`;
    case "verifying":
      return `${what}: done; whether it helped is for ${suggestion.verifiedBy.join(", ")} to show`;
    case "ended":
      return `${what}: ${result ?? "ended"}${why === undefined ? "" : `: ${drawLine(why)}`}`;
    default:
      return unreachable(phase);
  }
}

import { unreachable } from "@steadyhand/core/outcome";
import { duration } from "../io/duration.ts";
import type { Tone } from "../io/paint.ts";

/** Where an invariant of a member stands, and what it waits for. */
export interface Standing {
  readonly phase: "holding" | "suspected" | "violated" | "settling";
  /** When what is wrong began. */
  readonly since?: Date | undefined;
  /** When its grace or its settling time is over if what was seen goes on. */
  readonly until?: Date | undefined;
  /** It cannot be seen at present. */
  readonly isBlind: boolean;
}

type Said = readonly [tone: Tone, text: string];

/** As its shape, its word and a countdown; the colour says no more than they do. */
export function sayStanding(standing: Standing, now: Date): Said {
  const { phase, since, until, isBlind } = standing;
  const left = secondsLeft(until, now);
  const long = since === undefined ? "" : ` for ${duration(Math.max(0, now.getTime() - since.getTime()))}`;
  switch (phase) {
    case "holding":
      return isBlind ? ["unknown", "░ not seen"] : ["safe", "● holds"];
    case "suspected":
      return ["caution", `◔ suspected${left && `, grace ${left}`}`];
    case "violated":
      return ["dangerous", `✖ violated${long}${isBlind ? ", not seen now" : ""}`];
    case "settling":
      return ["accent", `◑ settling${left && `, ${left} more`}`];
    default:
      return unreachable(phase);
  }
}

/** The same where there is room for two words. */
export function sayStandingShort({ phase, until, isBlind }: Standing, now: Date): Said {
  const left = secondsLeft(until, now);
  switch (phase) {
    case "holding":
      return isBlind ? ["unknown", "░ not seen"] : ["safe", "● holds"];
    case "suspected":
      return ["caution", left === "" ? "◔ suspected" : `◔ grace ${left}`];
    case "violated":
      return ["dangerous", "✖ violated"];
    case "settling":
      return ["accent", left === "" ? "◑ settling" : `◑ settles ${left}`];
    default:
      return unreachable(phase);
  }
}

function secondsLeft(until: Date | undefined, now: Date): string {
  return until === undefined ? "" : `${Math.max(0, Math.ceil((until.getTime() - now.getTime()) / 1000))} s`;
}

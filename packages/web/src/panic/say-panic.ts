import type { PanicRunWire, PanicViewWire } from "@steadyhand/api";
import type { MarkShape } from "../timeline/index.ts";
import { sayCount } from "../words/index.ts";

type Stop = PanicViewWire["stop"];

/** The whole in a line. What is not seen stopped is never called stopped. */
export function sayStop(stop: Stop): string {
  switch (stop) {
    case "stopped":
      return "everything is stopped";
    case "stopping":
      return "it is being stopped";
    case "unconfirmed":
      return "not everything is seen stopped";
  }
}

export function stopLook(state: Stop): {
  readonly shape: MarkShape;
  readonly tone: "plain" | "good" | "now";
  readonly isBlind: boolean;
} {
  switch (state) {
    case "stopped":
      return { shape: "stop", tone: "good", isBlind: false };
    case "stopping":
      return { shape: "run", tone: "now", isBlind: false };
    case "unconfirmed":
      return { shape: "question", tone: "plain", isBlind: true };
  }
}

/** What whoever reads it does next, while panic is on. */
export function sayNext(
  { stop, resumption, heldBy, people }: Pick<PanicViewWire, "stop" | "resumption" | "heldBy" | "people">,
  me: { readonly id: string },
): string {
  if (stop === "unconfirmed") return "Look at what was not seen stopped: it may still run.";
  if (heldBy !== undefined) return `Two people ended it, but ${heldBy}.`;
  if (resumption.phase === "asked") {
    return resumption.by.id === me.id
      ? "You asked to end it: a second person has to confirm."
      : `${resumption.by.name} asked to end it: read why, and confirm if it is over.`;
  }
  if (people === 1) return "Add a second person before it can end: one asks, another confirms.";
  return "When it is over, an admin asks to end it and a second person confirms. Each run then waits for somebody to resume it.";
}

/** What was seen of one run. */
export function sayRun({ state, processes, hasEnded, problem }: PanicRunWire): string {
  if (problem !== undefined) return problem;
  if (state === "stopping") return "it was told to stop";
  if (state === "unconfirmed") return "it was not seen stopped";
  if (hasEnded) return "it has ended";
  return processes === 0 ? "nothing of it runs" : `${sayCount(processes, "process", "processes")} stopped`;
}

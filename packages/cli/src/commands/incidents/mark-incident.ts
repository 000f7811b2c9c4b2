import type { IncidentWire } from "@steadyhand/api";
import { drawLine } from "../../io/draw-text.ts";
import type { Tone } from "../../io/paint.ts";

/** How an incident stands and how bad it is, as a shape and words, and the colour that says it again. */
export function markIncident({
  phase,
  severity,
  hold,
}: Pick<IncidentWire, "phase" | "severity" | "hold">): readonly [tone: Tone, text: string] {
  if (phase === "resolved") return ["safe", "● resolved"];
  const held = hold ? `, held by ${drawLine(hold.by.name)}` : "";
  const mark = phase === "settling" ? `◑ settling, ${severity}` : `✖ ${severity}`;
  return [severity === "critical" ? "dangerous" : "caution", `${mark}${held}`];
}

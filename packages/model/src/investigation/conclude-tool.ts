import { z } from "zod";
import type { OfferedTool } from "../call/protocol.ts";

export const concludeName = "conclude";

const text = z.string();
const texts = z.array(text);
const evidence = z.array(z.strictObject({ what: text, turn: z.int().min(0), member: text.nullable() }));
const chance = z.number().min(0).max(1);

/** A model's conclusion as it must be. Exactly these members: whoever adds one did not answer what was asked. */
export const Conclusion = z.strictObject({
  outcome: z.enum(["cause_found", "inconclusive", "wait", "recovered"]),
  summary: text.min(1),
  causes: z.array(z.strictObject({ name: text.min(1), title: text, members: texts, why: text })),
  confidence: chance,
  timeline: z.array(z.strictObject({ at: z.iso.datetime({ offset: true }), what: text })),
  members: texts,
  evidence_for: evidence,
  evidence_against: evidence,
  blind: texts,
  alternatives: z.array(z.strictObject({ title: text.min(1), probability: chance, why_not: text })),
  risks: texts,
  suggestions: z.array(
    z.strictObject({
      action: text.min(1),
      parameters: z.array(z.strictObject({ name: text.min(1), value: z.union([z.string(), z.number(), z.boolean()]) })),
      member: text.nullable(),
      predicted: text,
      verified_by: texts,
      risks: texts,
    }),
  ),
  next: texts,
});

export type Conclusion = z.infer<typeof Conclusion>;

const said = (description: string) => ({ type: "string", description });
const listed = (items: object, description: string) => ({ type: "array", items, description });
const lines = (description: string) => listed({ type: "string" }, description);
const given = { anyOf: [{ type: "string" }, { type: "number" }, { type: "boolean" }] };
const memberOrNone = { anyOf: [{ type: "string" }, { type: "null" }], description: "A member's id, or null" };
const share = (description: string) => ({ type: "number", description: `From 0 to 1: ${description}` });

function closed(properties: Readonly<Record<string, object>>): object {
  return { type: "object", properties, required: Object.keys(properties), additionalProperties: false };
}

const evidenceSchema = closed({
  what: said("What was seen there"),
  turn: { type: "integer", description: "The turn that showed it; 0 for what the incident itself says" },
  member: memberOrNone,
});

/** The end of an investigation. The same as `Conclusion`, in what both vendors' strict modes take. */
export const concludeTool: OfferedTool = {
  name: concludeName,
  description:
    "Ends the investigation with what was found. To have found nothing certain, and to wait, are good ends too.",
  schema: closed({
    outcome: {
      type: "string",
      enum: ["cause_found", "inconclusive", "wait", "recovered"],
      description:
        "cause_found: at least one cause with evidence; inconclusive: no cause is clear; wait: it is likely to heal by itself; recovered: nothing is violated any more",
    },
    summary: said("One line: what is wrong, and where"),
    causes: listed(
      closed({
        name: said("The name of a known fault, or a short one of your own"),
        title: said("A short claim"),
        members: lines("Where it is; empty for the whole"),
        why: said("How it brings about what is seen"),
      }),
      "What is named as the cause; empty unless the outcome is cause_found",
    ),
    confidence: share("your honest probability that the causes are right"),
    timeline: listed(closed({ at: said("ISO 8601, such as 2026-01-31T12:00:00Z"), what: said("What happened") }), ""),
    members: lines("The members that are affected"),
    evidence_for: listed(evidenceSchema, "What speaks for it, strongest first"),
    evidence_against: listed(evidenceSchema, "What speaks against it"),
    blind: lines("What could not be seen and would matter"),
    alternatives: listed(
      closed({
        title: said("What else it could be"),
        probability: share("of this"),
        why_not: said("Why it is not first"),
      }),
      "Two or three",
    ),
    risks: lines("What could go wrong, also if nothing is done"),
    suggestions: listed(
      closed({
        action: said("The name of one of the actions that may be suggested"),
        parameters: listed(closed({ name: said("A parameter of it"), value: given }), "Its parameters"),
        member: memberOrNone,
        predicted: said("What will be seen when it works"),
        verified_by: lines("The invariants that must hold again"),
        risks: lines("What it could do besides"),
      }),
      "Best first, at most three; empty when nothing that is offered would help. Each is judged, and waits for a person where it must",
    ),
    next: lines("What to look at or to wait for next"),
  }),
};

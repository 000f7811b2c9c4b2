import type { Diagnosis, Evidence } from "@steadyhand/core/diagnosis";
import type { Investigation, Remedy, Told, ToolAnswer, Turn } from "@steadyhand/core/investigation";
import type { Json } from "@steadyhand/core/json";
import { unreachable } from "@steadyhand/core/outcome";
import { decodeWatched } from "../incidents/index.ts";

// Only `JSON.stringify` of these types writes the documents, and the migration in force knows their shape.

/** Of each variant of its own: `Omit` alone would forget which belongs to which phase. */
type Without<Value, Key extends PropertyKey> = Value extends unknown ? Omit<Value, Key> : never;
type Whole = Without<Investigation, "turns">;
type Asked = Pick<Turn, "call" | "askedAt">;
type Answered = Omit<ToolAnswer, "text">;

/** A turn as its row holds it. */
export interface TurnDocuments {
  readonly number: number;
  readonly asked: unknown;
  readonly answered: unknown;
  readonly text: unknown;
}

/** All of it but its turns, which have rows of their own. */
export function encodeInvestigation({ turns: _, ...whole }: Investigation): string {
  return JSON.stringify(whole);
}

export function encodeAsked({ call, askedAt }: Turn): string {
  const asked: Asked = { call, askedAt };
  return JSON.stringify(asked);
}

export function encodeAnswered({ text, ...answered }: ToolAnswer): {
  readonly answered: string;
  readonly text: string;
} {
  return { answered: JSON.stringify(answered), text: JSON.stringify(text) };
}

export function decodeInvestigation(document: unknown, turns: readonly TurnDocuments[]): Investigation {
  const { startedAt, told, ...json } = document as Json<Whole>;
  const whole = { startedAt: new Date(startedAt), told: told.map(decodeTold), turns: turns.map(decodeTurn) };
  switch (json.phase) {
    case "looking":
      return { ...json, ...whole };
    case "concluded": {
      const { remedy, escalated, ...concluded } = json;
      return {
        ...{ ...concluded, ...whole, endedAt: new Date(json.endedAt), diagnosis: decodeDiagnosis(json.diagnosis) },
        ...(remedy && { remedy: decodeRemedy(remedy) }),
        ...(escalated && { escalated: { ...escalated, at: new Date(escalated.at) } }),
      };
    }
    case "stopped":
      return { ...json, ...whole, endedAt: new Date(json.endedAt) };
    default:
      return unreachable(json);
  }
}

function decodeTold({ at, ...told }: Json<Told>): Told {
  return { ...told, at: new Date(at) };
}

function decodeTurn({ number, asked, answered, text }: TurnDocuments): Turn {
  const { call, askedAt } = asked as Json<Asked>;
  const turn: Turn = { number, call, askedAt: new Date(askedAt) };
  if (answered === null) return turn;
  // Both are there, or neither is: the table says so.
  return { ...turn, answer: decodeAnswer(answered as Json<Answered>, text as string) };
}

function decodeAnswer({ endedAt, seen, ...answered }: Json<Answered>, text: string): ToolAnswer {
  return { ...answered, endedAt: new Date(endedAt), text, ...(seen && { seen: decodeSeen(seen) }) };
}

type Seen = NonNullable<ToolAnswer["seen"]>;

function decodeSeen({ findings, standings, ...seen }: Json<Seen>): Seen {
  return {
    ...seen,
    ...(findings && { findings: findings.map((finding) => ({ ...finding, at: new Date(finding.at) })) }),
    ...(standings && { standings: standings.map((one) => ({ ...one, watched: decodeWatched(one.watched) })) }),
  };
}

function decodeDiagnosis({ at, timeline, evidenceFor, evidenceAgainst, ...json }: Json<Diagnosis>): Diagnosis {
  return {
    ...{ ...json, at: new Date(at), timeline: timeline.map((event) => ({ ...event, at: new Date(event.at) })) },
    ...{ evidenceFor: evidenceFor.map(decodeEvidence), evidenceAgainst: evidenceAgainst.map(decodeEvidence) },
  };
}

function decodeEvidence({ at, ...evidence }: Json<Evidence>): Evidence {
  return { ...evidence, at: new Date(at) };
}

function decodeRemedy({ proposedAt, ...json }: Json<Remedy>): Remedy {
  const proposed = { proposedAt: new Date(proposedAt) };
  switch (json.phase) {
    case "proposed":
      return { ...json, ...proposed };
    case "verifying":
      return { ...json, ...proposed, doneAt: new Date(json.doneAt), until: new Date(json.until) };
    case "ended": {
      const { doneAt, ...ended } = json;
      const done = doneAt === undefined ? {} : { doneAt: new Date(doneAt) };
      return { ...ended, ...proposed, ...done, endedAt: new Date(json.endedAt) };
    }
    default:
      return unreachable(json);
  }
}

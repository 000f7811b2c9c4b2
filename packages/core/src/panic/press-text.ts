import type { Actor } from "../identity/index.ts";
import type { PanicId, PanicPress } from "./panic-state.ts";

/** One press as text, for a flag file, a key of Redis and other nodes. */
export function writePress({ id, since, by, reason, kill }: PanicPress): string {
  return JSON.stringify({ id, since: since.toISOString(), by, reason, kill });
}

/** Longer ones are cut: a press must never be refused for its reason. */
export const longestReason = 500;

/** Reads one press. `undefined` for anything that is not whole: whoever asks then takes its being there as the press. */
export function readPress(text: string): PanicPress | undefined {
  try {
    return pressOf(JSON.parse(text));
  } catch {
    // Not JSON: somebody else's words.
    return undefined;
  }
}

/** The same of a value that was parsed already. */
export function pressOf(value: unknown): PanicPress | undefined {
  if (!isRecord(value)) return undefined;
  const { id, since, by, reason, kill } = value;
  const actor = actorOf(by);
  if (!isPanicId(id) || typeof since !== "string" || actor === undefined) return undefined;
  const at = new Date(since);
  if (Number.isNaN(at.getTime()) || typeof reason !== "string" || typeof kill !== "boolean") return undefined;
  return { id, since: at, by: actor, reason: reason.slice(0, longestReason), kill };
}

/** Ids as we make them: nothing else gets into files, keys and rows. */
export function isPanicId(value: unknown): value is PanicId {
  return typeof value === "string" && /^pan_[A-Za-z0-9_-]{1,64}$/.test(value);
}

const kinds: readonly unknown[] = ["person", "policy", "schedule", "model", "agent", "system"];

function actorOf(value: unknown): Actor | undefined {
  if (!isRecord(value)) return undefined;
  const { kind, id, name } = value;
  if (!kinds.includes(kind) || typeof name !== "string" || name.length > 200) return undefined;
  if (typeof id !== "string" || !/^act_[A-Za-z0-9_.-]{1,64}$/.test(id)) return undefined;
  // Each part was just checked to be of its type.
  return { kind, id, name } as Actor;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

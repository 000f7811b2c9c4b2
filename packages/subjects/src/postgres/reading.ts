import type { BlindSpot, Sample } from "@steadyhand/core/invariant";
import type { Session } from "./session.ts";

export type Values = Readonly<Record<string, Sample["value"] | undefined>>;

/** One question to a server, and the samples that its answer gives. */
export interface Reading {
  /** Every sample that it may give: each is blind when it cannot be asked. */
  readonly names: readonly string[];
  /** Whether it is about other sessions, which only some roles may see. */
  readonly isOfOthers?: true;
  read(session: Session, signal: AbortSignal): Promise<Values>;
}

/** What was seen of one member, and what could not be. */
export interface Seen {
  readonly samples: readonly Sample[];
  readonly blind: readonly BlindSpot[];
}

export const nothingSeen: Seen = { samples: [], blind: [] };

export const together = (parts: readonly Seen[]): Seen => ({
  samples: parts.flatMap(({ samples }) => samples),
  blind: parts.flatMap(({ blind }) => blind),
});

/** A value that is absent is neither a sample nor blind: there is no such thing now, such as the slot that nobody reads. */
export function samplesOf(member: string, values: Values): readonly Sample[] {
  return Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [{ name, member, value }]));
}

export const blindTo = (member: string, names: readonly string[], why: string): readonly BlindSpot[] =>
  names.map((what) => ({ what, member, why }));

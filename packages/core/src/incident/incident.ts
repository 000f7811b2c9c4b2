import type { Actor } from "../identity/index.ts";
import type { Invariant } from "../invariant/index.ts";

export type IncidentId = `inc_${string}`;

/** One invariant of one member, or of the whole where `member` is absent. */
export interface ViolationKey {
  readonly invariant: string;
  readonly member?: string;
}

/** The proof that an invariant does not hold: what was seen when that was certain. */
export interface Evidence extends ViolationKey {
  readonly title: string;
  readonly severity: Invariant["severity"];
  /** When it began. */
  readonly since: Date;
  /** When it had been violated for its grace. */
  readonly confirmedAt: Date;
  readonly why: string;
  readonly value?: number | string | boolean;
  /** What the value is held against, for people. */
  readonly limit?: string;
}

/** A violation within an incident. There is one of each invariant and member, however often it comes back. */
export type Violation = Evidence & {
  /** Counts from 1 those that came together: what comes in a later batch may be something else. */
  readonly batch: number;
  /** How often it was violated within the incident. */
  readonly times: number;
} & (
    | { readonly state: "violated" }
    | { readonly state: "settling"; readonly holdsSince: Date }
    | { readonly state: "resolved"; readonly resolvedAt: Date }
  );

/** What people handle: what is wrong with one subject, from when it is certain until it is over. A subject has one open at most. */
export type Incident = {
  /** Short enough to be read out: `inc_0301-k7qfx`. */
  readonly id: IncidentId;
  readonly subject: string;
  /** Of what came first. */
  readonly title: string;
  /** The worst that it has come to. */
  readonly severity: Invariant["severity"];
  readonly openedAt: Date;
  readonly violations: readonly Violation[];
  /** When the last batch began. */
  readonly batchAt: Date;
  /** A person took it: it does not resolve by itself, and nothing is done about it. */
  readonly hold?: { readonly by: Actor; readonly at: Date; readonly why: string };
  /** Counts its transitions from 1. */
  readonly sequence: number;
} & (
  | { readonly phase: "open" }
  /** All of it holds again, but not for long enough, or it is held, or not all of the subject can be seen. */
  | { readonly phase: "settling"; readonly settlingSince: Date }
  | { readonly phase: "resolved"; readonly resolvedAt: Date; readonly resolvedBy: Actor; readonly why: string }
);

export type OpenIncident = Extract<Incident, { readonly phase: "open" | "settling" }>;
export type ResolvedIncident = Extract<Incident, { readonly phase: "resolved" }>;

/** What the ledger says of an incident. */
export type IncidentFactType =
  | "incident.opened"
  | "incident.joined"
  | "incident.relapsed"
  | "incident.settling"
  | "incident.resolved"
  | "incident.reopened"
  | "incident.held"
  | "incident.unheld";

/** One thing that happened to an incident, for the ledger. */
export interface IncidentFact {
  readonly type: IncidentFactType;
  readonly actor: Actor;
  readonly why: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The same for the same invariant and member, and for no other. */
export function keyOf({ invariant, member }: ViolationKey): string {
  // No name of an invariant has a slash.
  return member === undefined ? invariant : `${invariant}/${member}`;
}

/** All of an incident but its phase, and what belongs to that. */
export function wholeOf({ id, subject, title, severity, openedAt, violations, batchAt, hold, sequence }: Incident) {
  return { id, subject, title, severity, openedAt, violations, batchAt, sequence, ...(hold && { hold }) };
}

/** As people read it: `counter_drift of n2`. */
export function sayViolation({ invariant, member }: ViolationKey): string {
  return member === undefined ? invariant : `${invariant} of ${member}`;
}

/** Whether something may be done about it by itself. */
export function isHeld(incident: Incident): boolean {
  return incident.hold !== undefined;
}

/** Letters and digits that nobody mistakes for one another. */
const letters = "0123456789abcdefghjkmnpqrstvwxyz";

/** A short id: the day, and five letters of chance, each picked by a number from 0 to below 1. */
export function incidentIdOf(at: Date, chance: () => number): IncidentId {
  const day = at.toISOString().slice(5, 10).replace("-", "");
  const picked = Array.from({ length: 5 }, () => letters[Math.floor(chance() * letters.length)]);
  return `inc_${day}-${picked.join("")}`;
}

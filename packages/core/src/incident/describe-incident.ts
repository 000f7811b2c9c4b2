import type { Evidence, Incident } from "./incident.ts";

/** The record names so many of one transition's violations; the incident holds them all. */
const mostNamed = 50;

/** What every event of an incident says of it. */
export function describeIncident({ id, subject, severity, title, phase, violations }: Incident) {
  const open = violations.filter(({ state }) => state !== "resolved").length;
  return { incident: { id, subject, severity, title, phase, violations: violations.length, open } };
}

/** Violations as the record holds them. */
export function describeViolations(violations: readonly (Evidence & { readonly batch?: number })[]) {
  const named = violations.slice(0, mostNamed).map((violation) => {
    const { invariant, member, severity, since, confirmedAt, why, value, limit, batch } = violation;
    return {
      ...{ invariant, ...(member !== undefined && { member }), severity, since: since.toISOString() },
      ...{ confirmedAt: confirmedAt.toISOString(), why },
      ...(value !== undefined && { value }),
      ...(limit !== undefined && { limit }),
      ...(batch !== undefined && { batch }),
    };
  });
  const more = violations.length - named.length;
  return { violations: named, ...(more > 0 && { more }) };
}

import type { BlindSpot, Sample } from "@steadyhand/core/invariant";

/** What one observer read: a value for each member or for the whole, and what stood in the way of others. */
export interface Reading {
  readonly samples: readonly Sample[];
  readonly blind: readonly BlindSpot[];
}

export const sampleOf = (name: string, value: Sample["value"], member?: string): Reading => ({
  samples: [{ name, value, ...(member !== undefined && { member }) }],
  blind: [],
});

export const blindTo = (what: string, why: string, member?: string): Reading => ({
  samples: [],
  blind: [{ what, why, ...(member !== undefined && { member }) }],
});

export function joined(readings: readonly Reading[]): Reading {
  return { samples: readings.flatMap(({ samples }) => samples), blind: readings.flatMap(({ blind }) => blind) };
}

/** Why something did not work, in one line. */
export function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error && typeof error.code === "string" ? ` (${error.code})` : "";
  return `${error.message || error.name}${code}`.replaceAll(/\s+/g, " ").slice(0, 300);
}

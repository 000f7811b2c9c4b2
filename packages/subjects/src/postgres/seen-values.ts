import type { Observation, Sample } from "@steadyhand/core/invariant";
import type { PostgresConfig } from "./config.ts";

/** What an observation has of one member. */
export const valueIn = ({ samples }: Observation, member: string, name: string): Sample["value"] | undefined =>
  samples.find((sample) => sample.member === member && sample.name === name)?.value;

export function numberIn(observation: Observation, member: string, name: string): number | undefined {
  const value = valueIn(observation, member, name);
  return typeof value === "number" ? value : undefined;
}

/** Why something of a member could not be seen. */
export const blindWhy = ({ blind }: Observation, member: string, name: string): string =>
  blind.find((spot) => spot.member === member && spot.what === name)?.why ?? `nothing is known of its ${name}`;

/** Who takes writes: as was seen, the configured one first; else the configured one. */
export function primaryIn(observation: Observation, { primary, standbys }: PostgresConfig): string {
  const writers = [primary, ...standbys].filter(({ id }) => valueIn(observation, id, "is_writable") === true);
  return writers[0]?.id ?? primary.id;
}

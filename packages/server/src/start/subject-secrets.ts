import { learnSecrets } from "@steadyhand/core/redaction";
import type { SubjectFile } from "@steadyhand/subjects/file";

/**
 * The secrets that a subject's file holds or names: by the names of its keys and by their looks, as everywhere, and what its
 * variables hold. An address is none, only the password in it is.
 */
export function subjectSecrets(
  { of, environmentNames }: Pick<SubjectFile, "of" | "environmentNames">,
  env: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const named = environmentNames.flatMap((name) => env[name] ?? []);
  return [
    ...leavesOf("value", of).flatMap(([name, value]) => learnSecrets({ [name]: value })),
    ...named.flatMap((value) => (value.includes("://") ? learnSecrets({ value }) : value)),
  ].filter((value) => value.length >= leastLength);
}

/** Anything shorter stands in too much else. */
const leastLength = 6;

function leavesOf(name: string, value: unknown): readonly (readonly [string, string])[] {
  if (typeof value === "string") return [[name, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([inner, one]) => leavesOf(Array.isArray(value) ? name : inner, one));
}

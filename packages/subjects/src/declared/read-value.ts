import type { Sample } from "@steadyhand/core/invariant";

/** A value as it came over a wire: text that says a number is that number. `undefined` for what no sample can hold. */
export function readValue(given: unknown): Sample["value"] | undefined {
  if (typeof given === "number") return Number.isFinite(given) ? given : undefined;
  if (typeof given === "boolean") return given;
  if (typeof given !== "string") return undefined;
  const text = given.trim();
  if (/^-?\d{1,15}(\.\d{1,15})?(e[+-]?\d{1,3})?$/i.test(text)) return Number(text);
  if (text === "true" || text === "false") return text === "true";
  return text.slice(0, mostCharacters);
}

const mostCharacters = 500;

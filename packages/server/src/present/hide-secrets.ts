import type { Execution } from "@steadyhand/core/execution";

/** Shorter values stand in too many words by chance to be taken out of a text. */
const shortestSecret = 4;

/** Names the values of secret variables instead of showing them. */
export function hideSecrets({
  values,
  secretNames,
}: Pick<Execution, "values" | "secretNames">): (text: string) => string {
  const secrets = secretNames
    .map((name) => ({ name, value: values[name] ?? "" }))
    .filter(({ value }) => value.length >= shortestSecret)
    .sort((a, b) => b.value.length - a.value.length);
  return (text) => secrets.reduce((rest, { name, value }) => rest.replaceAll(value, `[value of ${name}]`), text);
}

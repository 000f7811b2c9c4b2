import type { Channel } from "../../io/io.ts";

/** Facts under a heading: each with its name before it, and nothing for a name that is empty. */
export function factLines(
  facts: readonly (readonly [name: string, value: string])[],
  { paint }: Pick<Channel, "paint">,
): readonly string[] {
  return facts.map(([name, value]) => `  ${paint("quiet", name.padEnd(13))}${value}`);
}

import { fromEnvironment } from "../declared/index.ts";

const reference = /^env:(.+)$/;

/** The variables that a value names as `env:NAME`, wherever in it. */
export function environmentNamesIn(value: unknown): readonly string[] {
  if (typeof value === "string") return reference.exec(value)?.slice(1) ?? [];
  if (typeof value !== "object" || value === null) return [];
  return [...new Set(Object.values(value).flatMap(environmentNamesIn))];
}

interface Filled<Value> {
  readonly value: Value;
  readonly missing: readonly { readonly path: readonly PropertyKey[]; readonly name: string }[];
}

/** The same with what the environment has in the place of each `env:NAME`, and where it has nothing. */
export function filledIn<Value>(
  value: Value,
  env: Readonly<Record<string, string | undefined>>,
  path: readonly PropertyKey[],
): Filled<Value> {
  const missing: Filled<Value>["missing"][number][] = [];
  const fill = (one: unknown, at: readonly PropertyKey[]): unknown => {
    if (Array.isArray(one)) return one.map((inner, index) => fill(inner, [...at, index]));
    if (typeof one === "object" && one !== null)
      return Object.fromEntries(Object.entries(one).map(([name, inner]) => [name, fill(inner, [...at, name])]));
    const name = typeof one === "string" ? reference.exec(one)?.[1] : undefined;
    if (name === undefined) return one;
    const found = fromEnvironment(`env:${name}`, env);
    if (found === undefined) missing.push({ path: at, name });
    return found;
  };
  // Only texts change, and those to other texts, unless something is missing.
  return { value: fill(value, path) as Value, missing };
}

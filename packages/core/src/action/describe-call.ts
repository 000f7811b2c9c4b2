import type { ActionValue } from "./action-call.ts";

/**
 * A resolved action as people read it: its name, then one parameter a line. A text of several lines stands below its
 * name, each line behind a bar, so that nothing in it can look like another parameter.
 */
export function describeCall({
  name,
  version,
  parameters,
}: {
  readonly name: string;
  readonly version: number;
  readonly parameters: Readonly<Record<string, unknown>>;
}): string {
  // Sealed as JSON, and read back from it: it holds nothing else.
  const entries = Object.entries(parameters) as [string, ActionValue][];
  return [`${name} (version ${version})`, ...entries.map(([key, value]) => describe(key, value))].join("\n");
}

function describe(key: string, value: ActionValue): string {
  if (typeof value !== "string" || !value.includes("\n")) return `  ${key}: ${JSON.stringify(value)}`;
  return [`  ${key}:`, ...value.split("\n").map((line) => `    | ${line}`)].join("\n");
}

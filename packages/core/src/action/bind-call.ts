import { type Outcome, refuse } from "../outcome/index.ts";
import { type ActionCall, type ActionValue, readActionCall, writeActionCall } from "./action-call.ts";

const placeholder = /\{\{\s*([A-Za-z][\w-]*)\s*\}\}/g;

/** Code is never filled in: a value in it would be more code. Values go in as arguments. */
const literalParameters = new Set(["source"]);

/** The names that stand as `{{name}}` in the parameters of a call, each once, in the order of the text. */
export function variablesOf({ parameters }: ActionCall): readonly string[] {
  const names = new Set<string>();
  mapParameters(parameters, (text) => {
    for (const [, name] of text.matchAll(placeholder)) if (name !== undefined) names.add(name);
    return text;
  });
  return [...names];
}

/**
 * Puts values in the place of `{{name}}` within the parameters of a call that is written as text, code left out. A value
 * stays inside the string it stands in, whatever it holds. Refuses with `action.unreadable` and `variables.missing`.
 */
export function bindCall(text: string, values: Readonly<Record<string, string>>): Outcome<string, never> {
  const read = readActionCall(text);
  if (!read.ok) return read;
  const missing = variablesOf(read.state).filter((name) => values[name] === undefined);
  if (missing.length > 0) {
    const names = missing.join(", ");
    return refuse("variables.missing", `Cannot fill in the action: no value for ${names}`, `Give ${names} a value`);
  }
  const parameters = mapParameters(read.state.parameters, (written) =>
    written.replaceAll(placeholder, (_match, name: string) => values[name] ?? ""),
  );
  return { ok: true, state: writeActionCall({ name: read.state.name, parameters }), effects: [] };
}

function mapParameters(parameters: ActionCall["parameters"], change: (text: string) => string) {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name,
      literalParameters.has(name) ? value : mapTexts(value, change),
    ]),
  );
}

function mapTexts(value: ActionValue, change: (text: string) => string): ActionValue {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((item: ActionValue) => mapTexts(item, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, mapTexts(inner, change)]));
}

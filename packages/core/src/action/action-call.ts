import { type Outcome, refuse } from "../outcome/index.ts";
import { canonicalJson } from "../proposal/index.ts";

/** What a parameter can hold: JSON, and nothing that JSON has no form for. */
export type ActionValue =
  | string
  | number
  | boolean
  | null
  | readonly ActionValue[]
  | { readonly [name: string]: ActionValue };

/** A typed action as a runbook writes it: its name, and its parameters before anybody checked them. */
export interface ActionCall {
  readonly name: string;
  readonly parameters: Readonly<Record<string, ActionValue>>;
}

/** How the names of actions look: `wait`, or `orders.drain_store` for an action of the subject `orders`. */
export const actionName = /^(?:[a-z][a-z0-9-]{0,63}\.)?[a-z][a-z0-9_]{0,63}$/;

/** The one text of a call: its name and, behind a space, its parameters as canonical JSON. */
export function writeActionCall({ name, parameters }: ActionCall): string {
  return `${name} ${canonicalJson(parameters)}`;
}

/** Reads what `writeActionCall` writes, and what a person typed in its form. Refuses with `action.unreadable`. */
export function readActionCall(text: string): Outcome<ActionCall, never> {
  const [, name, json = "{}"] = text.trim().match(/^(\S+)(?:\s+([\s\S]+))?$/) ?? [];
  if (name === undefined || !actionName.test(name)) return unreadable(`${shorten(text)} does not begin with a name`);
  try {
    const parameters: unknown = JSON.parse(json);
    if (typeof parameters !== "object" || parameters === null || Array.isArray(parameters)) {
      return unreadable(`the parameters of ${name} are no JSON object`);
    }
    // What JSON.parse gives is made of exactly these values.
    return { ok: true, state: { name, parameters: parameters as ActionCall["parameters"] }, effects: [] };
  } catch {
    return unreadable(`the parameters of ${name} are not valid JSON`);
  }
}

function unreadable(why: string): Outcome<ActionCall, never> {
  return refuse("action.unreadable", `Cannot read the action: ${why}`, 'Write it as `name {"parameter": "value"}`');
}

function shorten(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}

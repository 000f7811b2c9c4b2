import type { LevelScopeWire } from "@steadyhand/api";
import { isScopeName, scopeNameForm } from "@steadyhand/core/levels";
import { OpsError } from "@steadyhand/core/outcome";

/** Help for an argument that names a scope. */
export const scopeHelp = "a subject's name, or project:NAME";

/** Reads `api`, `subject:api` or `project:payments`. Throws `usage.not_a_scope`. */
export function readScope(text: string): LevelScopeWire {
  const [first, ...rest] = text.split(":");
  const kind = rest.length === 0 || first === "subject" ? "subject" : "project";
  const name = rest.length === 0 ? text : rest.join(":");
  const isKnown = rest.length === 0 || first === "subject" || first === "project";
  if (isKnown && isScopeName(name)) return { kind, name };
  throw new OpsError(`Cannot read ${JSON.stringify(text)} as a subject or project`, {
    kind: "invalid",
    code: "usage.not_a_scope",
    hint: `Give a subject's name, or project:NAME; a name is ${scopeNameForm}`,
  });
}

/** The option that every word on a level, on trust or on an elevation takes. */
export const whyOption = { type: "text", value: "text", help: "why; it goes into the record" } as const;

/** A reason that must be given. Throws `usage.why_missing`. */
export function needWhy(why: string | undefined, what: string): string {
  if (why?.trim()) return why.trim();
  throw new OpsError(`Cannot ${what} without a reason`, {
    kind: "invalid",
    code: "usage.why_missing",
    hint: "Say why with --why 'text'; whoever reads the record wants to know",
  });
}

import { OpsError } from "@steadyhand/core/outcome";

const kinds = {
  execution: { prefix: "exe_", list: "steady executions list" },
  runbook: { prefix: "rbk_", list: "steady runbook list" },
} as const;

/** An id as it was typed, when it can be one. Throws `usage.id`. */
export function readId(kind: keyof typeof kinds, text: string): string {
  const { prefix, list } = kinds[kind];
  if (text.startsWith(prefix) && /^[\w-]{1,64}$/.test(text.slice(prefix.length))) return text;
  throw new OpsError(`Cannot look for the ${kind} ${JSON.stringify(text)}: that is no id of one`, {
    kind: "invalid",
    code: "usage.id",
    hint: `An id begins with ${prefix}; \`${list}\` shows them`,
  });
}

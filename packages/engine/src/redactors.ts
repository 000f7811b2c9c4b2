import type { Execution } from "@steadyhand/core/execution";
import type { Redactor } from "./ports.ts";

export type RedactorOf = (execution: Pick<Execution, "values" | "secretNames">) => Redactor;

/** The redactor of an execution also knows the secrets that a person gave it as values of variables. */
export function createRedactors(redactorFor: (secrets: readonly string[]) => Redactor): RedactorOf {
  const most = 100;
  const made = new Map<string, Redactor>();
  return ({ values, secretNames }) => {
    const secrets = secretNames.flatMap((name) => values[name] ?? []);
    const key = JSON.stringify(secrets);
    const redactor = made.get(key) ?? redactorFor(secrets);
    made.delete(key);
    made.set(key, redactor);
    const [oldest] = made.keys();
    if (made.size > most && oldest !== undefined) made.delete(oldest);
    return redactor;
  };
}

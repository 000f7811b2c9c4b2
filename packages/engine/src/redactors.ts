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
    const redactor = made.get(key) ?? hiding(secrets, redactorFor(secrets));
    made.delete(key);
    made.set(key, redactor);
    const [oldest] = made.keys();
    if (made.size > most && oldest !== undefined) made.delete(oldest);
    return redactor;
  };
}

/** What is shorter stands in too many words by chance: taking it out everywhere would tear the record apart. */
const shortestSecret = 4;

/** Somebody said that these are secrets, so they go even where they look like nothing. */
function hiding(secrets: readonly string[], redactor: Redactor): Redactor {
  const hidden = secrets.filter((secret) => secret.length >= shortestSecret).sort((a, b) => b.length - a.length);
  if (hidden.length === 0) return redactor;
  const hide = (text: string) => hidden.reduce((rest, secret) => rest.replaceAll(secret, "[redacted:variable]"), text);
  return { redact: (text) => redactor.redact(hide(text)), stream: () => redactor.stream() };
}

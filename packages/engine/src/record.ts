import type { AuditEventDraft } from "@steadyhand/core/audit";
import type { Level } from "@steadyhand/core/autonomy";
import type { Execution, Fact } from "@steadyhand/core/execution";
import type { Redactor } from "./ports.ts";

export interface Recorded {
  readonly redactor: Redactor;
  /** At which the execution stood. Before the first decision nobody has asked yet. */
  readonly level?: Level;
}

/** Turns the facts of one transition into what the ledger will hold: in order, in place, without secrets. */
export function record(execution: Execution, facts: readonly Fact[], { redactor, level }: Recorded): AuditEventDraft[] {
  return facts.map(({ approval: _kept, ...fact }, part) => ({
    ...fact,
    why: redactor.redact(fact.why),
    data: redactDeep(fact.data, redactor),
    executionId: execution.id,
    executionSequence: execution.sequence,
    part,
    runbookId: execution.runbook.id,
    environment: execution.environment,
    ...(level !== undefined && { level }),
  }));
}

/** A refusal changes nothing, and is evidence all the same. It takes no place in the execution's own sequence. */
export function recordRefusal(
  execution: Execution,
  refused: Omit<Fact, "type" | "outcome">,
  recorded: Recorded,
): AuditEventDraft {
  const [draft] = record(execution, [{ ...refused, type: "command.refused", outcome: "refused" }], recorded);
  if (draft === undefined) throw new TypeError("one fact gives one event");
  const { executionSequence: _sequence, part: _part, ...rest } = draft;
  return rest;
}

/** Removes secrets from every text within, however deep it lies. */
export function redactDeep(data: Readonly<Record<string, unknown>>, redactor: Redactor): Record<string, unknown> {
  return redactValue(data, redactor) as Record<string, unknown>;
}

function redactValue(value: unknown, redactor: Redactor): unknown {
  if (typeof value === "string") return redactor.redact(value);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return redactList(value, redactor);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([key, inner]) => [key, redactNamed(key, inner, redactor)]),
  );
}

/** In a list of words `--password` and what follows it are known for what they are only together. */
function redactList(list: readonly unknown[], redactor: Redactor): unknown[] {
  const apart = list.map((item) => redactValue(item, redactor));
  if (list.length < 2 || !apart.every((item) => typeof item === "string")) return apart;
  const together = redactor.redact(JSON.stringify(apart));
  return asTexts(together, list.length) ?? apart;
}

function asTexts(text: string, length: number): string[] | undefined {
  try {
    const list: unknown = JSON.parse(text);
    const isList = Array.isArray(list) && list.length === length && list.every((item) => typeof item === "string");
    return isList ? list : undefined;
  } catch {
    // What went took a quote or a comma along: then each word stands as it was redacted alone.
    return undefined;
  }
}

/** A secret is often known only by the name beside it: `{ password: "hunter2" }`. */
function redactNamed(key: string, value: unknown, redactor: Redactor): unknown {
  if (typeof value !== "string") return redactValue(value, redactor);
  const alone = redactor.redact(value);
  if (alone !== value || !namesSecret(key, redactor)) return alone;
  const together = redactor.redact(`${key}=${value}`);
  return together.startsWith(`${key}=`) ? together.slice(key.length + 1) : together;
}

const asked = new WeakMap<Redactor, Map<string, boolean>>();

/** Whether the redactor takes what stands beside this name for a secret. Names repeat endlessly, so each is asked once. */
function namesSecret(key: string, redactor: Redactor): boolean {
  const answers = asked.get(redactor) ?? new Map<string, boolean>();
  asked.set(redactor, answers);
  const known = answers.get(key);
  if (known !== undefined) return known;
  const probe = `${key}=hunter2hunter2`;
  const answer = redactor.redact(probe) !== probe;
  // Names of variables come from people: the memory of them is bounded.
  if (answers.size < 1000) answers.set(key, answer);
  return answer;
}

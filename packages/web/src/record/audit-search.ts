import type { AuditFilter } from "../api/index.ts";

export const outcomes = ["ok", "refused", "failed", "unknown"] as const;
export const environments = ["lab", "development", "test", "pre-production", "production"] as const;
export const levels = [1, 2, 3, 4, 5] as const;

/** The filter as the page's address says it, in the words of `steady audit list`. */
export type AuditSearch = Omit<AuditFilter, "executionId" | "actorId" | "actorName"> & {
  readonly execution?: string | undefined;
  /** An id, or a name. */
  readonly actor?: string | undefined;
};

/** Keeps of an address what is a filter. */
export function readAuditSearch(search: Record<string, unknown>): AuditSearch {
  const { execution, type, subject, actor } = search;
  const outcome = outcomes.find((one) => one === search.outcome);
  const environment = environments.find((one) => one === search.environment);
  const level = levels.find((one) => one === Number(search.level));
  const [since, until] = [momentOf(search.since), momentOf(search.until)];
  return {
    ...(isText(execution) && { execution }),
    ...(isText(type) && { type }),
    ...(outcome !== undefined && { outcome }),
    ...(isText(subject) && { subject }),
    ...(environment !== undefined && { environment }),
    ...(level !== undefined && { level }),
    ...(isText(actor) && { actor }),
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
  };
}

export function auditFilterOf({ execution, actor, subject, ...same }: AuditSearch): AuditFilter {
  // A blank at the end of a name is one that was typed before the next word.
  const who = actor?.trim();
  const byActor = isActorId(who) ? { actorId: who } : { actorName: who };
  return {
    ...same,
    ...(execution !== undefined && { executionId: execution }),
    ...(subject !== undefined && { subject: subject.trim() }),
    ...(who !== undefined && byActor),
  };
}

/** Whether it can be an id at all: what cannot be one is not asked for, as while it is being typed. */
export const isExecutionId = (text: string) => /^exe_[\w-]{1,64}$/.test(text);

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
const isActorId = (actor: string | undefined) => actor !== undefined && /^act_[\w.-]{1,64}$/.test(actor);

/** An address may be typed by hand: what is no moment is left out. */
function momentOf(value: unknown): string | undefined {
  const at = typeof value === "string" ? new Date(value) : undefined;
  if (at === undefined || Number.isNaN(at.getTime()) || at.getFullYear() > 9999) return undefined;
  return at.toISOString();
}

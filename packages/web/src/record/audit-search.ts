import type { AuditFilter } from "../api/index.ts";

export const outcomes = ["ok", "refused", "failed", "unknown"] as const;
export const environments = ["lab", "development", "test", "pre-production", "production"] as const;
export const levels = [1, 2, 3, 4, 5] as const;

/** The filter as the page's address says it. */
export type AuditSearch = Omit<AuditFilter, "executionId"> & { readonly execution?: string };

/** Keeps of an address what is a filter. */
export function readAuditSearch(search: Record<string, unknown>): AuditSearch {
  const { execution, type, subject } = search;
  const outcome = outcomes.find((one) => one === search.outcome);
  const environment = environments.find((one) => one === search.environment);
  const level = levels.find((one) => one === Number(search.level));
  return {
    ...(typeof execution === "string" && { execution }),
    ...(typeof type === "string" && { type }),
    ...(outcome !== undefined && { outcome }),
    ...(typeof subject === "string" && { subject }),
    ...(environment !== undefined && { environment }),
    ...(level !== undefined && { level }),
  };
}

export function auditFilterOf({ execution, ...same }: AuditSearch): AuditFilter {
  return { ...same, ...(execution !== undefined && { executionId: execution }) };
}

export function auditSearchOf({ executionId, ...same }: AuditFilter): AuditSearch {
  return readAuditSearch({ ...same, execution: executionId });
}

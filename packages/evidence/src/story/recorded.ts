import type { AuditEvent } from "@steadyhand/core/audit";

/** An event with its own hash, as an export holds it. */
export type RecordedEvent = AuditEvent & { readonly hash: string };

/**
 * What lies at a path of recorded data. Its shape may be of an elder version or of a newer one, and where the record is
 * not whole it may be anything: nothing here is taken for granted.
 */
export function dig(data: unknown, ...path: readonly (string | number)[]): unknown {
  let found = data;
  for (const key of path) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as Record<string | number, unknown>)[key];
  }
  return found;
}

export function textAt(data: unknown, ...path: readonly (string | number)[]): string | undefined {
  const found = dig(data, ...path);
  return typeof found === "string" ? found : undefined;
}

export function numberAt(data: unknown, ...path: readonly (string | number)[]): number | undefined {
  const found = dig(data, ...path);
  return typeof found === "number" ? found : undefined;
}

/** An empty list where there is none. */
export function listAt(data: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const found = dig(data, ...path);
  return Array.isArray(found) ? found : [];
}

export function textsAt(data: unknown, ...path: readonly (string | number)[]): readonly string[] {
  return listAt(data, ...path).filter((one) => typeof one === "string");
}

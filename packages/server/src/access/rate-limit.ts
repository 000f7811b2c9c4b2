import type { TenantId } from "@steadyhand/core/identity";
import { TooOften } from "../http/problem.ts";

/** Bounds how often a tenant may ask for something within any minute. */
export interface RateLimit {
  /** Counts one; throws a `TooOften` that says when there is room again. A refused one does not count. */
  take(tenantId: TenantId): void;
}

const windowMs = 60_000;

export function createRateLimit({
  what,
  mostAMinute,
  now,
}: {
  /** What is limited, as in "classify a command". */
  readonly what: string;
  readonly mostAMinute: number;
  readonly now: () => Date;
}): RateLimit {
  const taken = new Map<TenantId, readonly number[]>();
  return {
    take(tenantId) {
      const at = now().getTime();
      const recent = (taken.get(tenantId) ?? []).filter((time) => time > at - windowMs);
      const [oldest = at] = recent;
      if (recent.length >= mostAMinute) {
        const retryAfterSeconds = Math.max(1, Math.ceil((oldest + windowMs - at) / 1000));
        throw new TooOften({ what, why: `${mostAMinute} a minute are answered`, retryAfterSeconds });
      }
      taken.set(tenantId, [...recent, at]);
    },
  };
}

import type { Availability } from "@steadyhand/core/action";
import type { RateLimiterConfig } from "../config.ts";
import type { RedisReader } from "../look/read-redis.ts";
import type { Look } from "../look/samples.ts";

/** What the actions go by: where everything is, and the last look, for `prepare` asks nobody. */
export interface Known {
  readonly config: RateLimiterConfig;
  readonly reader: RedisReader;
  latest(): Look | undefined;
}

const hint = "Look at it once more; docs/subjects/ratelimiter.md says what a look needs";

/** Whether the last look showed what a change would be made from. */
export function seenRedis({ latest }: Known): Availability {
  const look = latest();
  if (look === undefined) return { isAvailable: false, why: "the rate limiter was not looked at yet", hint };
  if (look.redis.answer !== "answered") return { isAvailable: false, why: look.redis.why, hint };
  return { isAvailable: true };
}

/** A node that answered at the last look, as an address for changes. */
export function answeringNodes({ config, latest }: Known): readonly { readonly id: string; readonly url: string }[] {
  const answered = new Set(latest()?.nodes.flatMap(({ id, answer }) => (answer === "answered" ? [id] : [])));
  return config.nodes.filter(({ id }) => answered.has(id));
}

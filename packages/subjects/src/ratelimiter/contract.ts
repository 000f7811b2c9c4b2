/** What the service keeps in Redis, by name: the subject reads it there, past the nodes. */
export const keys = {
  window: (key: string) => `ratelimiter:window:${key}`,
  granted: (node: string, instance: string) => `ratelimiter:granted:${node}:${instance}`,
  limits: "ratelimiter:limits",
  settings: "ratelimiter:settings",
  blocks: "ratelimiter:blocks",
  nodes: "ratelimiter:nodes",
} as const;

/** A node whose last beat is older than this, or lies further in the future, is out of the register. */
export const beatCountsForMs = 3_000;

/** What a key may look like: it goes into addresses and names of Redis keys. */
export const keyForm = /^[\w.:@-]{1,200}$/;
export const mostLimit = 1_000_000;

/** The member that stands for Redis. */
export const redisId = "redis";

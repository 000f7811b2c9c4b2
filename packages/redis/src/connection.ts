import { OpsError } from "@steadyhand/core/outcome";
import type { EngineLog } from "@steadyhand/engine";
import { Redis, type RedisOptions } from "ioredis";

/** A command that takes longer has failed: whoever waits for Redis here waits for panic. */
const commandTimeoutMs = 1000;
const lastRetryMs = 1000;

/**
 * A connection that makes itself again for ever and queues nothing: a command while it is away fails at once. The URL
 * carries user, password and database; `rediss:` means TLS. Throws `redis.bad_url`.
 */
export function connect(url: string, name: string, log: EngineLog): Redis {
  const options: RedisOptions = {
    connectionName: name,
    lazyConnect: true,
    enableOfflineQueue: false,
    autoResubscribe: false,
    maxRetriesPerRequest: 0,
    connectTimeout: commandTimeoutMs,
    commandTimeout: commandTimeoutMs,
    keepAlive: 10_000,
    retryStrategy: (tries) => Math.min(50 * 2 ** Math.min(tries, 6), lastRetryMs),
    reconnectOnError: () => true,
  };
  const redis = new Redis(checked(url), options);
  let isSaid = false;
  redis.on("ready", () => {
    isSaid = false;
  });
  redis.on("error", (error: Error) => {
    // It is tried again for ever; once is enough to say so.
    if (!isSaid) log.error({ redis: hideSecrets(url), error: error.message }, "Redis cannot be reached");
    isSaid = true;
  });
  redis.connect().catch(() => {
    // Told by `error`, and tried again.
  });
  return redis;
}

function checked(url: string): string {
  if (URL.canParse(url) && /^rediss?:$/.test(new URL(url).protocol)) return url;
  throw new OpsError("Cannot use Redis: its address is not a redis:// or rediss:// URL", {
    kind: "invalid",
    code: "redis.bad_url",
    hint: "Write it as redis://user:password@host:6379/0",
  });
}

function hideSecrets(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}

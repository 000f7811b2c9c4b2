import { createRedactor, learnSecrets } from "@steadyhand/core/redaction";
import type { FastifyBaseLogger } from "fastify";
import { pino } from "pino";

/** Fields first, then a short constant sentence: `log.info({ executionId }, "execution started")`. */
export type ServerLog = FastifyBaseLogger;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * JSON lines on stderr. Headers and bodies of requests are not logged, and whatever is logged loses its secrets
 * first: by their looks, and those of `env` by their values.
 */
export function createLog({ level, env = {} }: { readonly level: string; readonly env?: Environment }): ServerLog {
  const secrets = Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  const redactor = createRedactor({ learned: learnSecrets(Object.fromEntries(secrets)) });
  return pino(
    {
      level,
      base: undefined,
      hooks: { streamWrite: (line) => redactor.redact(line) },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      redact: {
        paths: ["key", "*.key", "authorization", "*.authorization", "cookie", "*.cookie"],
        censor: "[redacted]",
      },
      serializers: {
        req: ({ method, url }: { method: string; url: string }) => ({ method, path: url.split("?")[0] }),
      },
    },
    pino.destination({ dest: 2, sync: true }),
  );
}

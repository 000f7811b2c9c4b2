import { OpsError } from "@steadyhand/core/outcome";
import { z } from "zod";

/**
 * The window of latency is half of its grace: what made a few requests slow once is out of sight before it counts. So only what goes on
 * is an outage.
 */
const productionTiming = {
  outageGraceMs: 5_000,
  latencyGraceMs: 60_000,
  driftGraceMs: 30_000,
  ghostGraceMs: 0,
  settleMs: 30_000,
  latencyWindowMs: 30_000,
  answerWithinMs: 2_000,
};

/** A lab is looked at every five seconds, and nobody waits a minute to see it break. */
const labTiming: typeof productionTiming = {
  outageGraceMs: 2_000,
  latencyGraceMs: 5_000,
  driftGraceMs: 5_000,
  ghostGraceMs: 0,
  settleMs: 5_000,
  latencyWindowMs: 2_500,
  answerWithinMs: 1_500,
};

const ms = (least: number, most: number) => z.number().int().min(least).max(most);

const ownTiming = z
  .strictObject({
    outageGraceMs: ms(0, 3_600_000).describe("How long a node or Redis must be away before that counts"),
    latencyGraceMs: ms(0, 3_600_000).describe("How long the latency must be too high"),
    driftGraceMs: ms(0, 3_600_000).describe("How long a node's count must differ"),
    ghostGraceMs: ms(0, 3_600_000).describe("How long requests must be let through without a grant"),
    settleMs: ms(5_000, 3_600_000).describe("How long all must hold again before it is over"),
    latencyWindowMs: ms(1_000, 600_000).describe("Over how long P99 is taken"),
    answerWithinMs: ms(100, 30_000).describe("How long one answer may take before there is none"),
  })
  .partial();

const timing = z
  .union([z.enum(["production", "lab"]), ownTiming])
  .default("production")
  .transform((given) => {
    if (given === "lab") return labTiming;
    return given === "production" ? productionTiming : { ...productionTiming, ...withoutAbsent(given) };
  });

const thresholds = z
  .strictObject({
    p99Ms: z.number().positive().default(100).describe("P99 of a request for leave, in ms"),
    drift: z.number().int().min(0).default(5).describe("By how many requests a node's count may differ from Redis's"),
  })
  .prefault({});

const restart = z
  .union([
    z.strictObject({
      command: z.array(z.string().min(1)).min(1).describe("Program and arguments; no shell reads them"),
    }),
    z.strictObject({
      container: z
        .string()
        .regex(/^[\w][\w.-]{0,127}$/)
        .describe("A container that docker restarts"),
    }),
  ])
  .optional()
  .describe("How it is started afresh; without it, that is not offered");

const nodeName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "lower case letters, digits and dashes");

/** One rate limiter: where its nodes and its Redis are, and what may be done about them. */
export const rateLimiterConfig = z.strictObject({
  name: nodeName.describe("One's own name for it"),
  nodes: z
    .array(
      z.strictObject({
        id: nodeName
          .refine((id) => id !== "redis", "redis is the name of Redis itself")
          .describe("As the node calls itself"),
        url: z.url({ protocol: /^https?$/ }).describe("Where it answers, without a path"),
        log: z.string().min(1).optional().describe("A file with its log, one JSON object a line"),
        restart,
      }),
    )
    .min(1)
    .refine((nodes) => new Set(nodes.map(({ id }) => id)).size === nodes.length, "two nodes have one id"),
  redis: z.strictObject({
    url: z.url({ protocol: /^rediss?$/ }).describe("redis:// or rediss://, with user and password where it wants them"),
    restart,
  }),
  timing: timing.describe("`production`, `lab`, or single times of one's own"),
  thresholds,
});

export type RateLimiterConfig = z.output<typeof rateLimiterConfig>;
export type NodeConfig = RateLimiterConfig["nodes"][number];
export type Restart = NonNullable<NodeConfig["restart"]>;

/** Throws `subject.config` with everything that is wrong at once. */
export function parseConfig(given: unknown): RateLimiterConfig {
  const parsed = rateLimiterConfig.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join(".") || "it"}: ${message}`);
  throw new OpsError(`Cannot watch the rate limiter: ${problems.join("; ")}`, {
    kind: "invalid",
    code: "subject.config",
    hint: "docs/subjects/ratelimiter.md lists what stands in it",
  });
}

function withoutAbsent(given: z.output<typeof ownTiming>): Partial<typeof productionTiming> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

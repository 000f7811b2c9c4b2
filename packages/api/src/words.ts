import { z } from "zod";

// The words that every resource is described with: each is here once, for the server, OpenAPI and the client's types.

export const Risk = z.enum(["safe", "caution", "dangerous", "unknown"]);
export const MergedTier = z.enum(["safe", "caution", "dangerous"]);
export const Dialect = z.enum(["shell", "sql", "action"]);
export const Environment = z.enum(["lab", "development", "test", "pre-production", "production"]);
export const Level = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]);
export const Outcome = z.enum(["ok", "refused", "failed", "unknown"]);

/** The text of an id of one kind, and what somebody is told who gives another text. */
export const idText = (pattern: RegExp, what: string) =>
  z.string().regex(pattern, { error: `it is no id of ${what}; one begins with ${pattern.source.slice(1, 5)}` });

export const RunbookIdSchema = idText(/^rbk_[A-Za-z0-9_-]{1,64}$/, "a runbook");
export const ExecutionIdSchema = idText(/^exe_[A-Za-z0-9_-]{1,64}$/, "an execution");
export const StepIdSchema = idText(/^stp_[A-Za-z0-9_-]{1,64}$/, "a step");
export const ActorIdSchema = idText(/^act_[A-Za-z0-9_.-]{1,64}$/, "an actor");

/** UTF-16 offsets, end exclusive. */
export const Range = z.object({ start: z.int(), end: z.int() }).meta({ id: "Range" });

export const Actor = z
  .object({
    kind: z.enum(["person", "policy", "schedule", "model", "agent", "system"]),
    id: z.string(),
    name: z.string(),
  })
  .meta({ id: "Actor" });

export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    /** What was tried, on what, and what stood in the way. */
    detail: z.string(),
    /** Exact and stable. */
    code: z.string(),
    hint: z.string().optional(),
    /** Each part of a body or query that does not fit. */
    issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: "Problem", description: "RFC 9457 problem details" });

export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  after: z.string().max(128).optional(),
});

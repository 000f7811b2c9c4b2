import { z } from "zod";

const unitMs = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;
const mostMs = 24 * 3_600_000;

/** A time such as `10s`, in ms. */
export const duration = z
  .string()
  .regex(/^\d{1,6}(ms|s|m|h)$/, 'write a time such as "10s" or "2m"')
  .transform((text) => {
    const [, amount, unit] = text.match(/^(\d+)(ms|s|m|h)$/) ?? [];
    // The pattern above leaves nothing else.
    return Number(amount) * unitMs[unit as keyof typeof unitMs];
  })
  .refine((ms) => ms <= mostMs, "a day is the most");

const text = (most: number) => z.string().trim().min(1).max(most);
const name = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/, "a name is lower case letters, digits and _, a letter first");
const memberId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/, "an id is letters, digits and . _ : -, a letter or digit first");
const words = z.array(text(4096)).min(1, "a command has a program at least").max(200);
const value = z.union([z.number(), z.string().max(1000), z.boolean()]);
const timeout = duration.refine((ms) => ms >= 100 && ms <= 60_000, "between 100ms and 60s").default(5_000);

/** What a sample is held against: exactly one of these. */
const comparisons = {
  equals: value.optional(),
  not: value.optional(),
  at_most: z.number().optional(),
  at_least: z.number().optional(),
  below: z.number().optional(),
  above: z.number().optional(),
};

const Condition = z
  .strictObject({ sample: name, ...comparisons })
  .refine(
    (condition) =>
      Object.entries(condition).filter(([key, given]) => key !== "sample" && given !== undefined).length === 1,
    "it has exactly one of equals, not, at_most, at_least, below and above",
  );

const each = name.optional();
const Observer = z.union(
  [
    z.strictObject({
      http: text(2000),
      each,
      headers: z.record(z.string(), text(4096)).default({}),
      /** RFC 9535. Without it the sample says whether it answers as expected. */
      path: text(1000).optional(),
      expect: z.int().min(100).max(599).optional(),
      timeout,
    }),
    z.strictObject({
      promql: text(4000),
      prometheus: text(2000),
      /** The label that names the member. */
      member: z.string().max(100).optional(),
      timeout,
    }),
    z.strictObject({ sql: text(20_000), database: text(2000), each, timeout }),
    z.strictObject({ command: words, each, match: text(500).optional(), timeout }),
  ],
  "a sample is read by http, promql and prometheus, sql and database, or command",
);

const Invariant = z.strictObject({
  title: text(200),
  severity: z.enum(["critical", "warning"]).default("critical"),
  holds: Condition,
  grace: duration.default(0),
  settle: duration.default(5_000).refine((ms) => ms >= 5_000, "less than 5s would call a blink a recovery"),
});

const effects = [
  "writes",
  "deletes",
  "executes",
  "starts",
  "stops",
  "scales",
  "configures",
  "sends",
  "grants",
] as const;

const Parameter = z
  .strictObject({
    type: z.enum(["text", "number", "choice", "yes_no"]).default("text"),
    what: text(300),
    choices: z.array(text(100)).min(1).max(100).optional(),
    default: value.optional(),
  })
  .refine(
    ({ type, choices }) => (type === "choice") === (choices !== undefined),
    "a choice, and nothing else, has choices",
  );

const given = z.record(z.string(), value).default({});
const Action = z
  .strictObject({
    title: text(200),
    what: text(1000),
    command: words.optional(),
    http: z
      .strictObject({
        method: z.enum(["POST", "PUT", "PATCH", "DELETE"]),
        url: text(2000),
        headers: z.record(z.string(), text(4096)).default({}),
        body: z.json().optional(),
      })
      .optional(),
    parameters: z.record(name, Parameter).default({}),
    /** At least this; a command is never below what the scanner says of it. */
    risk: z.enum(["safe", "caution", "dangerous"]).default("caution"),
    effect: z.enum(effects).default("writes"),
    idempotent: z.boolean().default(false),
    blast_radius: z.enum(["one", "many", "all"]).default("one"),
    undo: z.strictObject({ action: name, with: given }).optional(),
    /** What the system shows when it is done. */
    done: Condition,
    settle: duration.default(5_000),
    time_limit: duration.default(60_000),
  })
  .refine((action) => (action.command === undefined) !== (action.http === undefined), "it has either command or http");

const chance = z.number().min(0).max(1);
const Fault = z.strictObject({
  title: text(200),
  why: text(1000),
  prior: z.number().positive().max(1000).default(1),
  strikes: z.array(name).min(1).optional(),
  shows: z.record(z.string().max(100), chance),
  spreads: z.record(z.string().max(100), chance).optional(),
  repairs: z
    .array(
      z.strictObject({
        action: name,
        with: given,
        predicted: text(500),
        risks: z.array(text(300)).max(20).default([]),
      }),
    )
    .max(10)
    .default([]),
});

/** It stands before the names of its actions, so it has no dot. */
export const subjectName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,62}$/, "a subject's name is lower case letters, digits and -, a letter first");

/** A subject as its file has it. */
export const SubjectFile = z.strictObject({
  subject: subjectName,
  title: text(200),
  members: z
    .array(z.object({ id: memberId, kind: name }).catchall(z.string().max(2000)))
    .min(1, "a subject has a member at least: what must be there is yours to say")
    .max(5000),
  /** Which sample says that a member is there. */
  alive: name,
  observe: z.record(name, Observer),
  invariants: z.record(name, Invariant),
  /** More that a look can show, for the faults: `shows:NAME`. */
  findings: z.record(name, Condition).default({}),
  actions: z.record(name, Action).default({}),
  faults: z.record(name, Fault).default({}),
  logs: z.strictObject({ file: text(2000), each: name }).optional(),
});

export type SubjectFileValue = z.output<typeof SubjectFile>;
export type ObserverValue = SubjectFileValue["observe"][string];
export type ConditionValue = z.output<typeof Condition>;
export type ActionValueOfFile = SubjectFileValue["actions"][string];
export type MemberValue = SubjectFileValue["members"][number];

/** What each part may have, for whoever wrote something else. */
export const knownParts = {
  "": "a subject has subject, environment, kind, project, every, within, level and disposable, and of its own title, members, alive, observe, invariants, findings, actions, faults and logs",
  members: "a member has id, kind and values of its own, all text",
  observe:
    "a sample has http, each, headers, path, expect and timeout; or promql, prometheus and member; or sql and database; or command and match",
  invariants: "an invariant has title, severity, holds, grace and settle",
  holds: "a condition has sample and one of equals, not, at_most, at_least, below and above",
  actions:
    "an action has title, what, command or http, parameters, risk, effect, idempotent, blast_radius, undo, done, settle and time_limit",
  faults: "a fault has title, why, prior, strikes, shows, spreads and repairs",
  logs: "logs have file and each",
} as const;

import { z } from "zod";
import { Action } from "./actions.ts";
import { SeenValue, Severity } from "./incidents.ts";
import { Environment, Level } from "./words.ts";

const Time = z.iso.datetime();

export const SubjectNameSchema = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/);

export const MemberState = z.enum(["up", "down", "leaving", "unknown"]);

/** Where one invariant stands, of one member or of the whole, by the last look. */
export const StandingView = z
  .object({
    member: z.string().optional(),
    /** What the last look says by itself. */
    verdict: z.enum(["holds", "violated", "unknown"]),
    /**
     * What that comes to: `suspected` is violated, but not for its grace yet; `settling` holds again, but not for its settling time
     * yet.
     */
    phase: z.enum(["holding", "suspected", "violated", "settling", "unknown"]),
    value: SeenValue.optional(),
    limit: z.string().optional(),
    why: z.string(),
    /** Of what is violated or settles. */
    since: Time.optional(),
    confirmedAt: Time.optional(),
    holdsSince: Time.optional(),
  })
  .meta({ id: "Standing" });

export const SubjectInvariant = z
  .object({
    name: z.string(),
    title: z.string(),
    severity: Severity,
    graceMs: z.int(),
    settleMs: z.int(),
    /** The worst of its standings; absent before the first look. */
    phase: StandingView.shape.phase.optional(),
  })
  .meta({ id: "SubjectInvariant" });

const Facts = {
  name: z.string(),
  kind: z.string(),
  environment: Environment,
  project: z.string().optional(),
  /** The most that is asked for by itself; the environment's standard when absent. */
  level: Level.optional(),
  isDisposable: z.boolean(),
  /** Between two looks. */
  everyMs: z.int(),
  /** How long one look may take. */
  withinMs: z.int(),
  /** Its file. */
  path: z.string(),
  /** Whether this server watches it; among several, each subject has one. What was seen is known there alone. */
  isWatched: z.boolean(),
  lastLook: z
    .object({ at: Time, outcome: z.enum(["seen", "failed"]), /** Why it failed. */ why: z.string().optional() })
    .optional(),
  /** How many of its members stand how, by the last look. */
  counts: z.object({ up: z.int(), down: z.int(), leaving: z.int(), unknown: z.int() }).optional(),
};

export const SubjectSummary = z
  .object({ ...Facts, invariants: z.array(SubjectInvariant) })
  .meta({ id: "SubjectSummary" });

/** A file in the folder of subjects that cannot be used, with everything that is wrong with it. */
export const UnusedSubjectFile = z
  .object({
    path: z.string(),
    problems: z.array(z.object({ line: z.int(), column: z.int(), message: z.string() })),
  })
  .meta({ id: "UnusedSubjectFile" });

export const SubjectList = z.object({ items: z.array(SubjectSummary), problems: z.array(UnusedSubjectFile) });

/** One system that is watched, with all that the last look showed. */
export const SubjectDetail = z
  .object({
    ...Facts,
    invariants: z.array(SubjectInvariant.extend({ standings: z.array(StandingView) }).meta({ id: "JudgedInvariant" })),
    /** Those that are expected, seen or not, and those that were seen besides. */
    members: z.array(
      z.object({
        id: z.string(),
        kind: z.string(),
        isExpected: z.boolean(),
        /** Absent where there was no look. */
        state: MemberState.optional(),
        why: z.string().optional(),
      }),
    ),
    samples: z.array(z.object({ name: z.string(), member: z.string().optional(), value: SeenValue })),
    /** What could not be read. */
    blind: z.array(z.object({ what: z.string(), member: z.string().optional(), why: z.string() })),
    topology: z.array(z.object({ from: z.string(), to: z.string(), what: z.string() })),
    /** By the subject's own names for them. */
    actions: z.array(Action),
    faults: z.array(z.object({ name: z.string(), title: z.string() })),
    hasLogs: z.boolean(),
    hasMetrics: z.boolean(),
  })
  .meta({ id: "Subject" });

export const ProposeActionBody = z.strictObject({
  parameters: z.record(z.string(), z.unknown()).default({}),
  why: z.string().min(1).max(500),
  /** The same key again gives the same run instead of a second one. */
  idempotencyKey: z.string().min(8).max(64).optional(),
});

export type StandingWire = z.infer<typeof StandingView>;
export type SubjectSummaryWire = z.infer<typeof SubjectSummary>;
export type SubjectListWire = z.infer<typeof SubjectList>;
export type SubjectWire = z.infer<typeof SubjectDetail>;
export type UnusedSubjectFileWire = z.infer<typeof UnusedSubjectFile>;

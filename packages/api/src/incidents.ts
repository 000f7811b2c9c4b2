import { z } from "zod";
import { InvestigationSummary } from "./investigations.ts";
import { Actor, idText, PageQuery } from "./words.ts";

const Time = z.iso.datetime();

export const IncidentIdSchema = idText(/^inc_[A-Za-z0-9_-]{1,64}$/, "an incident");

export const Severity = z.enum(["critical", "warning"]);
export const IncidentPhase = z.enum(["open", "settling", "resolved"]);

/** What a value was that broke an invariant, or that a sample showed. */
export const SeenValue = z.union([z.number(), z.string(), z.boolean()]);

/** One invariant of one member, or of the whole where there is none, that is or was violated in an incident. */
export const ViolationView = z
  .object({
    invariant: z.string(),
    member: z.string().optional(),
    title: z.string(),
    severity: Severity,
    /** When it began. */
    since: Time,
    /** When it had been violated for its grace. */
    confirmedAt: Time,
    why: z.string(),
    value: SeenValue.optional(),
    /** What the value is held against, for people. */
    limit: z.string().optional(),
    /** Counts from 1 those that came together. */
    batch: z.int(),
    /** How often it was violated within the incident. */
    times: z.int(),
    state: z.enum(["violated", "settling", "resolved"]),
    holdsSince: Time.optional(),
    resolvedAt: Time.optional(),
  })
  .meta({ id: "Violation" });

/** What people handle: what is wrong with one subject, from when it is certain until it is over. */
export const IncidentView = z
  .object({
    id: z.string(),
    subject: z.string(),
    title: z.string(),
    severity: Severity,
    phase: IncidentPhase,
    openedAt: Time,
    /** When the newest of its violations came together. */
    batchAt: Time,
    settlingSince: Time.optional(),
    resolvedAt: Time.optional(),
    resolvedBy: Actor.optional(),
    /** Why it was resolved. */
    why: z.string().optional(),
    violations: z.array(ViolationView),
    /** A person took it: nothing is done about it by itself. */
    hold: z.object({ by: Actor, at: Time, why: z.string() }).optional(),
    sequence: z.int(),
    /** What a person can do with it now. */
    can: z.array(z.enum(["hold", "unhold", "resolve", "investigate"])),
  })
  .meta({ id: "Incident" });

/** What is done about an incident next, in words. */
export const HandlingView = z
  .object({
    kind: z.enum(["rest", "wait", "investigate", "look", "propose", "follow", "escalate", "stop"]),
    why: z.string(),
    /** When it goes on by itself. */
    until: Time.optional(),
    investigationId: z.string().optional(),
    executionId: z.string().optional(),
  })
  .meta({ id: "Handling" });

export const IncidentDetail = IncidentView.extend({
  /** Oldest first. */
  investigations: z.array(InvestigationSummary),
  handling: HandlingView,
}).meta({ id: "IncidentDetail" });

export const IncidentPage = z.object({ items: z.array(IncidentView), next: z.string().optional() });

export const IncidentsQuery = PageQuery.extend({
  subject: z.string().max(64).optional(),
  phase: IncidentPhase.optional(),
  /** Opened at or after. */
  since: Time.optional(),
  until: Time.optional(),
});

export const IncidentWordBody = z.strictObject({ why: z.string().min(1).max(500) });

export type IncidentWire = z.infer<typeof IncidentView>;
export type IncidentDetailWire = z.infer<typeof IncidentDetail>;
export type IncidentPageWire = z.infer<typeof IncidentPage>;
export type ViolationWire = z.infer<typeof ViolationView>;
export type HandlingWire = z.infer<typeof HandlingView>;

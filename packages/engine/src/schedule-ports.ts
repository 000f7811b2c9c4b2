import type { AuditEventDraft } from "@steadyhand/core/audit";
import type { Actor, ExecutionId, RunbookId, TenantId } from "@steadyhand/core/identity";
import type { StartRequest } from "./engine.ts";

export type ScheduleId = `sch_${string}`;

/** When something is to be started. */
export type Timing =
  | { readonly kind: "once"; readonly at: Date }
  /** Five fields: minute, hour, day, month, weekday; read in that time zone. */
  | { readonly kind: "cron"; readonly expression: string; readonly timeZone: string };

/**
 * - `active`: it is started at `nextDue`.
 * - `paused`: nothing is started, and what falls due meanwhile is not made up for.
 * - `ended` (terminal): its one time is over, or a person removed it.
 */
export type ScheduleState =
  | { readonly phase: "active"; readonly nextDue: Date }
  | { readonly phase: "paused"; readonly at: Date; readonly why: string; readonly by?: Actor }
  | { readonly phase: "ended"; readonly at: Date; readonly why: string; readonly by?: Actor };

/** What came of one due time. */
export interface ScheduleResult {
  readonly due: Date;
  readonly at: Date;
  readonly outcome: "started" | "skipped" | "refused";
  readonly executionId?: ExecutionId;
  readonly why: string;
}

/** A run of a runbook or workflow that is started later, or again and again, on behalf of a person. */
export interface Schedule {
  readonly id: ScheduleId;
  readonly tenantId: TenantId;
  readonly name: string;
  readonly request: Omit<StartRequest, "idempotencyKey">;
  readonly runbook: { readonly id: RunbookId; readonly title: string };
  readonly timing: Timing;
  /** The run that this looks at again. */
  readonly follows?: ExecutionId;
  readonly createdBy: Actor;
  readonly createdAt: Date;
  readonly state: ScheduleState;
  readonly last?: ScheduleResult;
  /** Counts its changes: who has read one may store the next. */
  readonly revision: number;
}

/** Schedules and who acts on them. */
export interface ScheduleStore {
  /** The time that all servers of this store share: what is due goes by it, and by no server's own clock. */
  now(): Promise<Date>;
  add(schedule: Schedule, events: readonly AuditEventDraft[]): Promise<void>;
  /** Throws `schedule.not_found`. */
  get(tenantId: TenantId, id: ScheduleId): Promise<Schedule>;
  /** The 500 newest, ended ones included. */
  list(tenantId: TenantId): Promise<readonly Schedule[]>;
  /** Stores what a schedule has become since its `revision` was read, with the record of it. Throws `schedule.changed`. */
  put(schedule: Schedule, events: readonly AuditEventDraft[]): Promise<void>;
  /** When the next one falls due, of every tenant. */
  nextDue(): Promise<Date | undefined>;
  /** Takes hold of what is due, so that nobody else acts on it before `until`; both are times of `now()`. */
  holdDue(now: Date, until: Date): Promise<readonly Schedule[]>;
}

/** Reads cron expressions. */
export interface CronTimes {
  /** What is wrong with it; nothing when it can be used. */
  problemOf(timing: Timing & { readonly kind: "cron" }): string | undefined;
  /** The first time after `after`; nothing when there is none. */
  nextAfter(timing: Timing & { readonly kind: "cron" }, after: Date): Date | undefined;
}

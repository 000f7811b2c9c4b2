import type { AuditEventType } from "@steadyhand/core/audit";
import type { ExecutionId } from "@steadyhand/core/identity";
import { refusalError } from "@steadyhand/core/outcome";
import type { StepId } from "@steadyhand/core/runbook";
import type { Caller, Engine, StartRequest } from "./engine.ts";
import type { EngineLog, EngineOptions } from "./engine-options.ts";
import type { Clock, ExecutionStore, PeopleStore } from "./ports.ts";
import { scheduleEvent } from "./schedule-event.ts";
import type { CronTimes, Schedule, ScheduleId, ScheduleResult, ScheduleStore, Timing } from "./schedule-ports.ts";
import { createScheduler } from "./scheduler.ts";

/** What a person asks for. */
export interface ScheduleRequest {
  readonly name: string;
  readonly start: Omit<StartRequest, "idempotencyKey">;
  readonly timing: Timing;
}

/** "Look at it again": the same runbook with the same values, or only some of its steps, once and later. */
export interface FollowUpRequest {
  readonly at: Date;
  readonly only?: readonly StepId[];
}

/** Runs that are started later, or again and again. They take the same road as any other, with no softer rule. */
export interface Schedules {
  /** The time they go by, which all servers of one database share. */
  now(): Promise<Date>;
  /** Begins to start what falls due. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Throws `schedule.timing` and whatever the start itself would be refused with. */
  add(caller: Caller, request: ScheduleRequest): Promise<Schedule>;
  followUp(caller: Caller, executionId: ExecutionId, request: FollowUpRequest): Promise<Schedule>;
  get(caller: Caller, id: ScheduleId): Promise<Schedule>;
  list(caller: Caller): Promise<readonly Schedule[]>;
  /** Throws `schedule.phase` where it is not active. */
  pause(caller: Caller, id: ScheduleId, why: string): Promise<Schedule>;
  resume(caller: Caller, id: ScheduleId): Promise<Schedule>;
  remove(caller: Caller, id: ScheduleId): Promise<Schedule>;
  /** Starts it now, besides its own times. Throws `schedule.still_running`. */
  runNow(caller: Caller, id: ScheduleId): Promise<ScheduleResult>;
}

export interface SchedulesOptions {
  readonly store: ScheduleStore;
  readonly executions: Pick<ExecutionStore, "get">;
  readonly people: Pick<PeopleStore, "list">;
  readonly engine: Pick<Engine, "startExecution" | "checkStart" | "get">;
  readonly cron: CronTimes;
  /** Measures how long until something is due; when that is, the store says. */
  readonly clock: Clock;
  /** While it is on nothing is started, and what falls due stays due. */
  readonly panic: EngineOptions["panic"];
  readonly newId: <Prefix extends string>(prefix: Prefix) => `${Prefix}_${string}`;
  readonly log: EngineLog;
}

/** Builds the schedules; nothing is started before `start`. */
export function createSchedules(options: SchedulesOptions): Schedules {
  const { store, engine, cron, newId } = options;
  const scheduler = createScheduler(options);

  async function add(
    caller: Caller,
    { name, start, timing }: ScheduleRequest,
    follows?: ExecutionId,
  ): Promise<Schedule> {
    const now = await store.now();
    const nextDue = firstDue(timing, now, cron);
    const { runbook } = await engine.checkStart(caller, start);
    const schedule: Schedule = {
      id: newId("sch"),
      tenantId: caller.tenantId,
      name,
      request: { ...start, version: start.version ?? runbook.version },
      runbook: { id: runbook.id, title: runbook.title },
      timing,
      ...(follows && { follows }),
      createdBy: caller.actor,
      createdAt: now,
      state: { phase: "active", nextDue },
      revision: 1,
    };
    const why = `${caller.actor.name} scheduled "${name}", due next at ${nextDue.toISOString()}`;
    await store.add(schedule, [scheduleEvent("schedule.added", caller.actor, schedule, why)]);
    scheduler.wakeWithin(nextDue.getTime() - now.getTime());
    return schedule;
  }

  async function change(
    caller: Caller,
    id: ScheduleId,
    decide: (
      schedule: Schedule,
      now: Date,
    ) => {
      readonly to: Schedule["state"];
      readonly type: AuditEventType;
      readonly why: string;
    },
  ): Promise<Schedule> {
    const schedule = await store.get(caller.tenantId, id);
    const now = await store.now();
    const { to, type, why } = decide(schedule, now);
    await store.put({ ...schedule, state: to }, [scheduleEvent(type, caller.actor, schedule, why)]);
    if (to.phase === "active") scheduler.wakeWithin(to.nextDue.getTime() - now.getTime());
    return { ...schedule, state: to, revision: schedule.revision + 1 };
  }

  return {
    now: () => store.now(),
    start: scheduler.start,
    stop: scheduler.stop,
    add,
    async followUp(caller, executionId, { at, only }) {
      const { execution } = await engine.get(caller, executionId);
      const { runbook, mode, environment, values, workingDirectory, subject, project, settings } = execution;
      const { guards, settleMs, retries } = execution;
      const start = {
        ...{ runbookId: runbook.id, version: runbook.version, mode, environment, values, workingDirectory },
        ...{ subject, project },
        ...(settings.requestedLevel !== undefined && { level: settings.requestedLevel }),
        ...(guards && { guardsOf: executionId }),
        ...(settleMs !== undefined && { settleMs }),
        ...(retries !== undefined && { retries }),
        ...(only && { only }),
      };
      return add(caller, { name: `Follow-up: ${runbook.title}`, start, timing: { kind: "once", at } }, executionId);
    },
    get: ({ tenantId }, id) => store.get(tenantId, id),
    list: ({ tenantId }) => store.list(tenantId),
    pause: (caller, id, why) =>
      change(caller, id, (schedule, now) => {
        if (schedule.state.phase !== "active") throw wrongPhase("pause", schedule);
        const { actor: by } = caller;
        return {
          to: { phase: "paused", at: now, why, by },
          type: "schedule.paused",
          why: `${by.name} paused "${schedule.name}": ${why}`,
        };
      }),
    resume: (caller, id) =>
      change(caller, id, (schedule, now) => {
        if (schedule.state.phase !== "paused") throw wrongPhase("resume", schedule);
        const nextDue = firstDue(schedule.timing, now, cron);
        const why = `${caller.actor.name} resumed "${schedule.name}", due next at ${nextDue.toISOString()}`;
        return { to: { phase: "active", nextDue }, type: "schedule.resumed", why };
      }),
    remove: (caller, id) =>
      change(caller, id, (schedule, now) => {
        if (schedule.state.phase === "ended") throw wrongPhase("remove", schedule);
        const { actor: by } = caller;
        const why = `${by.name} removed "${schedule.name}"`;
        return { to: { phase: "ended", at: now, why, by }, type: "schedule.removed", why };
      }),
    async runNow(caller, id) {
      const schedule = await store.get(caller.tenantId, id);
      if (schedule.state.phase === "ended") throw wrongPhase("run", schedule);
      return scheduler.fireNow(schedule, caller.actor);
    },
  };
}

/** When a timing falls due for the first time from now on. */
function firstDue(timing: Timing, now: Date, cron: CronTimes): Date {
  const cannot = (why: string, hint: string) =>
    refusalError({ code: "schedule.timing", message: `Cannot schedule it: ${why}`, hint });
  if (timing.kind === "once") {
    if (timing.at > now) return timing.at;
    throw cannot(`${timing.at.toISOString()} has passed`, "Choose a time to come");
  }
  const problem = cron.problemOf(timing);
  const hint = 'Five fields: minute, hour, day, month, weekday, such as "30 2 * * 1-5"';
  if (problem !== undefined) throw cannot(problem, hint);
  const next = cron.nextAfter(timing, now);
  if (next === undefined) throw cannot(`${timing.expression} never comes`, hint);
  return next;
}

function wrongPhase(verb: string, { id, state }: Schedule) {
  const message = `Cannot ${verb} schedule ${id}: it is ${state.phase}`;
  return refusalError({ code: "schedule.phase", message });
}

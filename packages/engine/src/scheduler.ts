import { isTerminal } from "@steadyhand/core/execution";
import type { Actor, ExecutionId } from "@steadyhand/core/identity";
import { OpsError, refusalError } from "@steadyhand/core/outcome";
import { panicRefusal } from "./panic.ts";
import { scheduleEvent } from "./schedule-event.ts";
import type { Schedule, ScheduleResult, ScheduleState } from "./schedule-ports.ts";
import type { SchedulesOptions } from "./schedules.ts";

/** How often is looked for what is due, besides the timer: another server may have added it. */
const lookEveryMs = 15_000;
/** How long one server holds what is due. When it dies with it, another takes it up, and starts nothing twice. */
const holdMs = 30_000;
/** Longer ago than this a due time was missed, and not merely late. */
const lateMs = 60_000;
/** Missed times are counted so far. */
const mostMissed = 1000;

/**
 * Starts what falls due: a timer for the next one, read anew at the start and every few seconds. What is due is told by
 * the store's clock; this server's own only measures how long until then. While panic is on nothing is started, and what
 * falls due stays due.
 */
export function createScheduler(options: SchedulesOptions) {
  const { store, clock, panic, log } = options;
  let cancel = () => {};
  let armedFor: Date | undefined;
  let isStopped = true;
  let looking: Promise<void> | undefined;

  /** Looks again after so long, or sooner when the timer was to go off later than in a few seconds. */
  function arm(inMs: number): void {
    cancel();
    if (isStopped) return;
    armedFor = new Date(clock.now().getTime() + Math.min(inMs, lookEveryMs));
    cancel = clock.at(armedFor, () => void look());
  }

  function look(): Promise<void> {
    looking ??= fireDue().finally(() => {
      looking = undefined;
    });
    return looking;
  }

  async function fireDue(): Promise<void> {
    if (panic().isOn) return arm(lookEveryMs);
    try {
      const now = await store.now();
      const due = await store.holdDue(now, new Date(now.getTime() + holdMs));
      for (const schedule of due) await fireSafely(schedule);
      const next = await store.nextDue();
      arm(next === undefined ? lookEveryMs : Math.max(0, next.getTime() - (await store.now()).getTime()));
    } catch (error) {
      log.error({ error }, "looking for what is due failed");
      arm(lookEveryMs);
    }
  }

  async function fireSafely(schedule: Schedule): Promise<void> {
    // Pressed meanwhile: it stays due, and is taken up once panic is over.
    if (schedule.state.phase !== "active" || panic().isOn) return;
    try {
      await settle(schedule, await fireDueTime(schedule, schedule.state.nextDue));
    } catch (error) {
      // It stays due: whoever looks after the hold is over tries again, and an execution of one due time is started once.
      log.error({ scheduleId: schedule.id, error }, "starting a schedule failed");
    }
  }

  /** Stores what came of a due time, and when the next one is. A person's change meanwhile stays as it is. */
  async function settle(held: Schedule, result: ScheduleResult): Promise<void> {
    for (let schedule = held; ; ) {
      const { state } = schedule;
      const now = await store.now();
      const missed = countMissed(held, now);
      const next: ScheduleState = state.phase === "active" ? stateAfter(schedule, result, now) : state;
      try {
        return await store.put(
          { ...schedule, state: next, last: result },
          eventsOf(schedule, { result, missed, next }),
        );
      } catch (error) {
        if (!(error instanceof OpsError) || error.code !== "schedule.changed") throw error;
        schedule = await store.get(held.tenantId, held.id);
        // Another server was quicker with the same due time, and its record stands.
        if (schedule.last?.due.getTime() === result.due.getTime()) return;
      }
    }
  }

  /** The run is there already: whoever changes the schedule meanwhile does not keep it from being recorded. */
  async function recordNow({ tenantId, id }: Schedule, by: Actor, result: ScheduleResult): Promise<void> {
    for (;;) {
      const current = await store.get(tenantId, id);
      const { type, why, data } = told(current, { result, missed: 0 });
      const event = scheduleEvent(type, by, current, `${by.name} asked for it now: ${why}`, { data });
      try {
        return await store.put({ ...current, last: result }, [event]);
      } catch (error) {
        if (!(error instanceof OpsError) || error.code !== "schedule.changed") throw error;
      }
    }
  }

  function stateAfter({ timing, createdBy }: Schedule, result: ScheduleResult, now: Date): ScheduleState {
    if (result.outcome === "refused" && result.why === goneWhy(createdBy))
      return { phase: "paused", at: now, why: result.why };
    if (timing.kind === "once") return { phase: "ended", at: now, why: `its one time is over: ${result.why}` };
    const nextDue = options.cron.nextAfter(timing, now);
    return nextDue === undefined
      ? { phase: "ended", at: now, why: "it has no further time" }
      : { phase: "active", nextDue };
  }

  function countMissed({ timing, state }: Schedule, now: Date): number {
    if (timing.kind === "once" || state.phase !== "active") return 0;
    let count = 0;
    for (let at: Date | undefined = state.nextDue; at !== undefined && at <= now && count < mostMissed; count++) {
      at = options.cron.nextAfter(timing, at);
    }
    return Math.max(0, count - 1);
  }

  async function fireDueTime(schedule: Schedule, due: Date): Promise<ScheduleResult> {
    const { tenantId, createdBy, name } = schedule;
    const at = await store.now();
    const people = await options.people.list(tenantId);
    if (!people.some(({ actor }) => actor.id === createdBy.id)) {
      return { due, at, outcome: "refused", why: goneWhy(createdBy) };
    }
    // The person's own id: whoever scheduled a dangerous step cannot approve it where its proposer cannot.
    const actor: Actor = { kind: "schedule", id: createdBy.id, name: `${createdBy.name}'s schedule "${name}"` };
    return fire(schedule, actor, { due, at });
  }

  async function fire(
    schedule: Schedule,
    actor: Actor,
    { due, at }: { readonly due: Date; readonly at: Date },
  ): Promise<ScheduleResult> {
    const { tenantId, request, id } = schedule;
    const running = await runningBefore(schedule, due);
    if (running !== undefined) {
      const why = `${running} of the time before has not ended yet`;
      return { due, at, outcome: "skipped", executionId: running, why };
    }
    try {
      const { execution } = await options.engine.startExecution(
        { tenantId, actor },
        { ...request, idempotencyKey: `${id}/${due.toISOString()}` },
      );
      const late = at.getTime() - due.getTime() > lateMs ? `, due at ${due.toISOString()}` : "";
      return { due, at, outcome: "started", executionId: execution.id, why: `${execution.id} was started${late}` };
    } catch (error) {
      if (!(error instanceof OpsError) || error.kind === "unavailable" || error.kind === "internal") throw error;
      return { due, at, outcome: "refused", why: error.message };
    }
  }

  /** The run of an earlier time that is still open. */
  async function runningBefore({ tenantId, last }: Schedule, due: Date): Promise<ExecutionId | undefined> {
    if (last?.executionId === undefined || last.due.getTime() === due.getTime()) return undefined;
    const execution = await options.executions.get(tenantId, last.executionId);
    return isTerminal(execution) ? undefined : execution.id;
  }

  return {
    async start(): Promise<void> {
      isStopped = false;
      await look();
    },
    async stop(): Promise<void> {
      isStopped = true;
      cancel();
      await looking;
    },
    /** Makes sure that the timer goes off within so long. */
    wakeWithin(ms: number): void {
      const isSooner = armedFor === undefined || clock.now().getTime() + ms < armedFor.getTime();
      if (!isStopped && looking === undefined && isSooner) arm(ms);
    },
    /** Starts it as the person who asks: they proposed this run, whoever made the schedule. */
    async fireNow(schedule: Schedule, by: Actor): Promise<ScheduleResult> {
      const state = panic();
      if (state.isOn) throw refusalError(panicRefusal(state));
      const now = await store.now();
      const result = await fire(schedule, by, { due: now, at: now });
      if (result.outcome === "skipped") {
        const message = `Cannot run schedule ${schedule.id} now: ${result.why}`;
        throw refusalError({ code: "schedule.still_running", message });
      }
      if (result.outcome === "refused") {
        throw refusalError({
          code: "schedule.refused",
          message: `Cannot run schedule ${schedule.id} now: ${result.why}`,
        });
      }
      await recordNow(schedule, by, result);
      return result;
    },
  };
}

function goneWhy({ name, id }: Actor): string {
  return `${name} (${id}), on whose behalf it runs, can sign in no more`;
}

interface Told {
  readonly result: ScheduleResult;
  readonly missed: number;
}

function told({ name }: Schedule, { result, missed }: Told) {
  const { due, outcome, executionId, why } = result;
  const others =
    missed === 0 ? "" : `; ${missed} earlier ${missed === 1 ? "time was" : "times were"} missed and not made up for`;
  const data = { due: due.toISOString(), ...(executionId && { executionId }), missed };
  const types = { started: "schedule.fired", skipped: "schedule.skipped", refused: "schedule.refused" } as const;
  return { type: types[outcome], why: `"${name}": ${why}${others}`, data };
}

function eventsOf(schedule: Schedule, { next, ...of }: Told & { readonly next: ScheduleState }) {
  const { type, why, data } = told(schedule, of);
  const actor: Actor = { kind: "schedule", id: schedule.createdBy.id, name: `${schedule.createdBy.name}'s schedule` };
  const outcome = of.result.outcome === "started" ? "ok" : "refused";
  const fired = scheduleEvent(type, actor, schedule, why, { outcome, data });
  const isStopped = next.phase === "paused" && schedule.state.phase === "active";
  return isStopped ? [fired, scheduleEvent("schedule.paused", actor, schedule, next.why)] : [fired];
}

import { decide } from "@steadyhand/core/execution";
import type { Actor, TenantId } from "@steadyhand/core/identity";
import { refusalError } from "@steadyhand/core/outcome";
import { attemptRecords } from "./attempt-records.ts";
import { type HoldIncidentsOptions, holdIncidents } from "./incidents-after-restore.ts";
import type { Clock, ExecutionKey, ExecutionStore, Redactor, RunbookStore } from "./ports.ts";
import { record } from "./record.ts";
import { createRedactors } from "./redactors.ts";
import { scheduleEvent } from "./schedule-event.ts";
import type { ScheduleStore } from "./schedule-ports.ts";
import { createVersionCache } from "./version-cache.ts";

export interface StandStillOptions extends HoldIncidentsOptions {
  readonly executions: ExecutionStore;
  readonly runbooks: RunbookStore;
  readonly schedules: Pick<ScheduleStore, "holdDue" | "put">;
  readonly redactorFor: (secrets: readonly string[]) => Redactor;
  readonly clock: Pick<Clock, "now">;
  /** All that were read back. */
  readonly tenants: readonly TenantId[];
}

/** How much was made to stand still. */
export interface StoodStill {
  readonly executions: number;
  readonly schedules: number;
  readonly incidents: number;
}

/**
 * Makes everything that was read back from a backup wait for a person: what was done after the backup was made is not known
 * here, and nothing may be done a second time. Runs are paused, their open questions void, what was underway is unknown,
 * no schedule starts anything, and open incidents are held. To be called before any engine sees these rows.
 */
export async function standStill(options: StandStillOptions, by: Actor, reason: string): Promise<StoodStill> {
  const stop = stopExecution(options, by, reason);
  const open = await options.executions.listOpen();
  for (const { tenantId, id: executionId } of open) await stop({ tenantId, executionId });
  const incidents = await holdIncidents(options, options.tenants, { by, reason });
  return { executions: open.length, schedules: await pauseSchedules(options, by, reason), incidents };
}

function stopExecution({ executions, runbooks, redactorFor, clock }: StandStillOptions, by: Actor, reason: string) {
  const versions = createVersionCache(runbooks, executions);
  const redactorOf = createRedactors(redactorFor);
  return async (key: ExecutionKey) => {
    const { plan } = await versions.of(key);
    await executions.transition(key, (loaded) => {
      const now = clock.now();
      const transition = decide(loaded, { type: "restored", by, reason }, { plan, now });
      if (!transition.ok) throw refusalError(transition.refusal);
      const { state, facts } = transition;
      return {
        execution: state,
        events: record(state, facts, { redactor: redactorOf(loaded) }),
        approvals: facts.flatMap(({ approval, stepId }) => (approval && stepId ? [{ stepId, ...approval }] : [])),
        // That it is not known what an attempt came to says nothing of the level it ran at.
        records: attemptRecords(loaded, transition, now),
        result: undefined,
      };
    });
  };
}

/** Later than anything is due. */
const ever = new Date("9999-12-31T00:00:00Z");

async function pauseSchedules({ schedules, clock }: StandStillOptions, by: Actor, reason: string): Promise<number> {
  let paused = 0;
  for (;;) {
    const now = clock.now();
    const active = await schedules.holdDue(ever, now);
    if (active.length === 0) return paused;
    for (const schedule of active) {
      const why = `"${schedule.name}" waits for a person: ${reason}`;
      await schedules.put({ ...schedule, state: { phase: "paused", at: now, why: reason, by } }, [
        scheduleEvent("schedule.paused", by, schedule, why),
      ]);
    }
    paused += active.length;
  }
}

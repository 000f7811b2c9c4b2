import { type Execution, stepState } from "@steadyhand/core/execution";
import type { TenantId } from "@steadyhand/core/identity";
import type { Incident } from "@steadyhand/core/incident";
import { leastSettleMs } from "@steadyhand/core/invariant";
import { assessRemedy, type Concluded, type InvestigationEvent, type Remedy } from "@steadyhand/core/investigation";
import { OpsError } from "@steadyhand/core/outcome";
import type { Caller, Snapshot } from "../engine.ts";
import { actorOf } from "./actor-of.ts";
import type { OperatedSubject, OperatorOptions } from "./operator-options.ts";

interface Followed {
  readonly tenantId: TenantId;
  readonly incident: Incident;
  readonly operated: OperatedSubject;
  readonly investigation: Concluded;
  readonly remedy: Remedy;
}

type Options = Pick<OperatorOptions, "engine" | "clock" | "log">;

/** A look of the monitor and what it stores come so much later than the moment that counts, at most. */
const slackMs = 15_000;

/** What has become of an action that was proposed: the event to store, or nothing new. */
export async function followRemedy(options: Options, followed: Followed): Promise<InvestigationEvent | undefined> {
  const { remedy, tenantId, investigation } = followed;
  const caller: Caller = { tenantId, actor: actorOf(investigation.diagnosis.by) };
  if (remedy.phase === "proposed") return afterExecution(options, followed, caller);
  if (remedy.phase === "ended") return undefined;
  const assessed = assessRemedy(remedy, followed.incident, options.clock.now());
  if (assessed === undefined) return undefined;
  const { result, why } = assessed;
  if (result === "helped" || result === "unknown") return { type: "remedy_ended", result, why };
  return { type: "remedy_ended", result, why: `${why}; ${await takeBack(options, caller, { remedy, why })}` };
}

async function afterExecution(
  { engine }: Options,
  { remedy, incident, operated }: Followed,
  caller: Caller,
): Promise<InvestigationEvent | undefined> {
  const { execution, version } = await engine.get(caller, remedy.executionId);
  switch (execution.phase) {
    case "completed":
      return done({ execution, version }, remedy, operated);
    case "aborted":
    case "rolled_back":
      return {
        type: "remedy_ended",
        result: "declined",
        why: `the run ${execution.id} was ${execution.phase.replace("_", " ")}`,
      };
    case "manual_intervention":
      return { type: "remedy_ended", result: "unknown", why: `${execution.id} needs a person: ${whyOf(execution)}` };
    case "running":
    case "paused":
      return waiting({ execution, engine, caller }, incident);
  }
}

/** Each step of a runbook that was skipped or done by hand is people's own way: what holds afterwards is looked at all the same. */
function done(
  { execution, version }: Pick<Snapshot, "execution" | "version">,
  { suggestion }: Remedy,
  { subject, intervalMs }: OperatedSubject,
): InvestigationEvent {
  const states = version.plan.steps.map(({ id }) => stepState(execution, id).phase);
  if (!states.includes("succeeded")) {
    return { type: "remedy_ended", result: "declined", why: `every step of ${execution.id} was skipped` };
  }
  const verified = subject.invariants.filter(({ name }) => suggestion.verifiedBy.includes(name));
  const most = (values: readonly number[]) => Math.max(0, ...values);
  const settleMs = Math.max(leastSettleMs, most(verified.map((one) => one.settleMs)));
  const graceMs = most(verified.map((one) => one.graceMs));
  const doneAt = execution.endedAt ?? execution.startedAt;
  const until = new Date(doneAt.getTime() + settleMs + graceMs + 3 * intervalMs + slackMs);
  return { type: "done", doneAt, settleMs, until };
}

/** What fails waits for a person; once the incident is over by itself, nothing is asked for any more. */
async function waiting(
  {
    execution,
    engine,
    caller,
  }: { readonly execution: Execution; readonly engine: Options["engine"]; readonly caller: Caller },
  incident: Incident,
): Promise<InvestigationEvent | undefined> {
  const states = Object.values(execution.steps);
  const failed = states.find(({ phase }) => phase === "failed" || phase === "rollback_available");
  if (failed !== undefined)
    return { type: "remedy_ended", result: "failed", why: `${execution.id}: ${whyOf(execution)}` };
  const hasBegun = states.some(
    ({ phase }) => phase !== "awaiting_approval" && phase !== "ready" && phase !== "pending",
  );
  if (incident.phase !== "resolved" || hasBegun) return undefined;
  const reason = `incident ${incident.id} is resolved: it is not needed any more`;
  await engine.command(caller, execution.id, { type: "abort", reason });
  return { type: "remedy_ended", result: "declined", why: reason };
}

function whyOf({ steps }: Execution): string {
  return (
    Object.values(steps)
      .flatMap((state) => ("why" in state ? [state.why] : []))
      .at(-1) ?? "it did not succeed"
  );
}

/** What did not help is taken back where the run says how. The way back goes through the same gate. */
async function takeBack(
  { engine, log }: Options,
  caller: Caller,
  { remedy, why }: { readonly remedy: Remedy; readonly why: string },
): Promise<string> {
  const { version } = await engine.get(caller, remedy.executionId);
  // A run that is turned round without a way back would only ask a person for one.
  if (!version.plan.steps.some(({ rollback }) => rollback !== undefined)) return "there is no way back to take";
  try {
    await engine.command(caller, remedy.executionId, { type: "roll_back_run", reason: why });
    return "it is being rolled back";
  } catch (error) {
    if (!(error instanceof OpsError)) throw error;
    log.info({ executionId: remedy.executionId, code: error.code }, "what did not help was not rolled back");
    return `it is not rolled back: ${error.message}`;
  }
}

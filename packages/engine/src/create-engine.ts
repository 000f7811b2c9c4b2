import { type Execution, type ExecutionEvent, startExecution } from "@steadyhand/core/execution";
import { OpsError, refusalError } from "@steadyhand/core/outcome";
import { createConductor } from "./conductor.ts";
import type { Caller, Engine, PersonCommand, Snapshot, StartRequest } from "./engine.ts";
import type { EngineOptions } from "./engine-options.ts";
import { importRunbook } from "./import-runbook.ts";
import type { RunbookVersion } from "./ports.ts";
import { currentProposal, judgeText, type Proposer, resolveText } from "./propose.ts";
import { record } from "./record.ts";
import { recover } from "./recover.ts";
import { createRedactors } from "./redactors.ts";
import { startInput } from "./start-input.ts";
import { createVersionCache } from "./version-cache.ts";
import { createWatchers } from "./watchers.ts";

/** Builds the engine: load, decide, store, then act. Nothing else may change an execution. */
export function createEngine(options: EngineOptions): Engine {
  const { executions, runbooks, scanner, clock, stepEnvironment } = options;
  const watchers = createWatchers();
  const versions = createVersionCache(runbooks, executions);
  const proposer: Proposer = { scanner, stepEnvironment, newApprovalId: () => options.newId("apr") };
  const redactorOf = createRedactors(options.redactorFor);
  const conductor = createConductor({ ...options, versions, proposer, watchers, redactorOf });

  async function begin(caller: Caller, request: StartRequest): Promise<Snapshot> {
    const { tenantId } = caller;
    const version = await runbooks.get(tenantId, request.runbookId, request.version);
    const input = startInput(options, caller, request, version);
    const started = startExecution(input, version.plan, clock.now());
    // What can be refused was checked before: the state machine itself never refuses a start.
    if (!started.ok) throw refusalError(started.refusal);
    try {
      await executions.create(started.state, record(started.state, started.facts, redactorOf(started.state)));
    } catch (error) {
      const isRepeat =
        request.idempotencyKey !== undefined && error instanceof OpsError && error.code === "execution.exists";
      if (!isRepeat) throw error;
      return { execution: await executions.get(tenantId, input.id), version };
    }
    const key = { tenantId, executionId: input.id };
    versions.remember(key, version);
    const owesProposal = started.effects.some(({ type }) => type === "propose");
    if (!owesProposal) return { execution: started.state, version };
    return (await conductor.apply(key, { event: () => undefined })).snapshot;
  }

  function toEvent(by: Caller["actor"], command: PersonCommand) {
    return (execution: Execution, { plan }: RunbookVersion): ExecutionEvent => {
      if (command.type !== "approve") return { ...command, by };
      const step = plan.steps.find(({ id }) => id === command.stepId);
      return { ...command, by, current: step && currentProposal(proposer, execution, step) };
    };
  }

  return {
    start: () => recover({ ...options, redactorOf }, conductor),
    stop: () => conductor.stop(),
    judge: (text, dialect) => judgeText(scanner, text, dialect),
    importRunbook: (caller, input) => importRunbook(options, caller, input),
    startExecution: begin,

    async get({ tenantId }, executionId) {
      const execution = await executions.get(tenantId, executionId);
      return { execution, version: await versions.of({ tenantId, executionId }) };
    },

    async command(caller, executionId, command) {
      const key = { tenantId: caller.tenantId, executionId };
      const { transition, snapshot } = await conductor.apply(key, {
        event: toEvent(caller.actor, command),
        asker: caller,
      });
      if (!transition.ok) throw refusalError(transition.refusal);
      if (command.type === "approve" && transition.facts.some(({ type }) => type === "approval.voided")) {
        throw refusalError({
          code: "approval.void",
          message: `Cannot approve step ${command.stepId} of ${executionId}: what it depends on has changed since it was asked`,
          hint: "It was judged afresh: read it again, then approve",
        });
      }
      return snapshot;
    },

    inspect({ execution }, step) {
      const resolved = resolveText(execution, step, "forward");
      if (!resolved?.ok) return {};
      const dialect = execution.edits[step.id] === undefined ? (step.command?.dialect ?? "shell") : "shell";
      const resolvedText = redactorOf(execution).redact(resolved.text);
      return { resolvedText, judgement: judgeText(scanner, resolved.text, dialect) };
    },

    outputSoFar: ({ tenantId }, executionId) => watchers.soFar({ tenantId, executionId }),
    watch: ({ tenantId }, executionId, watcher) => watchers.add({ tenantId, executionId }, watcher),
  };
}

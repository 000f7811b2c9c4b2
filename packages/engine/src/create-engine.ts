import {
  type Execution,
  type ExecutionEvent,
  type PlannedStep,
  startExecution,
  stepState,
} from "@steadyhand/core/execution";
import { OpsError, refusalError } from "@steadyhand/core/outcome";
import type { Proposal } from "@steadyhand/core/proposal";
import { keyNotAsked, type SecondKey } from "@steadyhand/core/risk";
import type { ParsedRunbook } from "@steadyhand/core/runbook";
import { assess, commandsOf, type JudgedCommand, type Keys, questionOf } from "./assess.ts";
import { createConductor } from "./conductor.ts";
import type { Caller, Engine, PersonCommand, Snapshot, StartRequest } from "./engine.ts";
import type { EngineOptions } from "./engine-options.ts";
import { guardKeys } from "./guard-keys.ts";
import { importRunbook } from "./import-runbook.ts";
import { judgeText } from "./judge-text.ts";
import type { RunbookVersion } from "./ports.ts";
import { currentProposal, type Proposer } from "./propose.ts";
import { record } from "./record.ts";
import { recover } from "./recover.ts";
import { createRedactors } from "./redactors.ts";
import { rescan } from "./rescan.ts";
import { resolveText } from "./resolve-text.ts";
import { startInput } from "./start-input.ts";
import { createVersionCache } from "./version-cache.ts";
import { createWarmUp } from "./warm-up.ts";
import { createWatchers } from "./watchers.ts";

/** Longer than any model's own time: this one is only for an adapter that breaks its word. */
const defaultWithinMs = 30_000;

/** Builds the engine: load, decide, store, then act. Nothing else may change an execution. */
export function createEngine(options: EngineOptions): Engine {
  const { executions, runbooks, scanner, clock, stepEnvironment } = options;
  const secondKeys = guardKeys(options.secondKeys, clock, options.secondKeyWithinMs ?? defaultWithinMs);
  const keys: Keys = { scanner, secondKeys, redactor: options.redactorFor([]) };
  const watchers = createWatchers();
  const versions = createVersionCache(runbooks, executions);
  const redactorOf = createRedactors(options.redactorFor);
  const proposer: Proposer = { scanner, stepEnvironment, newApprovalId: () => options.newId("apr"), redactorOf };
  const conductor = createConductor({ ...options, secondKeys, versions, proposer, watchers, redactorOf });
  const warmUp = createWarmUp({ secondKeys, redactorOf, log: options.log, signal: conductor.stopping });

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
    warmUp(started.state, version.plan);
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

  async function takeUp(): Promise<void> {
    const open = await recover({ ...options, redactorOf }, conductor);
    for (const execution of open) {
      const key = { tenantId: execution.tenantId, executionId: execution.id };
      versions.of(key).then(
        ({ plan }) => warmUp(execution, plan),
        (error: unknown) => options.log.error({ ...key, error }, "asking ahead failed"),
      );
    }
  }

  function assessAtOnce({ tenantId }: Caller, parsed: ParsedRunbook): JudgedCommand[] {
    return commandsOf(parsed).map((command) => {
      const known = secondKeys.known(questionOf(keys.redactor, tenantId, command));
      return { ...command, judgement: judgeText(scanner, command, known ?? keyNotAsked) };
    });
  }

  return {
    start: takeUp,
    stop: () => conductor.stop(),

    async judge({ tenantId }, command, signal) {
      const question = questionOf(keys.redactor, tenantId, command);
      return judgeText(scanner, command, await secondKeys.ask(question, signal));
    },

    assessAtOnce,
    assess: ({ tenantId }, parsed, signal) => assess(keys, tenantId, commandsOf(parsed), signal),
    importRunbook: (caller, input) => importRunbook({ ...options, keys }, caller, input),

    async classificationsOf(caller, { id, version, parsed }) {
      const stored = await options.classifications.list(caller.tenantId, id, version);
      if (stored.length > 0) return stored;
      return assessAtOnce(caller, parsed);
    },

    rescan: (caller, request) => rescan({ ...options, keys }, caller, request),
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
      if (command.type === "edit") warmUp(snapshot.execution, snapshot.version.plan);
      return snapshot;
    },

    inspect({ execution }, step) {
      const resolved = resolveText(execution, step, "forward");
      if (!resolved?.ok) return {};
      const resolvedText = redactorOf(execution).redact(resolved.text);
      const question = { tenantId: execution.tenantId, text: resolvedText, dialect: resolved.dialect };
      const secondKey = sealedKey(execution, step) ?? secondKeys.known(question) ?? keyNotAsked;
      return { resolvedText, judgement: judgeText(scanner, resolved, secondKey) };
    },

    outputSoFar: ({ tenantId }, executionId) => watchers.soFar({ tenantId, executionId }),
    watch: ({ tenantId }, executionId, watcher) => watchers.add({ tenantId, executionId }, watcher),
  };
}

/** The second key's answer that a step was asked about, or runs, under. */
function sealedKey(execution: Execution, step: PlannedStep): SecondKey | undefined {
  const state = stepState(execution, step.id);
  if (!("proposalBytes" in state)) return undefined;
  // We sealed these bytes ourselves, so they hold a proposal.
  const { purpose, risk } = JSON.parse(state.proposalBytes) as Proposal;
  return purpose === "forward" ? risk.secondKey : undefined;
}

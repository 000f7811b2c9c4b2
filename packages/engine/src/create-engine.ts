import {
  type Execution,
  type ExecutionEvent,
  type PlannedStep,
  startExecution,
  stepState,
} from "@steadyhand/core/execution";
import type { ExecutionId } from "@steadyhand/core/identity";
import { OpsError, refusalError } from "@steadyhand/core/outcome";
import type { Proposal } from "@steadyhand/core/proposal";
import { keyNotAsked, type SecondKey } from "@steadyhand/core/risk";
import type { ParsedRunbook } from "@steadyhand/core/runbook";
import { createAdvance } from "./advance.ts";
import { type Around, lookAround, standingOf } from "./around.ts";
import { assess, commandsOf, type JudgedCommand, type Keys, questionOf } from "./assess.ts";
import { createConductor } from "./conductor.ts";
import { type Continued, continued, continueRequest } from "./continue-run.ts";
import { refuseNewer, refuseUnwritten, reportDivergence } from "./divergence.ts";
import type { Caller, DivergenceChoice, Engine, PersonCommand, Snapshot, StartRequest } from "./engine.ts";
import type { EngineOptions } from "./engine-options.ts";
import { guardKeys } from "./guard-keys.ts";
import { importRunbook } from "./import-runbook.ts";
import { judgeText, judgeWritten } from "./judge-text.ts";
import { whoWasFirst } from "./late-answer.ts";
import { lockDoor } from "./lock-door.ts";
import type { Carrier } from "./node-port.ts";
import type { Answerer, ExecutionKey, RunbookVersion } from "./ports.ts";
import { currentProposal, type Proposer } from "./propose.ts";
import { record } from "./record.ts";
import { createRecovery } from "./recover.ts";
import { createRedactors } from "./redactors.ts";
import { createRelay } from "./relay.ts";
import { rescan } from "./rescan.ts";
import { resolveText } from "./resolve-text.ts";
import { snapshotOf } from "./snapshot.ts";
import { startInput } from "./start-input.ts";
import { recordTakenOver } from "./taken-over.ts";
import { followTraces } from "./trace.ts";
import { createVersionCache } from "./version-cache.ts";
import { createWarmUp } from "./warm-up.ts";
import { createWatchers } from "./watchers.ts";

/** Longer than any model's own time: this one is only for an adapter that breaks its word. */
const defaultWithinMs = 30_000;

/** Builds the engine: load, decide, store, then act. Nothing else may change an execution. */
export function createEngine(given: EngineOptions): Engine {
  const options = { ...given, runner: lockDoor(given), executions: followTraces(given.executions) };
  const { executions, runbooks, scanner, clock, stepEnvironment } = options;
  const secondKeys = guardKeys(options.secondKeys, clock, options.secondKeyWithinMs ?? defaultWithinMs);
  const keys: Keys = { scanner, secondKeys, redactor: options.redactorFor([]) };
  const { watchers, ...relay } = createRelay({
    ...options,
    watchers: createWatchers(),
    see,
    nodes: options.nodes,
    bus: options.bus,
  });
  const versions = createVersionCache(runbooks, executions);
  const redactorOf = createRedactors(options.redactorFor);
  const proposer: Proposer = { scanner, stepEnvironment, newApprovalId: () => options.newId("apr"), redactorOf };
  const conductor = createConductor({ ...options, secondKeys, versions, proposer, watchers, redactorOf, ...relay });
  const recovery = createRecovery({ ...options, redactorOf }, conductor);
  const warmUp = createWarmUp({ secondKeys, redactorOf, log: options.log, signal: conductor.stopping });

  async function begin(caller: Caller, request: StartRequest, from?: Continued): Promise<Snapshot> {
    const { tenantId } = caller;
    const version = await runbooks.get(tenantId, request.runbookId, request.version);
    const { guards } = request.guardsOf ? await executions.get(tenantId, request.guardsOf) : {};
    const input = { ...startInput(options, caller, request, version), ...(guards && { guards }), ...from };
    const started = startExecution(input, version.plan, clock.now());
    // What can be refused was checked before: the state machine itself never refuses a start.
    if (!started.ok) throw refusalError(started.refusal);
    try {
      await executions.create(
        started.state,
        record(started.state, started.facts, { redactor: redactorOf(started.state) }),
      );
    } catch (error) {
      const isRepeat =
        request.idempotencyKey !== undefined && error instanceof OpsError && error.code === "execution.exists";
      if (!isRepeat) throw error;
      return seen(await executions.get(tenantId, input.id), version);
    }
    const key = { tenantId, executionId: input.id };
    versions.remember(key, version);
    warmUp(started.state, version.plan);
    const owesProposal = started.effects.some(({ type }) => type === "propose");
    if (!owesProposal) return seen(started.state, version);
    try {
      return (await conductor.apply(key, { event: () => undefined })).snapshot;
    } catch (error) {
      // While a model was asked, the queue may have seen to it.
      if (error instanceof OpsError && error.code === "execution.unchanged") return see(key);
      throw error;
    }
  }

  /** An execution as it stands now, for people. */
  async function seen(execution: Execution, version: RunbookVersion): Promise<Snapshot> {
    const { tenantId, id: executionId } = execution;
    const found = await executions.circumstances({ tenantId, executionId });
    const around = lookAround(found, { panic: options.panic(), policy: options.policy(), now: clock.now() });
    return snapshotOf(execution, version, standingOf(execution, around));
  }

  async function see(key: ExecutionKey): Promise<Snapshot> {
    return seen(await executions.get(key.tenantId, key.executionId), await versions.of(key));
  }

  function toEvent(by: Caller["actor"], command: PersonCommand) {
    return (
      execution: Execution,
      { plan }: RunbookVersion,
      around: Around,
      answerer: Answerer | undefined,
    ): ExecutionEvent => {
      if (command.type === "reject")
        return { ...command, by, ...(answerer && { roles: answerer.roles, people: answerer.people }) };
      if (command.type !== "approve") return { ...command, by };
      const step = plan.steps.find(({ id }) => id === command.stepId);
      const current = step && currentProposal(proposer, execution, step, around);
      return { ...command, by, ...answerer, current: current?.sealed, decision: current?.decision };
    };
  }

  async function takeUp(execution: Execution, carrier?: Carrier): Promise<void> {
    if (carrier !== undefined) await recordTakenOver({ ...options, redactorOf }, execution, carrier);
    await recovery.takeUp(execution, carrier);
    const key = { tenantId: execution.tenantId, executionId: execution.id };
    versions.of(key).then(
      ({ plan }) => warmUp(execution, plan),
      (error: unknown) => options.log.error({ ...key, error }, "asking ahead failed"),
    );
  }

  /** One that cannot be taken up keeps no other from it. */
  async function takeUpAll(): Promise<void> {
    const say = (error: unknown, executionId: ExecutionId) =>
      options.log.error({ executionId, error }, "taking up an execution failed");
    for (const execution of await executions.listOpen(({ executionId }, error) => say(error, executionId))) {
      await takeUp(execution).catch((error: unknown) => say(error, execution.id));
    }
  }

  /** Alone, every open execution is ours; among others, what nobody else carries. */
  async function start(): Promise<void> {
    const left = options.runner.listLeft();
    if (options.nodes === undefined) await takeUpAll();
    else {
      relay.open();
      const { fenced } = conductor;
      const heard = options.heardPanic ?? (() => {});
      await options.nodes.start({ takeUp, fenced, beaten: relay.refresh, panic: heard });
    }
    await recovery.sweep(left);
  }

  function assessAtOnce({ tenantId }: Caller, parsed: ParsedRunbook): JudgedCommand[] {
    return commandsOf(parsed).map((command) => {
      const known = secondKeys.known(questionOf(keys.redactor, tenantId, command));
      return { ...command, judgement: judgeWritten(scanner, command, known ?? keyNotAsked) };
    });
  }

  async function diverged({ tenantId }: Caller, executionId: ExecutionId, choice: DivergenceChoice) {
    const execution = await executions.get(tenantId, executionId);
    const version = await versions.of({ tenantId, executionId });
    const report = reportDivergence(execution, version, { ...choice, redactor: redactorOf(execution) });
    return { report, execution };
  }

  const advance = createAdvance(conductor, options);
  return {
    start,
    advance,
    async stop() {
      relay.close();
      await conductor.stop();
      await options.nodes?.stop();
    },

    async judge({ tenantId }, command, signal) {
      const question = questionOf(keys.redactor, tenantId, command);
      return judgeWritten(scanner, command, await secondKeys.ask(question, signal));
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
    async checkStart(caller, request) {
      const runbook = await runbooks.get(caller.tenantId, request.runbookId, request.version);
      startInput(options, caller, request, runbook);
      return { runbook };
    },

    startExecution: (caller, request) => begin(caller, request),

    async continueExecution(caller, executionId, { idempotencyKey } = {}) {
      const earlier = await executions.get(caller.tenantId, executionId);
      const { plan } = await versions.of({ tenantId: caller.tenantId, executionId });
      const request = { ...continueRequest(earlier), ...(idempotencyKey && { idempotencyKey }) };
      return begin(caller, request, continued(earlier, plan));
    },

    async stopForPanic({ tenantId, actor: by }, executionId, reason) {
      try {
        await conductor.apply({ tenantId, executionId }, { event: () => ({ type: "panic_stop", by, reason }) });
      } catch (error) {
        // It has stopped already, or it has ended: there is nothing more to stop.
        const isStill = error instanceof OpsError && error.kind === "refused";
        if (!isStill) throw error;
      }
    },

    async get({ tenantId }, executionId) {
      const execution = await executions.get(tenantId, executionId);
      return seen(execution, await versions.of({ tenantId, executionId }));
    },

    async command(caller, executionId, command) {
      const key = { tenantId: caller.tenantId, executionId };
      const { transition, snapshot } = await conductor.apply(key, {
        event: toEvent(caller.actor, command),
        asker: caller,
        isAnswer: command.type === "approve" || command.type === "reject",
      });
      if (!transition.ok) {
        const { refusal } = transition;
        if (command.type !== "approve" && command.type !== "reject") throw refusalError(refusal);
        // Nobody can answer it any more. Where a clock was set forward, what waits for its end would still wait for long.
        if (refusal.code === "approval.expired") await advance(key, AbortSignal.any([]));
        throw refusalError(await whoWasFirst(options.approvals, { ...key, answer: command, refusal }));
      }
      if (command.type === "approve" && transition.facts.some(({ type }) => type === "approval.voided")) {
        throw refusalError({
          code: "approval.void",
          message: `Cannot approve step ${command.stepId} of ${executionId}: what it depends on has changed since it was asked`,
          hint: "It was judged afresh: read it again, then approve",
        });
      }
      if (command.type === "edit" || command.type === "add") warmUp(snapshot.execution, snapshot.version.plan);
      return snapshot;
    },

    divergence: async (caller, executionId, choice) => (await diverged(caller, executionId, choice)).report,

    async applyDivergence(caller, executionId, choice) {
      const { report, execution } = await diverged(caller, executionId, choice);
      const newest = await runbooks.get(caller.tenantId, execution.runbook.id);
      refuseNewer(executionId, report.version, newest);
      refuseUnwritten(executionId, report);
      const parsed = choice.parse(report.patch.source);
      // The patch was kept only because it reads back as what is meant.
      if (parsed === undefined) throw new TypeError(`the patched text of ${report.version.id} was just read`);
      const { written } = report.patch;
      const input = { parsed, id: report.version.id, from: { executionId, written } };
      return { ...(await importRunbook({ ...options, keys }, caller, input)), report };
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

import type { AttemptOutcome, Execution, StepState } from "@steadyhand/core/execution";
import { expect, it } from "vitest";
import type { Conductor } from "../src/conductor.ts";
import type { AdoptedAttempt, AttemptOutput, EngineOptions, Runner, RunnerListener } from "../src/index.ts";
import { createRecovery } from "../src/recover.ts";
import { now, runOf } from "./samples.ts";

const attemptId = "exe_1/stp_1/1";

/** A run whose step is in such a state, a runner that finds its attempt so, and what is done about it. */
function recoveryOf(step: object, found: AdoptedAttempt, stored?: AttemptOutcome) {
  const did: string[] = [];
  const execution: Execution = { ...runOf("true").execution, steps: { stp_1: step as StepState } };
  const listener = (what: string): RunnerListener => ({ started() {}, output() {}, ended: () => void did.push(what) });
  // As much of each as a recovery calls.
  const runner = {
    folderId: "run_1",
    async adopt(_id: string, heard: RunnerListener) {
      if (found === "ended") heard.ended({} as never);
      return found;
    },
    refuse: async () => true,
    forget: async () => void did.push("forgotten"),
  } as unknown as Runner;
  // Of each port as much as a recovery calls here, and of an output what it reads.
  const executions = {
    findTenant: async () => "ten_a",
    get: async () => execution,
    listOutputs: async () =>
      stored
        ? [{ stepId: "stp_1", attempt: 1, result: { attemptId, outcome: stored } } as unknown as AttemptOutput]
        : [],
  } as unknown as EngineOptions["executions"];
  const conductor = {
    attempts: { listen: () => listener("stored"), notStarted: () => void did.push("not started") },
    carryOut: (_of: Execution, { type }: { type: string }) => void did.push(type),
    expect() {},
  } as unknown as Conductor;
  const target = { kind: "local", name: "web-1", isDisposable: false } as const;
  const clock = { now: () => now, at: () => () => {} };
  const log = { info() {}, error: (fields: object) => void did.push(JSON.stringify(fields)) };
  const options = { executions, runner, clock, log, target, redactorOf: () => ({ redact: (text: string) => text }) };
  return { recovery: createRecovery(options as never, conductor), execution, did };
}

const running = (dispatchedAt: Date) => ({
  ...{ phase: "running", attempt: 1, attemptId, dispatchedAt, proposalBytes: "{}", digest: "sha256:00" },
});
const hour = 3_600_000;

it("starts what was handed out a moment ago by the database's clock, whatever the clock of the node that did it", async () => {
  const { recovery, execution, did } = recoveryOf(running(new Date(now.getTime() - hour)), "unheard");
  await recovery.takeUp(execution, { runnerId: "run_1", epoch: 2, handedOutMs: 3_500 });
  expect(did).toEqual(["dispatch"]);
});

it("asks a person about what was handed out long ago by the database's clock, whatever that node's clock", async () => {
  const { recovery, execution, did } = recoveryOf(running(new Date(now.getTime() + hour)), "unheard");
  await recovery.takeUp(execution, { runnerId: "run_1", epoch: 2, handedOutMs: 60_000 });
  expect(did).toEqual(["not started"]);
});

const asked = { phase: "manual_intervention", since: now, code: "attempt.unknown", why: "nobody knows" };

it.each([["unknown"], [undefined]] as const)(
  "stores the end of an attempt that nobody waits for, when what is stored of it is %s",
  async (stored) => {
    const { recovery, did } = recoveryOf(asked, "ended", stored);
    await recovery.sweep([attemptId]);
    expect(did).toEqual(["stored"]);
  },
);

it("forgets an attempt whose end is stored already", async () => {
  const { recovery, did } = recoveryOf(asked, "ended", "succeeded");
  await recovery.sweep([attemptId]);
  expect(did).toEqual(["forgotten"]);
});

it("leaves an attempt that is waited for to whoever takes its execution up", async () => {
  const { recovery, did } = recoveryOf(running(now), "ended");
  await recovery.sweep([attemptId]);
  expect(did).toEqual([]);
});

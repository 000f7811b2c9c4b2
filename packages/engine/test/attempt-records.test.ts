import { type AttemptResult, decide, type Execution, type ExecutionEvent, stepState } from "@steadyhand/core/execution";
import type { Actor } from "@steadyhand/core/identity";
import { actionKeyOf, type Proposal } from "@steadyhand/core/proposal";
import { describe, expect, it } from "vitest";
import { attemptRecords } from "../src/attempt-records.ts";
import { currentProposal, propose } from "../src/propose.ts";
import { answered, aroundOf, now, proposer, runOf } from "./samples.ts";

const ines: Actor = { kind: "person", id: "act_ines", name: "Ines" };
const stepId = "stp_1";

/** A run of one command, event by event, with what each adds to the record. */
function begin(command: string) {
  const { execution, plan, step } = runOf(command);
  let state = execution;
  function apply(event: ExecutionEvent) {
    const before = state;
    const transition = decide(before, event, { plan, now });
    if (!transition.ok) throw new TypeError(transition.refusal.message);
    state = transition.state;
    return attemptRecords(before, transition, now);
  }
  const request = { execution, step, purpose: "forward", around: aroundOf(), known: () => answered("safe") } as const;
  const event = propose(proposer, request);
  if (event.type === "unanswered") throw new TypeError("every question has its answer");
  return { apply, event, plan, step, now: () => state };
}

/** The same, up to a person's yes, with what that adds. */
function approved(command: string) {
  const run = begin(command);
  expect(run.apply(run.event)).toEqual([]);
  const state = run.now();
  const current = currentProposal(proposer, state, run.step, aroundOf());
  const digest = current?.sealed.digest ?? "";
  const yes = { type: "approve", stepId, digest, by: ines, typedTarget: "web-1" } as const;
  return { ...run, records: run.apply({ ...yes, current: current?.sealed, decision: current?.decision }) };
}

function ended(outcome: AttemptResult["outcome"]): ExecutionEvent {
  const stream = { bytes: 0, keptBytes: 0, sha256: "", truncated: false };
  const result: AttemptResult = {
    ...{ attemptId: "exe_1/stp_1/1", outcome, endedAt: now, stdout: stream, stderr: stream, orphans: [] },
    output: { stdout: "", stderr: "" },
    ...(outcome === "succeeded" && { exitCode: 0 }),
  };
  return { type: "attempt_ended", stepId, result };
}

const verified = (holds: boolean): ExecutionEvent => ({ type: "verified", stepId, holds, why: "looked" });

function proposalOf(execution: Execution): Proposal {
  const step = stepState(execution, stepId);
  if (!("proposalBytes" in step)) throw new TypeError("the step is underway");
  return JSON.parse(step.proposalBytes);
}

describe("the record of an attempt", () => {
  it("begins with its dispatch: what it does, who let it through and at which level", () => {
    const run = approved("touch /tmp/here");
    expect(run.records).toEqual([
      {
        ...{ type: "dispatched", at: now, stepId, attempt: 1, purpose: "forward", risk: "caution" },
        ...{ actionClass: "writes", isChange: true, how: "approved", approvers: ["act_ines"], level: 3 },
        actionKey: actionKeyOf(proposalOf(run.now())),
      },
    ]);
  });

  it("says that nobody was asked, and that it only reads", () => {
    const run = begin("ls /");
    expect(run.apply(run.event)).toMatchObject([
      { type: "dispatched", how: "automatic", approvers: [], isChange: false, actionClass: "reads", level: 3 },
    ]);
  });

  it.each([
    [true, "improved"],
    [false, "unchanged"],
  ] as const)("ends with its result, and once it is verified (%s) with what it came to: %s", (holds, outcome) => {
    const run = approved("touch /tmp/here");
    expect(run.apply(ended("succeeded"))).toEqual([
      { type: "ended", stepId, attempt: 1, result: "succeeded", at: now },
    ]);
    expect(run.apply(verified(holds))).toEqual([{ type: "judged", stepId, attempt: 1, at: now, holds, outcome }]);
  });

  it("is judged unknown at once when nobody can say how far it ran", () => {
    const run = approved("touch /tmp/here");
    expect(run.apply(ended("unknown"))).toEqual([
      { type: "ended", stepId, attempt: 1, result: "unknown", at: now },
      { type: "judged", stepId, attempt: 1, at: now, holds: false, outcome: "unknown" },
    ]);
  });

  it("stays open while its node cannot be asked", () => {
    const run = approved("touch /tmp/here");
    expect(run.apply({ type: "contact_lost", stepId, attemptId: "exe_1/stp_1/1", why: "gone" })).toEqual([]);
    const found = { type: "attempt_found", stepId, attemptId: "exe_1/stp_1/1", why: "back" } as const;
    expect(run.apply({ ...found, state: "running" })).toEqual([]);
    expect(run.apply(ended("succeeded"))).toHaveLength(1);
  });

  it("has the same key for the same command, and another for another", () => {
    const key = (command: string) => {
      const [record] = approved(command).records;
      return record?.type === "dispatched" ? record.actionKey : undefined;
    };
    expect(key("touch /tmp/here")).toBe(key("touch  /tmp/here"));
    expect(key("touch /tmp/here")).not.toBe(key("touch /tmp/there"));
  });
});

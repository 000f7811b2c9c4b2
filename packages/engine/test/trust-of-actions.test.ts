import { actionWorkflow } from "@steadyhand/core/action";
import { lookRunbook } from "@steadyhand/core/investigation";
import { type Proposal, sha256Hex } from "@steadyhand/core/proposal";
import { describe, expect, it } from "vitest";
import { gateInput } from "../src/around.ts";
import { propose } from "../src/propose.ts";
import { answered, aroundOf, proposer, runOf } from "./samples.ts";

const call = { name: "shop.restart_node", parameters: { node: "n1" } };
const undo = { name: "shop.stop_node", parameters: { node: "n1" } };
const standard = { level: 1, why: "nobody has set another", isStandard: true } as const;

/** What the gate is told of the trust, where the run's text is this one and the proposal this call on that target. */
function trustIn(
  text: string,
  {
    target = "subject",
    trust = standard,
    rollback,
  }: {
    readonly target?: Proposal["target"]["kind"];
    readonly trust?: typeof standard | { readonly level: 0 | 1 | 2; readonly why: string };
    readonly rollback?: typeof undo;
  } = {},
) {
  const run = runOf("true");
  const around = aroundOf();
  const made = propose(proposer, {
    ...{ execution: run.execution, step: run.step, purpose: "forward", around, known: () => answered("safe") },
  });
  if (made.type !== "proposed") throw new Error(made.type);
  const { proposal } = made.sealed;
  const { risk, secondKey } = { risk: proposal.risk.merged, secondKey: proposal.risk.secondKey };
  const acted: Proposal = {
    ...proposal,
    command: { kind: "action", version: 1, ...call },
    target: { ...proposal.target, kind: target },
    ...(rollback && { rollback: { command: { kind: "action", version: 1, ...rollback }, risk, secondKey } }),
  };
  const execution = { ...run.execution, runbook: { ...run.execution.runbook, sourceSha256: sha256Hex(text) } };
  const circumstances = { ...around.circumstances, trust };
  return gateInput(execution, acted, "proposal", { ...around, circumstances }).circumstances.trust.level;
}

describe("the trust of a run that is one action of a subject", () => {
  it("is that of the subject, where its text is that one call as we write it, with what takes it back", () => {
    expect(trustIn(actionWorkflow(call))).toBe(2);
    expect(trustIn(actionWorkflow(call, undo), { rollback: undo })).toBe(2);
  });

  it("is that of a step by itself, where its text is one command that both keys find safe", () => {
    const trust = (text: string, command: string, answer: "safe" | "caution" = "safe") => {
      const run = runOf(command);
      const around = aroundOf();
      const request = { execution: run.execution, step: run.step, purpose: "forward", around } as const;
      const made = propose(proposer, { ...request, known: () => answered(answer) });
      if (made.type !== "proposed") throw new Error(made.type);
      const execution = { ...run.execution, runbook: { ...run.execution.runbook, sourceSha256: sha256Hex(text) } };
      const circumstances = { ...around.circumstances, trust: standard };
      return gateInput(execution, made.sealed.proposal, "proposal", { ...around, circumstances }).circumstances.trust
        .level;
    };
    expect(trust(lookRunbook("df -h"), "df -h")).toBe(2);
    expect(trust(lookRunbook("df -h"), "df -h", "caution")).toBe(1);
    expect(trust(lookRunbook("df -h"), "df -i")).toBe(1);
    expect(trust("# Look\n\n1. `df -h`\n", "df -h")).toBe(1);
  });

  it.each([
    ["more than the call", `${actionWorkflow(call)}  - { name: And more, run: "true" }\n`, {}],
    ["another call", actionWorkflow({ ...call, parameters: { node: "n2" } }), {}],
    ["a way back that was not sealed", actionWorkflow(call, undo), {}],
    ["no way back where one was sealed", actionWorkflow(call), { rollback: undo }],
    ["a runbook of people", "# Restart\n", {}],
    ["the call, and it is none of a subject", actionWorkflow(call), { target: "local" }],
    [
      "the call, and a person has said 1 of it",
      actionWorkflow(call),
      { trust: { level: 1, why: "Riley set trust 1" } },
    ],
  ] as const)("stays what it is where its text is %s", (_what, text, given) => {
    expect(trustIn(text, given)).toBe(1);
  });
});

import type { StepState } from "@steadyhand/core/execution";
import { type Proposal, seal } from "@steadyhand/core/proposal";
import { expect, it } from "vitest";
import { presentApproval } from "./approval.ts";

const at = new Date("2026-11-20T03:00:00Z");
const proposal: Proposal = {
  executionId: "exe_1",
  stepId: "stp_1",
  attempt: 1,
  purpose: "forward",
  command: { kind: "words", words: ["rm", "-rf", "/srv/old"] },
  target: { kind: "local", name: "web-1", isDisposable: false },
  environment: "test",
  proposedBy: { kind: "person", id: "act_riley", name: "Riley" },
  why: "Remove the old release",
  risk: {
    merged: { risk: "dangerous", rule: 1, why: "The scanner says dangerous." },
    scanner: "dangerous",
    evidence: [{ rule: "program.rm", risk: "dangerous", range: { start: 0, end: 16 }, why: "It deletes." }],
    secondKey: { state: "absent", code: "not_configured", reason: "no model is configured" },
    scannerVersion: "1",
  },
  ...{ actionClasses: ["deletes"], blastRadius: "many", isReversible: false, isIdempotent: false },
  verification: { exitStatus: 0 },
  workingDirectory: "/srv",
  environmentNames: ["PATH"],
  timeoutMs: 300_000,
  dependsOn: {
    runbook: { id: "rbk_1", version: 1, sourceSha256: "a" },
    policySha256: "b",
    environmentSha256: "c",
  },
};
const sealed = seal(proposal);
const demand = { kind: "typed_target", count: 1, quorums: [], lifetimesMs: [300_000] } as const;
const asked: StepState & { phase: "awaiting_approval" } = {
  phase: "awaiting_approval",
  purpose: "forward",
  decision: { verdict: "approve", level: 2, confirmation: "typed_target", caps: [], findings: [], demands: [], demand },
  proposalBytes: sealed.bytes,
  approval: {
    phase: "requested",
    request: {
      id: "apr_1",
      digest: sealed.digest,
      risk: "dangerous",
      confirmation: "typed_target",
      targetName: "web-1",
      environment: "test",
      proposedBy: "act_riley",
      requestedAt: at,
      expiresAt: at,
    },
  },
};

it("draws what will run from the proposal's bytes", () => {
  expect(presentApproval(asked, (text) => text)).toMatchObject({
    digest: sealed.digest,
    command: { kind: "words", words: ["rm", "-rf", "/srv/old"] },
    targetName: "web-1",
    workingDirectory: "/srv",
    timeoutMs: 300_000,
    judgement: { scanner: "dangerous", final: "dangerous", mergeRule: 1 },
  });
});

it("gives the digest of the bytes it drew, so that an answer for other bytes cannot count", () => {
  const changed = sealed.bytes.replace("/srv/old", "/srv");
  const view = presentApproval({ ...asked, proposalBytes: changed }, (text) => text);
  expect(view.command).toEqual({ kind: "words", words: ["rm", "-rf", "/srv"] });
  expect(view.digest).not.toBe(asked.approval.request.digest);
});

import type { ApprovalWire, ExecutionWire, StepWire } from "@steadyhand/api";
import { describe, expect, it } from "vitest";
import { choiceOf, choicesFor } from "./choices.ts";
import { situationOf } from "./situation.ts";

const step = (changes: Partial<StepWire>): StepWire => ({
  id: "stp_1",
  number: "1",
  title: "Restart",
  description: "",
  section: [],
  phase: "ready",
  isCurrent: true,
  can: [],
  ...changes,
});

const execution = (current: Partial<StepWire>, changes: Partial<ExecutionWire> = {}): ExecutionWire => ({
  id: "exe_1",
  runbook: { id: "rbk_1", version: 1, title: "Restart", sourceSha256: "0" },
  mode: "run",
  environment: "test",
  targetName: "db-3",
  subject: "db-3",
  project: "default",
  phase: "running",
  startedBy: { kind: "person", id: "act_riley", name: "Riley" },
  startedAt: "2026-11-20T03:00:00.000Z",
  sequence: 1,
  level: 2,
  caps: [],
  values: {},
  workingDirectory: "/",
  guards: [],
  settleMs: 0,
  retries: 0,
  can: ["pause", "abort"],
  steps: [step(current)],
  ...changes,
});

const approval = (changes: Partial<ApprovalWire> = {}): ApprovalWire => ({
  id: "apr_1",
  digest: "sha256:1",
  purpose: "forward",
  command: { kind: "words", words: ["ls"] },
  judgement: {
    scanner: "safe",
    evidence: [],
    secondKey: { state: "absent", code: "not_configured", reason: "no model is configured" },
    final: "caution",
    mergeRule: 4,
    why: "",
    scannerVersion: "1",
  },
  decision: { verdict: "approve", level: 2, confirmation: "click", caps: [], findings: [] },
  confirmation: "click",
  targetName: "db-3",
  environment: "test",
  workingDirectory: "/",
  environmentNames: [],
  timeoutMs: 1000,
  verification: { exitStatus: 0 },
  guards: [],
  settleMs: 0,
  asks: "anybody who can sign in",
  needed: 1,
  quorums: [],
  grants: [],
  isFourEyes: false,
  escalations: 0,
  proposedBy: { kind: "person", id: "act_riley", name: "Riley" },
  proposers: [{ kind: "person", id: "act_riley", name: "Riley" }],
  requestedAt: "2026-11-20T03:00:00.000Z",
  expiresAt: "2026-11-20T03:15:00.000Z",
  ...changes,
});

describe("what an execution needs of a person", () => {
  it("is another question as soon as the digest is another", () => {
    const asked = situationOf(execution({ phase: "awaiting_approval", approval: approval() }));
    const changed = situationOf(execution({ phase: "awaiting_approval", approval: approval({ digest: "sha256:2" }) }));
    expect(asked.kind).toBe("approval");
    expect(changed.key).not.toBe(asked.key);
  });

  it("is another question when it is asked anew, even for the same bytes", () => {
    const asked = situationOf(execution({ phase: "awaiting_approval", approval: approval() }));
    const again = situationOf(execution({ phase: "awaiting_approval", approval: approval({ id: "apr_2" }) }));
    expect(again.key).not.toBe(asked.key);
  });

  it("is no question while something runs, is being aborted, or has nothing to draw", () => {
    for (const phase of ["running", "rolling_back", "verifying"] as const) {
      expect(situationOf(execution({ phase })).kind).toBe("moving");
    }
    const abortAsked = { by: approval().proposedBy, at: "2026-11-20T03:00:00.000Z", reason: "stop" };
    expect(situationOf(execution({ phase: "failed" }, { abortAsked })).kind).toBe("moving");
    expect(situationOf(execution({ phase: "awaiting_approval" })).kind).toBe("moving");
    expect(situationOf(execution({ phase: "ready", waitsFor: "proposal" })).kind).toBe("moving");
  });

  it("tells hands, conditions, trouble, a pause and the end apart", () => {
    expect(situationOf(execution({ waitsFor: "hand" })).kind).toBe("hand");
    expect(situationOf(execution({ waitsFor: "condition" })).kind).toBe("condition");
    expect(situationOf(execution({ phase: "rollback_available" })).kind).toBe("trouble");
    expect(situationOf(execution({ phase: "failed" }, { phase: "paused" })).kind).toBe("paused");
    expect(situationOf(execution({}, { phase: "aborted" })).kind).toBe("ended");
  });
});

describe("what a person can press", () => {
  const waiting = execution({
    phase: "awaiting_approval",
    approval: approval(),
    can: ["approve", "reject", "edit", "skip"],
  });

  it("is what the server allows, with leaving and help", () => {
    const names = choicesFor(situationOf(waiting), waiting, { isCut: false }).map(({ name }) => name);
    expect(names).toEqual(["approve", "reject", "edit", "skip", "pause", "abort", "leave", "help"]);
  });

  it("has a key of its own for each choice", () => {
    const everything = execution(
      {
        phase: "manual_intervention",
        can: ["approve", "reject", "edit", "skip", "done", "retry", "roll_back", "answer"],
      },
      { can: ["pause", "resume", "abort"] },
    );
    const keys = choicesFor(situationOf(everything), everything, { isCut: true }).map(({ key }) => key);
    expect(keys).toHaveLength(15);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("is one key alone: a word that begins with it, an empty line or two keys are no answer", () => {
    const choices = choicesFor(situationOf(waiting), waiting, { isCut: false });
    expect(choiceOf(" A ", choices)).toBe("approve");
    for (const line of ["", "approve", "aa", "a a", "yes", "y", "t", "ä"])
      expect(choiceOf(line, choices)).toBeUndefined();
  });
});

import type { ExecutionHeadWire, StepWire } from "@steadyhand/api";
import { describe, expect, it } from "vitest";
import { applyUpdate } from "./execution-store.ts";

const person = { kind: "person", id: "act_ines", name: "Ines" } as const;
const head = (sequence: number): ExecutionHeadWire => ({
  id: "exe_1",
  runbook: { id: "rbk_1", version: 1, title: "Restart", sourceSha256: "0" },
  mode: "run",
  environment: "test",
  targetName: "web-1",
  subject: "web-1",
  project: "default",
  phase: "running",
  startedBy: person,
  startedAt: "2026-11-20T13:00:00.000Z",
  sequence,
  level: 2,
  caps: [],
  values: {},
  workingDirectory: "/",
  guards: [],
  settleMs: 0,
  retries: 0,
  can: [],
});
const step = (id: string, phase: StepWire["phase"] = "pending"): StepWire => ({
  id,
  number: "1",
  title: id,
  description: "",
  section: [],
  phase,
  isCurrent: false,
  can: [],
});

describe("applyUpdate", () => {
  const first = applyUpdate(undefined, { head: head(1), steps: [step("a"), step("b")] }, { isFull: true });

  it("changes only the steps that changed", () => {
    const next = applyUpdate(first, { head: head(2), steps: [step("b", "running")] }, { isFull: false });
    expect(next?.steps.map(({ phase }) => phase)).toEqual(["pending", "running"]);
    expect(next?.steps[0]).toBe(first?.steps[0]);
  });

  it("keeps the identity of steps that a full update repeats", () => {
    const next = applyUpdate(first, { head: head(2), steps: [step("a"), step("b")] }, { isFull: true });
    expect(next?.steps[0]).toBe(first?.steps[0]);
  });

  it("never goes back to what is older than what is known", () => {
    const next = applyUpdate(first, { head: head(5), steps: [step("a", "succeeded")] }, { isFull: false });
    const late = applyUpdate(next, { head: head(4), steps: [step("a", "running"), step("b")] }, { isFull: true });
    expect(late).toBe(next);
  });

  it("waits for a full update before it shows anything", () => {
    expect(applyUpdate(undefined, { head: head(1), steps: [step("a")] }, { isFull: false })).toBeUndefined();
  });
});

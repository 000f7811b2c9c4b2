import type { JudgementWire, ParsedRunbookWire, SecondKeyWire } from "@steadyhand/api";
import { ApiProblem } from "@steadyhand/client";
import { describe, expect, it } from "vitest";
import { sayAssessment } from "./say-assessment.ts";
import { markedRanges, segmentSource } from "./segment-source.ts";
import { acceptedSteps } from "./use-accepted.ts";
import type { Assessment } from "./use-assessed.ts";

const by = { provider: "fake", requestedModel: "judge-1", model: "judge-1", promptVersion: "1" };
const answered: SecondKeyWire = { state: "answered", risk: "safe", confidence: 1, reason: "reads", by };
const late: SecondKeyWire = { state: "absent", code: "timed_out", reason: "no answer within 3.5 s" };

const source = "Look with ls, then tell them.";
const lsRange = { start: 10, end: 12 };

function judgement(secondKey: SecondKeyWire): JudgementWire {
  return { scanner: "safe", evidence: [], secondKey, final: "safe", mergeRule: 3, why: "", scannerVersion: "1" };
}

function runbook(...keys: readonly SecondKeyWire[]): ParsedRunbookWire {
  const steps = keys.map((key, index) => ({
    id: `stp_${index}`,
    number: `${index + 1}`,
    title: "Look",
    description: "",
    section: [],
    range: lsRange,
    command: { text: "ls", dialect: "shell" as const, origin: "inline" as const, range: lsRange },
    judgement: judgement(key),
    variables: [],
    after: [],
  }));
  const empty = { variables: [], prerequisites: [], conditions: [], ambiguities: [] };
  return { title: "Look", format: "plain", source, sourceSha256: "", steps, orderedItems: 0, ...empty };
}

const command = { text: "ls", dialect: "shell", origin: "model", range: lsRange } as const;
const added = { id: "add_1", title: "Look with ls", command, judgement: judgement(answered) };
const extraction = { state: "answered", steps: [added], variables: [], branches: [], dropped: [], by } as const;
const ready = (read: ParsedRunbookWire): Assessment => ({
  state: "ready",
  runbook: read,
  extraction: { ...extraction, steps: [added], variables: [], branches: [], dropped: [] },
});

describe("an assessment", () => {
  it("says about how many commands the model is asked, and about how many it answered", () => {
    expect(sayAssessment({ state: "asking", commands: 3 })).toBe("Asking the model about 3 commands");
    expect(sayAssessment(ready(runbook(answered, answered)))).toBe(
      "The model answered for 2 commands. It proposes 1 more step.",
    );
  });

  it("says in one line why the model did not answer", () => {
    expect(sayAssessment(ready(runbook(answered, late)))).toContain(
      "gave no answer for 1 of 2 commands: no answer within 3.5 s.",
    );
    const problem = new ApiProblem("Cannot assess: the server is away", { status: 0, code: "server.unreachable" });
    expect(sayAssessment({ state: "failed", problem, retry: () => {} })).toBe(
      "The model was not asked: Cannot assess: the server is away",
    );
    expect(sayAssessment({ state: "none" })).toBe("");
  });

  it("takes along only what a person took, with the place where it stands", () => {
    const assessment = ready(runbook(answered));
    expect(acceptedSteps(assessment, new Set())).toEqual([]);
    expect(acceptedSteps(assessment, new Set(["add_1", "add_2"]))).toEqual([
      { text: "ls", dialect: "shell", range: lsRange },
    ]);
    expect(acceptedSteps({ state: "asking", commands: 1 }, new Set(["add_1"]))).toEqual([]);
  });

  it("marks what is proposed where it stands in the source", () => {
    const segments = segmentSource(source, markedRanges(runbook(), [added]));
    expect(segments.filter(({ marks }) => marks.includes("proposed"))).toEqual([
      { start: 10, text: "ls", marks: ["proposed"], stepIds: ["add_1"] },
    ]);
  });
});

import type { AuditEventWire } from "@steadyhand/api";
import { describe, expect, it } from "vitest";
import { drawStory } from "./draw-story.ts";

const hash = "ab".repeat(32);
const digest = `sha256:${"5d".repeat(32)}`;

function event(sequence: number, seconds: number, changes: Partial<AuditEventWire> = {}): AuditEventWire {
  return {
    ...{ sequence, hash, previous: hash, at: new Date(Date.UTC(2026, 2, 1, 3) + seconds * 1000).toISOString() },
    ...{ type: "step.approved", actor: { kind: "person", id: "act_riley", name: "Riley" }, executionId: "exe_9xQ1" },
    ...{ stepId: "stp_1", outcome: "ok", why: "Riley approved it", data: {} },
    ...changes,
  };
}

describe("the story of an execution", () => {
  const story = [
    event(4, 0, { type: "execution.started", stepId: undefined, why: "Riley started it" }),
    event(9, 75, { data: { digest, note: "a\u202Eb" } }),
    event(12, 74, { type: "step.executed", attempt: 2, outcome: "failed", why: `it ended with 1, ${digest}` }),
  ];

  it("has one line an event: since the start, who, what, how it ended and why, with short digests", () => {
    expect(drawStory(story, { isFull: false })).toBe(
      [
        "exe_9xQ1: 3 events in 1 min 14 s, from 2026-03-01T03:00:00.000Z",
        "",
        "event  after        who    what                           outcome  why",
        "4      +0 ms        Riley  execution.started              ok       Riley started it",
        "9      +1 min 15 s  Riley  step.approved stp_1            ok       Riley approved it (sha256:5d5d5d5d5d5d…)",
        "12     +1 min 14 s  Riley  step.executed stp_1 attempt 2  failed   it ended with 1, sha256:5d5d5d5d5d5d…",
      ].join("\n"),
    );
  });

  it("has all of it below each line when it is asked for, and what deceives written out", () => {
    const full = drawStory(story, { isFull: true });
    expect(full).toContain(`    at 2026-03-01T03:01:15.000Z\n    hash ${hash}\n    {\n      "digest": "${digest}",`);
    expect(full).toContain("a⟦U+202E right-to-left override⟧b");
  });

  it("draws a story of any length", () => {
    const long = Array.from({ length: 130_000 }, (_, index) => event(index + 1, index));
    const lines = drawStory(long, { isFull: false }).split("\n");
    expect(lines.filter((line) => line.includes("Riley approved it"))).toHaveLength(130_000);
  });
});

import type { AuditEvent } from "@steadyhand/core/audit";
import { describe, expect, it } from "vitest";
import { simulate } from "./simulate.ts";

describe("simulate", () => {
  it("counts what was recorded without all that it was judged by, and guesses nothing about it", () => {
    // Of an event, only what it holds of the decision is looked at.
    const old = { data: { decision: { verdict: "run", level: 3, caps: [], findings: [] } } } as unknown as AuditEvent;
    expect(simulate([old, old], {})).toEqual({
      ...{ decisions: 0, unreadable: 2, changed: [] },
      before: { run: 0, approve: 0, by_hand: 0, refuse: 0 },
      after: { run: 0, approve: 0, by_hand: 0, refuse: 0 },
    });
  });
});

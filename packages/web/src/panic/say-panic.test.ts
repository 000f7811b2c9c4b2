import { describe, expect, it } from "vitest";
import { sayNext, sayRun, sayStop, stopLook } from "./say-panic.ts";

const run = { executionId: "exe_1", state: "stopped", processes: 3, hasEnded: false } as const;

describe("what the page says of a stop", () => {
  it("never calls stopped what was not seen stopped", () => {
    for (const state of ["stopping", "unconfirmed"] as const) {
      expect(sayStop(state)).not.toBe(sayStop("stopped"));
      expect(sayRun({ ...run, state })).not.toContain("stopped ");
      expect(stopLook(state).tone).not.toBe("good");
    }
  });

  it("counts the processes that were seen, and says when there are none", () => {
    expect(sayRun(run)).toBe("3 processes stopped");
    expect(sayRun({ ...run, processes: 1 })).toBe("1 process stopped");
    expect(sayRun({ ...run, processes: 0 })).toBe("nothing of it runs");
    expect(sayRun({ ...run, processes: 0, hasEnded: true })).toBe("it has ended");
  });

  it("says what stood in the way before anything else", () => {
    expect(sayRun({ ...run, state: "unconfirmed", problem: "processes 7 were not seen stopped" })).toBe(
      "processes 7 were not seen stopped",
    );
  });
});

describe("what is done next while panic is on", () => {
  const me = { id: "act_me" };
  const on = { stop: "stopped", resumption: { phase: "none" } } as const;
  const asked = (id: string) => {
    const by = { kind: "person", id, name: "Kim" } as const;
    const at = "2026-11-20T03:00:00Z";
    return { ...on, resumption: { phase: "asked", by, at, reason: "it is over", expiresAt: at } } as const;
  };

  it("sends people to what may still run before it speaks of an end", () => {
    expect(sayNext({ ...asked("act_kim"), stop: "unconfirmed" }, me)).toContain("may still run");
  });

  it("asks the second person to confirm, and tells the first to wait for them", () => {
    expect(sayNext(asked("act_kim"), me)).toContain("Kim asked to end it");
    expect(sayNext(asked("act_me"), me)).toContain("a second person has to confirm");
  });

  it("says who is missing where one person is alone", () => {
    expect(sayNext({ ...on, people: 1 }, me)).toContain("Add a second person");
    expect(sayNext({ ...on, people: 2 }, me)).toContain("an admin asks to end it");
  });
});

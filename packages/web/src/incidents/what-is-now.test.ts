import type {
  HandlingWire,
  IncidentWire,
  InvestigationSummaryWire,
  KeptApprovalWire,
  RemedyWire,
} from "@steadyhand/api";
import { describe, expect, it } from "vitest";
import { sayHandling } from "./say-handling.ts";
import { whatIsNow } from "./what-is-now.ts";

const at = "2026-11-22T05:00:00.000Z";
const kim = { kind: "person", id: "act_kim", name: "Kim" } as const;
const handling: HandlingWire = { kind: "rest", why: "what was done helped" };
const hold = { by: kim, at, why: "I am on it" };

// What is decided here reads nothing else of them.
const incident = (more: object = {}) => ({ phase: "open", ...more }) as Pick<IncidentWire, "phase">;
const approval = (executionId: string, phase = "requested") => ({ executionId, phase }) as KeptApprovalWire;
const concluded = (phase: RemedyWire["phase"] | undefined, more: object = {}) =>
  ({
    ...(phase && { remedy: { phase, executionId: "exe_1" } }),
    ...more,
  }) as InvestigationSummaryWire;

const kindOf = (known: Partial<Parameters<typeof whatIsNow>[0]>) =>
  whatIsNow({ incident: incident(), handling, investigations: [], approvals: [], ...known }).kind;

describe("what stands first about an incident", () => {
  it("is the question that waits for a person, whatever else holds", () => {
    const approvals = [approval("exe_1")];
    const investigations = [concluded(undefined), concluded("proposed", { escalated: { at, why: "nobody answered" } })];
    expect(kindOf({ investigations, approvals })).toBe("approve");
    expect(kindOf({ investigations, approvals, incident: incident({ hold }) })).toBe("approve");
    expect(kindOf({ investigations, approvals, incident: incident({ phase: "resolved" }) })).toBe("approve");
  });

  it("is never a question of another run, or one that was answered", () => {
    const investigations = [concluded("proposed")];
    expect(kindOf({ investigations, approvals: [approval("exe_2"), approval("exe_1", "granted")] })).toBe("under_way");
  });

  it("is that it is over once it is, and nobody has to say anything", () => {
    expect(kindOf({ incident: incident({ phase: "resolved" }), investigations: [concluded("ended")] })).toBe("over");
  });

  it("is what is under way before who holds it", () => {
    expect(kindOf({ investigations: [concluded("verifying")], incident: incident({ hold }) })).toBe("under_way");
    expect(kindOf({ investigations: [concluded("ended")], incident: incident({ hold }) })).toBe("held");
  });

  it("is that a person is needed once it goes no further by itself", () => {
    expect(kindOf({ investigations: [concluded("ended", { escalated: { at, why: "it did not help" } })] })).toBe(
      "escalated",
    );
  });

  it("is else what comes next", () => {
    expect(kindOf({})).toBe("next");
    expect(sayHandling(handling)).toBe("Nothing is done by itself: what was done helped.");
    expect(sayHandling({ kind: "look", why: "it is being looked into" })).toBe("Now: it is being looked into.");
  });
});

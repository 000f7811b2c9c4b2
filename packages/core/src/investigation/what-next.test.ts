import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { InvestigationEvent } from "./decide-investigation.ts";
import { after, diagnosis, incident, investigation, nodeDown, restart, riley, tell } from "./investigation.fixture.ts";
import type { Investigation } from "./investigation.ts";
import { mostInvestigations, whatNext } from "./what-next.ts";

const conclude = (more: Parameters<typeof diagnosis>[0] = {}): InvestigationEvent => ({
  ...{ type: "conclude", because: "concluded", diagnosis: diagnosis(more) },
});
const propose: InvestigationEvent = {
  type: "propose",
  suggestion: restart,
  executionId: "exe_1",
  before: [nodeDown],
  mends: [nodeDown],
};
const done: InvestigationEvent = { type: "done", doneAt: after(2), settleMs: 5_000, until: after(60) };
const ended = (result: "helped" | "unchanged" | "worse" | "unknown" | "declined" | "failed"): InvestigationEvent => ({
  ...{ type: "remedy_ended", result, why: "so it was seen" },
});
const concluded = tell(investigation(), [conclude()]);
const resolved = incident([{ ...nodeDown, state: "resolved", resolvedAt: after(30) }], {
  ...{ phase: "resolved", resolvedAt: after(30), resolvedBy: riley, why: "over" },
});
const next = (investigations: readonly Investigation[], known = incident(), now = after(2)) =>
  whatNext(known, investigations, now).kind;

describe("what is to be done about an incident", () => {
  it("is to look into it, to propose what would mend it, and to see what came of that", () => {
    expect(next([])).toBe("investigate");
    expect(next([investigation()])).toBe("look");
    expect(whatNext(incident(), [concluded], after(2))).toMatchObject({ kind: "propose", suggestion: restart });
    expect(next([tell(concluded, [propose])])).toBe("follow");
    expect(next([tell(concluded, [propose, done])])).toBe("follow");
  });

  it("is nothing while a person holds it, and nothing more once a person stopped the investigation", () => {
    const held = incident([nodeDown], { hold: { by: riley, at: after(1), why: "mine" } });
    expect(next([concluded], held)).toBe("rest");
    expect(next([tell(investigation(), [{ type: "stop", by: riley, reason: "mine" }])])).toBe("rest");
  });

  it.each(["unchanged", "worse", "unknown", "declined", "failed"] as const)(
    "is to tell people, once, where an action came to %s, and never the same again",
    (result) => {
      const over = tell(concluded, [propose, done, ended(result)]);
      expect(next([over])).toBe("escalate");
      const told = tell(over, [{ type: "escalate", why: "over to you" }]);
      expect(next([told])).toBe("rest");
      expect(next([told], incident(), after(3600))).toBe("rest");
    },
  );

  it("is to look again at what is still violated after something helped, and not at once", () => {
    const helped = tell(concluded, [propose, done, ended("helped")]);
    expect(next([helped])).toBe("wait");
    expect(next([helped], incident(), after(3600))).toBe("investigate");
    expect(next([helped], incident([{ ...nodeDown, state: "settling", holdsSince: after(2) }]), after(3600))).toBe(
      "rest",
    );
  });

  it("is to wait and look again where no cause was clear, and to tell people where that comes to nothing", () => {
    const unclear = tell(investigation(), [conclude({ outcome: "inconclusive", causes: [], suggestions: [] })]);
    expect(next([unclear])).toBe("wait");
    expect(next([unclear], incident(), after(60))).toBe("investigate");
    expect(next(Array<Investigation>(mostInvestigations).fill(unclear), incident(), after(60))).toBe("escalate");
  });

  it("is to tell people where a cause is known and nothing that is offered mends it", () => {
    expect(next([tell(investigation(), [conclude({ suggestions: [] })])])).toBe("escalate");
  });

  it("is to tell people where no invariant would show that it helped", () => {
    const unproven = tell(investigation(), [conclude({ suggestions: [{ ...restart, verifiedBy: [] }] })]);
    expect(next([unproven])).toBe("escalate");
  });

  it("is to look again when something else has joined, also after people were told", () => {
    const told = tell(investigation(), [conclude({ suggestions: [] }), { type: "escalate", why: "over to you" }]);
    expect(next([told], incident([nodeDown], { batchAt: after(20) }))).toBe("investigate");
  });

  it("is to end what was begun once the incident is resolved, and to begin nothing", () => {
    expect(next([], resolved)).toBe("rest");
    expect(next([investigation()], resolved)).toBe("stop");
    expect(next([concluded], resolved)).toBe("rest");
    expect(next([tell(concluded, [propose])], resolved)).toBe("follow");
    expect(next([tell(concluded, [propose, done, ended("helped")])], resolved)).toBe("rest");
  });

  it("never proposes while something is under way, whatever came before", () => {
    const histories: readonly Investigation[] = [
      concluded,
      tell(concluded, [propose]),
      tell(concluded, [propose, done]),
      tell(concluded, [propose, done, ended("worse")]),
      investigation(),
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...histories), { maxLength: 6 }), fc.nat(7200), (known, seconds) => {
        const last = known.at(-1);
        const isFree = last?.phase === "concluded" && last.remedy === undefined;
        expect(whatNext(incident(), known, after(seconds)).kind === "propose").toBe(isFree);
      }),
    );
  });
});

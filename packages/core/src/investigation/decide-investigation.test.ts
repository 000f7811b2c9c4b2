import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideInvestigation, type InvestigationEvent } from "./decide-investigation.ts";
import {
  after,
  answer,
  diagnosis,
  investigation,
  model,
  nodeDown,
  restart,
  riley,
  system,
  tell,
} from "./investigation.fixture.ts";
import type { Investigation } from "./investigation.ts";

const ask: InvestigationEvent = { type: "ask", call: { tool: "observe", arguments: {}, why: "to see" } };
const conclude: InvestigationEvent = { type: "conclude", because: "concluded", diagnosis: diagnosis() };
const propose: InvestigationEvent = {
  ...{ type: "propose", suggestion: restart, executionId: "exe_1" },
  before: [nodeDown],
  mends: [nodeDown],
};
const done: InvestigationEvent = { type: "done", doneAt: after(2), settleMs: 5_000, until: after(60) };
const decide = (before: Investigation, event: InvestigationEvent) =>
  decideInvestigation(before, event, { system, now: after(1) });
const code = (before: Investigation, event: InvestigationEvent) => {
  const decided = decide(before, event);
  return decided.ok ? "ok" : decided.refusal.code;
};

describe("an investigation", () => {
  it("asks one thing at a time, and waits for its answer", () => {
    const asked = tell(investigation(), [ask]);
    expect(code(asked, ask)).toBe("investigation.busy");
    expect(code(asked, { type: "answer", number: 2, answer })).toBe("investigation.no_such_turn");
    expect(tell(asked, [{ type: "answer", number: 1, answer }, ask]).turns).toHaveLength(2);
  });

  it("records what is asked before it is answered, and the answer by its digest alone", () => {
    const asked = decide(investigation(), ask);
    expect(asked).toMatchObject({ facts: [{ type: "investigation.asked", data: { turn: 1, tool: "observe" } }] });
    const answered = decide(tell(investigation(), [ask]), { type: "answer", number: 1, answer });
    expect(answered).toMatchObject({
      facts: [{ type: "investigation.answered", data: { sha256: "0", characters: 4 } }],
    });
    expect(JSON.stringify(answered.ok && answered.facts)).not.toContain('"seen"');
  });

  it("takes a word from a person only, and only while it looks", () => {
    const word = { type: "tell", text: "look at n2" } as const;
    expect(tell(investigation(), [{ ...word, by: riley }]).told).toMatchObject([{ by: riley, text: "look at n2" }]);
    expect(code(investigation(), { ...word, by: model })).toBe("investigation.not_person");
    expect(code(investigation(), { ...word, by: riley, text: "  " })).toBe("investigation.nothing_said");
    expect(code(tell(investigation(), [conclude]), { ...word, by: riley })).toBe("investigation.ended");
  });

  it("proposes one thing at most, and only what it has concluded", () => {
    expect(code(investigation(), propose)).toBe("investigation.not_concluded");
    const proposed = tell(investigation(), [conclude, propose]);
    expect(code(proposed, propose)).toBe("investigation.has_remedy");
    const ended = tell(proposed, [done, { type: "remedy_ended", result: "unchanged", why: "as before" }]);
    expect(code(ended, propose)).toBe("investigation.has_remedy");
  });

  it("says what an action came to once, and that people were told once", () => {
    const ended: InvestigationEvent = { type: "remedy_ended", result: "helped", why: "it holds" };
    const verified = tell(investigation(), [conclude, propose, done, ended]);
    expect(verified).toMatchObject({ remedy: { phase: "ended", result: "helped", doneAt: after(2) } });
    expect(code(verified, ended)).toBe("investigation.no_remedy");
    expect(code(verified, done)).toBe("investigation.no_remedy");
    const escalated = tell(verified, [{ type: "escalate", why: "over to you" }]);
    expect(code(escalated, { type: "escalate", why: "again" })).toBe("investigation.escalated");
  });

  it("grows by one transition with each event that is not refused, and by none with one that is", () => {
    const answered: InvestigationEvent = { type: "answer", number: 1, answer };
    const told: InvestigationEvent = { type: "tell", by: riley, text: "look" };
    const stopped: InvestigationEvent = { type: "stop", by: riley, reason: "enough" };
    const worse: InvestigationEvent = { type: "remedy_ended", result: "worse", why: "more" };
    const escalated: InvestigationEvent = { type: "escalate", why: "over to you" };
    const events = [ask, conclude, propose, done, answered, told, stopped, worse, escalated];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events), { maxLength: 30 }), (history) => {
        let known = investigation();
        for (const event of history) {
          const decided = decide(known, event);
          if (!decided.ok) continue;
          expect(decided.investigation.sequence).toBe(known.sequence + 1);
          expect(decided.facts).toHaveLength(1);
          known = decided.investigation;
        }
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Actor } from "../identity/index.ts";
import {
  askLifetimeMs,
  decideResumption,
  nodeStateOf,
  type PanicPress,
  panicOff,
  panicStateOf,
  type Resumption,
  readPress,
  writePress,
} from "./index.ts";

const person = (name: string): Actor => ({ kind: "person", id: `act_${name}`, name });
const [riley, kim] = [person("riley"), person("kim")];
const now = new Date("2026-11-21T10:00:00Z");
const press = (id: string, more: Partial<PanicPress> = {}): PanicPress => ({
  ...{ id: `pan_${id}`, since: now, by: riley, reason: "wrong cluster", kill: false },
  ...more,
});
const on = panicStateOf([press("1")]);
const asked: Resumption = { phase: "asked", by: riley, at: now, reason: "fixed" };

const anyPress = fc
  .record({ id: fc.stringMatching(/^[a-z0-9]{1,8}$/), at: fc.nat({ max: 1_000_000 }), kill: fc.boolean() })
  .map(({ id, at, kill }) => press(id, { since: new Date(at), kill }));

describe("presses together", () => {
  it("are on as soon as there is one, in whatever order they came", () => {
    fc.assert(
      fc.property(fc.array(anyPress), (presses) => {
        const state = panicStateOf(presses);
        expect(state.isOn).toBe(presses.length > 0);
        expect(panicStateOf(presses.toReversed())).toMatchObject(
          state.isOn ? { since: state.since, kill: state.kill } : panicOff,
        );
      }),
    );
  });

  it("never become milder by one more", () => {
    fc.assert(
      fc.property(fc.array(anyPress), anyPress, (presses, more) => {
        const [before, after] = [panicStateOf(presses), panicStateOf([...presses, more])];
        expect(after.isOn).toBe(true);
        if (before.isOn && before.kill) expect(after).toMatchObject({ kill: true });
      }),
    );
  });
});

describe("a press as text", () => {
  it("comes back as it was written", () => {
    fc.assert(
      fc.property(anyPress, (each) => {
        expect(readPress(writePress(each))).toEqual(each);
      }),
    );
  });

  it.each(["", "now", "[]", "null", '{"id":"pan_1"}', '{"id":"../x","since":"2026-01-01T00:00:00Z"}'])(
    "is nothing when it is not whole: %j",
    (text) => expect(readPress(text)).toBeUndefined(),
  );
});

describe("ending a panic", () => {
  const before = new Date(now.getTime() - 60_000);
  const both = [riley, kim].map(({ id }) => ({ id, addedAt: before }));
  const decide = (resumption: Resumption, event: Parameters<typeof decideResumption>[1], at = now, people = both) =>
    decideResumption({ panic: on, resumption, people }, event, at);

  it("takes an admin's ask and a second person's word", () => {
    const first = decide({ phase: "none" }, { type: "ask", by: riley, isAdmin: true, reason: "fixed" });
    expect(first).toMatchObject({ ok: true, state: asked, effects: [] });
    const second = decide(asked, { type: "confirm", by: kim });
    expect(second).toMatchObject({ ok: true, effects: [{ type: "lift", askedBy: riley, confirmedBy: kim }] });
  });

  const system: Actor = { kind: "system", id: "act_button-lobby", name: "button" };
  it.each<[string, Resumption, Parameters<typeof decideResumption>[1], Date]>([
    ["panic.not_admin", { phase: "none" }, { type: "ask", by: kim, isAdmin: false, reason: "please" }, now],
    ["panic.not_person", { phase: "none" }, { type: "ask", by: system, isAdmin: true, reason: "" }, now],
    ["panic.not_person", asked, { type: "confirm", by: { ...kim, kind: "model" } }, now],
    ["panic.not_asked", { phase: "none" }, { type: "confirm", by: kim }, now],
    ["panic.same_person", asked, { type: "confirm", by: riley }, now],
    ["panic.ask_expired", asked, { type: "confirm", by: kim }, new Date(now.getTime() + askLifetimeMs + 1)],
  ])("refuses with %s", (code, resumption, event, at) => {
    expect(decide(resumption, event, at)).toMatchObject({ ok: false, refusal: { code } });
  });

  it("tells the only person how to get a second one", () => {
    const alone = decide(asked, { type: "confirm", by: riley }, now, both.slice(0, 1));
    expect(alone).toMatchObject({ refusal: { hint: expect.stringContaining("steady people add") } });
  });

  describe("by somebody who was added after the press", () => {
    const after = new Date(now.getTime() + 60_000);
    const x = person("x");
    const late = { id: x.id, addedAt: after };
    const [rileyThere, kimThere] = both;
    if (rileyThere === undefined || kimThere === undefined) throw new TypeError("there are two");

    it("is refused while there is anybody else who was there, however the two share the words", () => {
      const people = [rileyThere, kimThere, late];
      const refused = { ok: false, refusal: { code: "panic.newcomer" } };
      expect(decide(asked, { type: "confirm", by: x }, after, people)).toMatchObject(refused);
      const ask = { type: "ask", by: x, isAdmin: true, reason: "please" } as const;
      expect(decide({ phase: "none" }, ask, after, people)).toMatchObject(refused);
      const byKim = decide(asked, { type: "confirm", by: kim }, after, people);
      expect(byKim).toMatchObject({ ok: true, effects: [{ isNewcomer: false }] });
    });

    it("is how somebody ends it who was alone, and said so", () => {
      const ended = decide(asked, { type: "confirm", by: x }, after, [rileyThere, late]);
      expect(ended).toMatchObject({ ok: true, effects: [{ type: "lift", confirmedBy: x, isNewcomer: true }] });
    });

    it("leaves the first person the right to ask where the press is older than everybody", () => {
      const people = [{ id: riley.id, addedAt: after }];
      const ask = { type: "ask", by: riley, isAdmin: true, reason: "fixed" } as const;
      expect(decide({ phase: "none" }, ask, after, people)).toMatchObject({ ok: true });
    });
  });

  it("is never done by one person alone, whatever they say in whatever order", () => {
    const anyEvent = fc.oneof(
      fc.record({ type: fc.constant("ask" as const), isAdmin: fc.boolean(), reason: fc.string() }),
      fc.record({ type: fc.constant("confirm" as const) }),
    );
    fc.assert(
      fc.property(fc.array(anyEvent), (events) => {
        let resumption: Resumption = { phase: "none" };
        for (const event of events) {
          const decided = decide(resumption, { ...event, by: riley });
          if (!decided.ok) continue;
          expect(decided.effects).toEqual([]);
          resumption = decided.state;
        }
      }),
    );
  });
});

describe("a node", () => {
  const attempt = (state: "stopped" | "stopping" | "unconfirmed") =>
    ({ attemptId: "a", state, processes: 1, hasEnded: false }) as const;

  it("is stopped only when each of its attempts is", () => {
    expect(nodeStateOf([])).toBe("stopped");
    expect(nodeStateOf([attempt("stopped"), attempt("stopping")])).toBe("stopping");
    expect(nodeStateOf([attempt("stopping"), attempt("unconfirmed"), attempt("stopped")])).toBe("unconfirmed");
  });
});

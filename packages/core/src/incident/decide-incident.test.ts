import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Actor } from "../identity/index.ts";
import { decideIncident, type KnownIncidents } from "./decide-incident.ts";
import type { Standing } from "./ease.ts";
import { type Incident, type IncidentId, incidentIdOf, isHeld, type ResolvedIncident } from "./incident.ts";

const riley: Actor = { kind: "person", id: "act_riley", name: "Riley" };
const start = Date.parse("2026-03-01T03:00:00.000Z");
const at = (seconds: number) => new Date(start + seconds * 1000);

function down(member: string, seconds: number, more: Partial<Standing> = {}): Standing {
  return {
    ...{ invariant: "node_down", member, title: "A node is down", severity: "critical" },
    ...{ since: at(seconds - 10), begunAt: at(seconds - 10), confirmedAt: at(seconds), why: "it does not answer" },
    ...{ state: "violated", ...more },
  } as Standing;
}

const slow: Standing = {
  ...{ invariant: "high_latency", title: "Requests are slow", severity: "warning", why: "240 ms", value: 240 },
  ...{ limit: "<= 100 ms", since: at(0), begunAt: at(0), confirmedAt: at(0), state: "violated" },
};
const settling = (one: Standing, seconds: number): Standing => ({ ...one, state: "settling", holdsSince: at(seconds) });

/** A subject's incidents, and what is told of them, look by look. */
function world() {
  let incidents: readonly Incident[] = [];
  let ids = 0;
  const known = (): KnownIncidents => {
    const [open] = incidents.filter((one) => one.phase !== "resolved");
    const recent = incidents.filter((one): one is ResolvedIncident => one.phase === "resolved").toReversed();
    return { ...(open && { open }), recent };
  };
  const apply = (event: Parameters<typeof decideIncident>[1], when: Date) => {
    const decided = decideIncident(known(), event, when);
    if (!decided.ok) return [decided.refusal.code];
    const { incident } = decided;
    if (incident) {
      const isKnown = incidents.some(({ id }) => id === incident.id);
      incidents = isKnown
        ? incidents.map((one) => (one.id === incident.id ? incident : one))
        : [...incidents, incident];
    }
    expect(incident === undefined).toBe(decided.facts.length === 0);
    return decided.facts.map(({ type }) => type.replace("incident.", ""));
  };
  return {
    look(seconds: number, standing: readonly Standing[], isObserved = true) {
      ids += 1;
      const newId: IncidentId = `inc_${ids}`;
      return apply({ type: "looked", subject: "shop", standing, isObserved, newId }, at(seconds));
    },
    say: (seconds: number, type: "hold" | "unhold" | "resolve", by = riley, why = "I am on it") =>
      apply({ type, by, why }, at(seconds)),
    all: () => incidents,
    one(): Incident {
      const [only] = incidents;
      if (only === undefined || incidents.length > 1) throw new TypeError(`there are ${incidents.length} incidents`);
      return only;
    },
  };
}

describe("an incident", () => {
  it("opens with what is violated, and says the worst of it first", () => {
    const w = world();
    expect(w.look(0, [slow, down("n2", 0)])).toEqual(["opened"]);
    expect(w.one()).toMatchObject({
      phase: "open",
      severity: "critical",
      title: "node_down of n2 (must hold: A node is down)",
      openedAt: at(0),
    });
    expect(w.one().violations).toMatchObject([
      { invariant: "high_latency", value: 240 },
      { member: "n2", times: 1 },
    ]);
  });

  it("does not open for what settles already, nor for nothing", () => {
    const w = world();
    expect([w.look(0, []), w.look(1, [settling(slow, 0)])]).toEqual([[], []]);
    expect(w.all()).toEqual([]);
  });

  it("is joined by what else is violated on the subject, once of each invariant and member", () => {
    const w = world();
    w.look(0, [slow]);
    expect(w.look(5, [slow, down("n2", 5)])).toEqual(["joined"]);
    expect(w.look(10, [slow, down("n2", 5)])).toEqual([]);
    expect(w.one()).toMatchObject({ severity: "critical", violations: [{ batch: 1 }, { batch: 1 }] });
  });

  it("counts what comes more than a minute later as another batch", () => {
    const w = world();
    const [n1, n2, n3] = [down("n1", 0), down("n2", 60), down("n3", 119)];
    w.look(0, [n1]);
    w.look(60, [n1, n2]);
    w.look(119, [n1, n2, n3]);
    expect(w.one().violations.map(({ batch }) => batch)).toEqual([1, 2, 2]);
  });

  it("settles, and resolves by itself when all of it is over", () => {
    const w = world();
    w.look(0, [slow, down("n2", 0)]);
    expect(w.look(10, [settling(slow, 10), down("n2", 0)])).toEqual(["settling"]);
    expect(w.one().phase).toBe("open");
    expect(w.look(20, [settling(slow, 10), settling(down("n2", 0), 20)])).toEqual(["settling"]);
    expect(w.one()).toMatchObject({ phase: "settling", settlingSince: at(20) });
    expect(w.look(40, [])).toEqual(["settling", "resolved"]);
    expect(w.one()).toMatchObject({ phase: "resolved", resolvedAt: at(40), resolvedBy: { kind: "system" } });
  });

  it("opens again when what settled is violated again", () => {
    const w = world();
    w.look(0, [slow]);
    w.look(10, [settling(slow, 10)]);
    expect(w.look(15, [{ ...slow, begunAt: at(15) }])).toEqual(["relapsed"]);
    expect(w.one()).toMatchObject({ phase: "open", violations: [{ state: "violated", times: 2 }] });
  });

  it("does not resolve by itself over what came back and settles again, also where no look in between was stored", () => {
    const w = world();
    w.look(0, [slow, down("n2", 0)]);
    expect(w.look(40, [slow])).toEqual(["settling"]);
    expect(w.look(90, [settling(down("n2", 60), 80)])).toEqual(["settling"]);
    expect(w.one()).toMatchObject({
      phase: "settling",
      violations: [{ state: "resolved" }, { state: "settling", times: 2 }],
    });
    expect(w.look(120, [])).toEqual(["settling", "resolved"]);
  });

  it("does not resolve by itself while not all of the subject can be seen", () => {
    const w = world();
    w.look(0, [slow]);
    expect(w.look(40, [], false)).toEqual(["settling"]);
    expect(w.look(45, [], false)).toEqual([]);
    expect(w.one().phase).toBe("settling");
    expect(w.look(50, [])).toEqual(["resolved"]);
  });

  it("does not resolve by itself while a person holds it", () => {
    const w = world();
    w.look(0, [slow]);
    expect(w.say(1, "hold")).toEqual(["held"]);
    expect(isHeld(w.one())).toBe(true);
    expect(w.look(40, [])).toEqual(["settling"]);
    expect(w.look(45, [])).toEqual([]);
    expect(w.say(50, "unhold")).toEqual(["unheld"]);
    expect(w.look(55, [])).toEqual(["resolved"]);
    expect(isHeld(w.one())).toBe(false);
  });

  it("is the same one when the same comes back within ten minutes, and another one later", () => {
    const w = world();
    w.look(0, [slow]);
    w.look(40, []);
    expect(w.look(639, [{ ...slow, begunAt: at(639) }, down("n2", 639)])).toEqual(["reopened"]);
    expect(w.one()).toMatchObject({
      phase: "open",
      violations: [
        { times: 2, batch: 1 },
        { times: 1, batch: 2 },
      ],
    });
    w.look(700, []);
    expect(w.look(1300, [{ ...slow, begunAt: at(1300) }])).toEqual(["opened"]);
    expect(w.all()).toHaveLength(2);
  });

  it("is another one when something else comes within ten minutes", () => {
    const w = world();
    w.look(0, [slow]);
    w.look(40, []);
    expect(w.look(60, [down("n2", 60)])).toEqual(["opened"]);
    expect(w.all()).toHaveLength(2);
  });

  it("stays resolved for ten minutes when a person said so knowing what was violated", () => {
    const w = world();
    w.look(0, [slow]);
    expect(w.say(10, "resolve")).toEqual(["resolved"]);
    expect(w.one()).toMatchObject({ resolvedBy: riley, why: "I am on it", violations: [{ state: "violated" }] });
    expect(w.look(609, [slow])).toEqual([]);
    expect(w.look(610, [slow])).toEqual(["opened"]);
  });

  it("is open again at once when what a person resolved begins anew, or something else does", () => {
    const w = world();
    w.look(0, [slow]);
    w.say(10, "resolve");
    expect(w.look(20, [{ ...slow, begunAt: at(20) }])).toEqual(["reopened"]);
    w.say(30, "resolve");
    expect(w.look(40, [slow, down("n2", 40)])).toEqual(["opened"]);
    expect(w.all().at(-1)?.violations).toHaveLength(1);
  });

  it("takes words of people only, with a reason, and only where they fit", () => {
    const w = world();
    w.look(0, [slow]);
    const robot: Actor = { kind: "model", id: "act_model", name: "Model" };
    expect(w.say(1, "resolve", robot)).toEqual(["incident.not_person"]);
    expect(w.say(1, "resolve", riley, " ")).toEqual(["incident.no_reason"]);
    expect(w.say(1, "unhold")).toEqual(["incident.not_held"]);
    w.say(2, "hold");
    expect(w.say(3, "hold")).toEqual(["incident.held"]);
    expect(w.say(4, "resolve")).toEqual(["resolved"]);
    for (const word of ["hold", "unhold", "resolve"] as const) expect(w.say(5, word)).toEqual(["incident.resolved"]);
    expect(isHeld(w.one())).toBe(false);
  });

  it("records how many there are where it names only some", () => {
    const standing = Array.from({ length: 60 }, (_, index) => down(`n${index}`, 0));
    const decided = decideIncident(
      { recent: [] },
      { type: "looked", subject: "shop", standing, isObserved: true, newId: "inc_1" },
      at(0),
    );
    expect(decided).toMatchObject({
      ok: true,
      facts: [{ data: { more: 10, incident: { violations: 60, open: 60 } } }],
    });
    expect(decided.ok && decided.incident?.violations).toHaveLength(60);
  });

  it("has an id that can be read out", () => {
    const chances = [0, 0.5, 0.99999, 0.3, 0.9];
    expect(incidentIdOf(at(0), () => chances.shift() ?? 0)).toMatch(/^inc_0301-0[a-z0-9]z[a-z0-9]{2}$/);
  });
});

const anyStanding = fc
  .uniqueArray(fc.tuple(fc.constantFrom("n1", "n2", "n3"), fc.constantFrom("violated", "settling"), fc.nat(9)), {
    selector: ([member]) => member,
  })
  .map(
    (picked) => (seconds: number) =>
      picked.map(([member, state, ago]): Standing => {
        const one = down(member, seconds - ago);
        return state === "settling" ? settling(one, seconds) : one;
      }),
  );
const anyStep = fc.oneof(
  { weight: 5, arbitrary: fc.record({ standing: anyStanding, isObserved: fc.boolean() }) },
  { weight: 1, arbitrary: fc.constantFrom("hold" as const, "unhold" as const, "resolve" as const) },
);
const anyStory = fc.array(fc.tuple(fc.integer({ min: 1, max: 400 }), anyStep), { maxLength: 40 });

describe("whatever is seen and said", () => {
  it("there is one open incident at most, with one violation of each invariant and member, in order", () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const w = world();
        let seconds = 0;
        for (const [wait, step] of story) {
          seconds += wait;
          if (typeof step === "string") w.say(seconds, step);
          else w.look(seconds, step.standing(seconds), step.isObserved);
          expect(w.all().filter(({ phase }) => phase !== "resolved").length).toBeLessThanOrEqual(1);
          for (const { violations } of w.all()) {
            expect(new Set(violations.map(({ member }) => member)).size).toBe(violations.length);
          }
        }
      }),
    );
  });

  it("none resolves by itself while anything of it stands, while it is held, or while not all can be seen", () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const w = world();
        let seconds = 0;
        for (const [wait, step] of story) {
          seconds += wait;
          const [before] = w.all().filter(({ phase }) => phase !== "resolved");
          if (typeof step === "string") {
            w.say(seconds, step);
            continue;
          }
          const standing = step.standing(seconds);
          if (!w.look(seconds, standing, step.isObserved).includes("resolved")) continue;
          expect(before?.hold).toBeUndefined();
          expect(step.isObserved).toBe(true);
          const keys = before?.violations.map(({ member }) => member);
          expect(standing.filter(({ member }) => keys?.includes(member))).toEqual([]);
        }
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Actor } from "../identity/index.ts";
import { decideElevation, type Elevation, elevationState } from "./elevation.ts";

const person = (id: string): Actor => ({ kind: "person", id: `act_${id}`, name: id });
const riley = person("riley");
const ines = person("ines");
const now = new Date("2026-03-01T03:00:00.000Z");
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const asked: Elevation = {
  ...{ id: "elv_1", scope: { kind: "subject", name: "api" }, reason: "it is down", minutes: 20 },
  ...{ askedBy: riley, askedAt: now, phase: "asked" },
};

function granted(at = now): Elevation {
  const decided = decideElevation(asked, { type: "grant", by: ines }, at);
  if (!decided.ok) throw new TypeError(decided.refusal.message);
  return decided.state;
}

describe("decideElevation", () => {
  it("is granted by somebody else, for its minutes from then on", () => {
    expect(granted(later(5))).toMatchObject({ phase: "granted", grantedBy: ines, until: later(25) });
  });

  it("is not granted by whoever asked", () => {
    const decided = decideElevation(asked, { type: "grant", by: riley }, now);
    expect(decided).toMatchObject({ ok: false, refusal: { code: "elevation.self_grant" } });
  });

  it.each(["model", "policy", "schedule", "agent", "system"] as const)("is not granted by a %s", (kind) => {
    const decided = decideElevation(asked, { type: "grant", by: { ...ines, kind } }, now);
    expect(decided).toMatchObject({ ok: false, refusal: { code: "elevation.not_a_person" } });
  });

  it("is over when its time has passed, with nobody doing anything", () => {
    expect(elevationState(granted(), later(19))).toBe("active");
    expect(elevationState(granted(), later(20))).toBe("over");
  });

  it("can be ended before its time, by anybody, once", () => {
    const ended = decideElevation(granted(), { type: "end", by: riley, why: "fixed" }, later(3));
    expect(ended).toMatchObject({ ok: true, state: { phase: "ended", endedAt: later(3) } });
    if (!ended.ok) return;
    const again = decideElevation(ended.state, { type: "end", by: riley, why: "fixed" }, later(4));
    expect(again).toMatchObject({ ok: false, refusal: { code: "elevation.not_active" } });
  });

  it("cannot be granted an hour after it was asked for", () => {
    expect(elevationState(asked, later(60))).toBe("lapsed");
    const late = decideElevation(asked, { type: "grant", by: ines }, later(60));
    expect(late).toMatchObject({ ok: false, refusal: { code: "elevation.answered" } });
  });

  it("never lasts longer than an hour", () => {
    fc.assert(
      fc.property(fc.integer({ min: -10, max: 100_000 }), (minutes) => {
        const decided = decideElevation({ ...asked, minutes }, { type: "grant", by: ines }, now);
        return !decided.ok || elevationState(decided.state, later(60)) !== "active";
      }),
    );
  });
});

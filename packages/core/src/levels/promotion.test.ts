import { describe, expect, it } from "vitest";
import type { Actor } from "../identity/index.ts";
import { decidePromotion, type Promotion } from "./promotion.ts";

const riley: Actor = { kind: "person", id: "act_riley", name: "Riley" };
const model: Actor = { kind: "model", id: "act_model", name: "m-1" };
const now = new Date("2026-03-01T03:00:00.000Z");
const offered: Promotion = {
  ...{ id: "pro_1", scope: { kind: "subject", name: "api" }, from: 2, to: 3, offeredAt: now, evidence: ["120 of 100"] },
  phase: "offered",
};

describe("decidePromotion", () => {
  it("is confirmed by a person", () => {
    const decided = decidePromotion(offered, { type: "confirm", by: riley, why: "seen it" }, now);
    expect(decided).toMatchObject({ ok: true, state: { phase: "confirmed", by: riley } });
  });

  it("is silent for 30 days once declined", () => {
    const decided = decidePromotion(offered, { type: "decline", by: riley, why: "not yet" }, now);
    expect(decided).toMatchObject({ ok: true, state: { silentUntil: new Date("2026-03-31T03:00:00.000Z") } });
  });

  it("takes no answer from anything but a person", () => {
    const decided = decidePromotion(offered, { type: "confirm", by: model, why: "trust me" }, now);
    expect(decided).toMatchObject({ ok: false, refusal: { code: "promotion.not_a_person" } });
  });

  it("is answered once", () => {
    const declined = decidePromotion(offered, { type: "withdraw", why: "lowered" }, now);
    if (!declined.ok) throw new TypeError("an open offer can be withdrawn");
    const again = decidePromotion(declined.state, { type: "confirm", by: riley, why: "" }, now);
    expect(again).toMatchObject({ ok: false, refusal: { code: "promotion.answered" } });
  });
});

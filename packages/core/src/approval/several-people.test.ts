import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Demand } from "../autonomy/index.ts";
import type { Actor } from "../identity/index.ts";
import {
  type Approval,
  type ApprovalEvent,
  type ApprovalRequest,
  decideApproval,
  escalate,
  mostGrantsAnHour,
  neededGrants,
  pauseBetweenGrantsMs,
} from "./index.ts";

const now = new Date("2026-11-20T03:00:00Z");
const person = (name: string): Actor => ({ kind: "person", id: `act_${name}`, name });
const [riley, sam, kim, lou] = ["riley", "sam", "kim", "lou"].map(person) as [Actor, Actor, Actor, Actor];
const digest = "sha256:aa";

function asked(demand: Partial<Demand>, more: Partial<ApprovalRequest> = {}): Approval {
  return {
    phase: "requested",
    request: {
      ...{ id: "apr_1", digest, risk: "caution", confirmation: "click", targetName: "db-3", environment: "test" },
      ...{ proposedBy: riley.id, requestedAt: now, expiresAt: new Date(now.getTime() + 60_000) },
      demand: { kind: "click", count: 1, quorums: [], lifetimesMs: [60_000], ...demand },
      ...more,
    },
  };
}

const grant = (by: Actor, more: Partial<ApprovalEvent & { type: "grant" }> = {}): ApprovalEvent => ({
  type: "grant",
  by,
  digest,
  ...more,
});

function okay(approval: Approval, event: ApprovalEvent, at = now): Approval {
  const outcome = decideApproval(approval, event, at);
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return outcome.state;
}

describe("an approval by several people", () => {
  it("is granted by the last of as many different people as are demanded", () => {
    const one = okay(asked({ count: 2 }), grant(sam));
    expect(one).toMatchObject({ phase: "requested", grants: [{ by: sam }] });
    expect(okay(one, grant(kim))).toMatchObject({ phase: "granted", by: kim, grants: [{ by: sam }, { by: kim }] });
  });

  it("counts nobody twice, and tells them when they said yes", () => {
    const one = okay(asked({ count: 2 }), grant(sam));
    expect(decideApproval(one, grant(sam), now)).toMatchObject({
      refusal: { code: "approval.already_granted", message: expect.stringContaining(now.toISOString()) },
    });
  });

  it("takes no answer of somebody who was removed, and counts what they said before no more", () => {
    const people = { act_kim: [], act_lou: [] };
    const one = okay(asked({ count: 2 }), grant(sam));
    expect(decideApproval(asked({}), grant(sam, { people }), now)).toMatchObject({
      refusal: { code: "approval.person_gone" },
    });
    const reject: ApprovalEvent = { type: "reject", by: sam, people, reason: "no" };
    expect(decideApproval(asked({}), reject, now)).toMatchObject({ refusal: { code: "approval.person_gone" } });
    const two = okay(one, grant(kim, { people }));
    expect(two).toMatchObject({ phase: "requested", grants: [{ by: sam }, { by: kim }] });
    expect(okay(two, grant(lou, { people })).phase).toBe("granted");
  });

  it("counts an earlier yes by what its person is now", () => {
    const quorums = [{ rule: "a", approvers: [{ role: "sre" }], count: 1, escalation: [] }];
    const one = okay(asked({ count: 2, quorums }), grant(sam, { roles: ["sre"] }));
    const people = { act_sam: [], act_kim: ["sre"] };
    expect(okay(asked({ count: 2, quorums }), grant(sam, { roles: ["sre"] })).phase).toBe("requested");
    const stillSre = { ...people, act_sam: ["sre"] };
    expect(okay(one, grant(kim, { roles: ["sre"], people: stillSre })).phase).toBe("granted");
    const demanded = asked({ count: 2, quorums: [{ ...quorums[0], count: 2 } as (typeof quorums)[number]] });
    const first = okay(demanded, grant(sam, { roles: ["sre"] }));
    expect(okay(first, grant(kim, { roles: ["sre"], people })).phase).toBe("requested");
  });

  it("needs each group that is named, whoever else says yes", () => {
    const quorums = [
      { rule: "a", approvers: [{ role: "sre" }], count: 1, escalation: [] },
      { rule: "b", approvers: [{ person: "lou" }], count: 1, escalation: [] },
    ];
    const demanded = asked({ count: 2, quorums });
    const one = okay(demanded, grant(sam, { roles: ["sre"] }));
    const two = okay(one, grant(kim, { roles: ["sre"] }));
    expect(two.phase).toBe("requested");
    expect(okay(two, grant(lou)).phase).toBe("granted");
    expect(decideApproval(demanded, grant(kim), now)).toMatchObject({ refusal: { code: "approval.not_asked" } });
  });

  it("takes no yes from whoever proposed it where four eyes are wanted, and wants the target typed", () => {
    const four = asked({ kind: "four_eyes" });
    const typedTarget = "db-3";
    expect(decideApproval(four, grant(riley, { typedTarget }), now)).toMatchObject({
      refusal: { code: "approval.self_grant" },
    });
    expect(decideApproval(four, grant(sam), now)).toMatchObject({ refusal: { code: "approval.target_not_typed" } });
    expect(okay(four, grant(sam, { typedTarget })).phase).toBe("granted");
  });

  it.each<[string, Partial<ApprovalRequest>, Demand["kind"]]>([
    ["four eyes are wanted", {}, "four_eyes"],
    ["it is dangerous in production", { risk: "dangerous", environment: "production" }, "click"],
  ])("takes no yes from anybody who had a hand in it where %s", (_what, more, kind) => {
    const written = asked({ kind }, { ...more, proposedBy: sam.id, proposers: [riley.id, kim.id, sam.id] });
    const typedTarget = "db-3";
    for (const by of [riley, kim, sam]) {
      expect(decideApproval(written, grant(by, { typedTarget }), now)).toMatchObject({
        refusal: { code: "approval.self_grant", message: expect.stringContaining(by.name) },
      });
    }
    expect(okay(written, grant(lou, { typedTarget })).phase).toBe("granted");
  });

  it("is ended by one no, whoever said yes before", () => {
    const one = okay(asked({ count: 3 }), grant(sam));
    const ended = okay(one, { type: "reject", by: kim, reason: "no backup" });
    expect(ended).toMatchObject({ phase: "rejected", by: kim, grants: [{ by: sam }] });
    expect(decideApproval(ended, grant(lou), now)).toMatchObject({
      refusal: { code: "approval.already_decided", message: expect.stringContaining("rejected by kim") },
    });
  });

  it("asks the next people of the chain when nobody answers, for as long as they have, and then nobody", () => {
    const quorums = [
      { rule: "a", approvers: [{ role: "sre" }], count: 1, escalation: [[{ role: "lead" }], [{ person: "lou" }]] },
    ];
    const first = asked({ quorums, lifetimesMs: [60_000, 120_000, 30_000] });
    const later = new Date(now.getTime() + 60_000);
    const expired = okay(okay(asked({ count: 2, quorums }), grant(sam, { roles: ["sre"] })), { type: "expire" }, later);
    expect(expired.phase).toBe("expired");
    const ended = okay(first, { type: "expire" }, later) as Approval & { phase: "expired" };
    const second = escalate(ended, later);
    expect(second).toMatchObject({ id: "apr_1-up1", escalatedFrom: "apr_1", escalations: 1 });
    expect(second?.expiresAt.getTime()).toBe(later.getTime() + 120_000);
    if (second === undefined) throw new Error("nobody is asked");
    const open: Approval = { request: second, phase: "requested" };
    expect(decideApproval(open, grant(sam, { roles: ["sre"] }), later)).toMatchObject({ ok: false });
    expect(okay(open, grant(sam, { roles: ["lead"] }), later).phase).toBe("granted");
    const third = escalate({ request: second, phase: "expired", at: later }, later);
    expect(third).toMatchObject({ id: "apr_1-up2", escalatedFrom: "apr_1-up1" });
    expect(third && escalate({ request: third, phase: "expired", at: later }, later)).toBeUndefined();
  });

  it("slows down whoever granted more than twenty within the hour, and wants a second person above safe", () => {
    const pace = { lastHour: mostGrantsAnHour, latestAt: now };
    const soon = new Date(now.getTime() + pauseBetweenGrantsMs - 1);
    expect(decideApproval(asked({}), grant(sam, { pace }), soon)).toMatchObject({
      refusal: { code: "approval.too_many", message: expect.stringContaining("2026-11-20T03:00:30.000Z") },
    });
    const then = new Date(now.getTime() + pauseBetweenGrantsMs);
    const one = okay(asked({}), grant(sam, { pace }), then);
    expect(one).toMatchObject({ phase: "requested", grants: [{ needsSecond: true }] });
    expect(neededGrants(one)).toBe(2);
    expect(okay(one, grant(kim), then).phase).toBe("granted");
    expect(okay(asked({}, { risk: "safe" }), grant(sam, { pace }), then).phase).toBe("granted");
    const twentieth = { lastHour: mostGrantsAnHour - 1, latestAt: now };
    expect(okay(asked({}), grant(sam, { pace: twentieth }), now).phase).toBe("granted");
  });

  it("is never granted by fewer different people than are demanded, in whatever order they answer", () => {
    const anyAnswer = fc.record({
      by: fc.constantFrom(riley, sam, kim, lou),
      isYes: fc.boolean(),
      roles: fc.subarray(["sre", "lead"]),
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.boolean(), fc.array(anyAnswer), (count, isFourEyes, answers) => {
        let approval = asked({ count, kind: isFourEyes ? "four_eyes" : "click" });
        for (const { by, isYes, roles } of answers) {
          const event = isYes ? grant(by, { roles, typedTarget: "db-3" }) : undefined;
          const outcome = event && decideApproval(approval, event, now);
          if (outcome?.ok) approval = outcome.state;
        }
        const people = new Set((approval.grants ?? []).map(({ by }) => by.id));
        expect(people.size).toBe((approval.grants ?? []).length);
        if (approval.phase === "granted") expect(people.size).toBeGreaterThanOrEqual(count);
        if (isFourEyes) expect(people.has(riley.id)).toBe(false);
      }),
    );
  });
});

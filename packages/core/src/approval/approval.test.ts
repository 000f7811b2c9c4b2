import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Actor } from "../identity/index.ts";
import { type Approval, type ApprovalEvent, type ApprovalRequest, decideApproval } from "./index.ts";

const now = new Date("2026-11-20T03:00:00Z");
const riley: Actor = { kind: "person", id: "act_riley", name: "Riley" };
const sam: Actor = { kind: "person", id: "act_sam", name: "Sam" };
const model: Actor = { kind: "model", id: "act_model", name: "a model" };

function requested(changes: Partial<ApprovalRequest> = {}): Approval {
  const request: ApprovalRequest = {
    id: "apr_1",
    digest: "sha256:aa",
    risk: "caution",
    confirmation: "click",
    targetName: "db-3",
    environment: "test",
    proposedBy: "act_riley",
    requestedAt: now,
    expiresAt: new Date(now.getTime() + 60_000),
    ...changes,
  };
  return { request, phase: "requested" };
}

const grant = (changes: object = {}): ApprovalEvent => ({ type: "grant", by: sam, digest: "sha256:aa", ...changes });

describe("decideApproval", () => {
  it("grants exactly the bytes that were asked about", () => {
    expect(decideApproval(requested(), grant(), now)).toMatchObject({ ok: true, state: { phase: "granted", by: sam } });
    expect(decideApproval(requested(), grant({ digest: "sha256:ab" }), now)).toMatchObject({
      ok: false,
      refusal: { code: "approval.other_bytes" },
    });
  });

  it("refuses a grant by a model, an agent, a policy or a schedule", () => {
    for (const kind of ["model", "agent", "policy", "schedule", "system"] as const) {
      const outcome = decideApproval(requested(), grant({ by: { ...model, kind } }), now);
      expect(outcome).toMatchObject({ ok: false, refusal: { code: "approval.not_a_person" } });
    }
    expect(decideApproval(requested(), { type: "reject", by: model, reason: "no" }, now)).toMatchObject({ ok: false });
  });

  it("refuses a grant at and after its expiry, and an expiry before it", () => {
    const { request } = requested();
    expect(decideApproval(requested(), grant(), request.expiresAt)).toMatchObject({
      refusal: { code: "approval.expired" },
    });
    expect(decideApproval(requested(), { type: "expire" }, now)).toMatchObject({
      refusal: { code: "approval.not_expired" },
    });
    expect(decideApproval(requested(), { type: "expire" }, request.expiresAt)).toMatchObject({
      state: { phase: "expired" },
    });
  });

  it("wants the target's name typed exactly when it is dangerous", () => {
    const dangerous = requested({ risk: "dangerous", confirmation: "typed_target" });
    for (const typedTarget of [undefined, "", "db-", "DB-3", "db-3 ", " db-3", "db‑3"]) {
      expect(decideApproval(dangerous, grant({ typedTarget }), now)).toMatchObject({
        refusal: { code: "approval.target_not_typed" },
      });
    }
    expect(decideApproval(dangerous, grant({ typedTarget: "db-3" }), now)).toMatchObject({ ok: true });
  });

  it("refuses a grant in production by whoever proposed a dangerous step", () => {
    const request = { risk: "dangerous", confirmation: "typed_target", environment: "production" } as const;
    expect(decideApproval(requested(request), grant({ by: riley, typedTarget: "db-3" }), now)).toMatchObject({
      refusal: { code: "approval.self_grant" },
    });
    expect(decideApproval(requested(request), grant({ typedTarget: "db-3" }), now)).toMatchObject({ ok: true });
  });

  it("never changes an approval that is already decided, and says who was first", () => {
    const decided: Approval[] = [
      { ...requested(), phase: "granted", by: sam, at: now },
      { ...requested(), phase: "rejected", by: sam, at: now, reason: "not now" },
      { ...requested(), phase: "expired", at: now },
      { ...requested(), phase: "void", at: now, reason: "it changed" },
    ];
    const events: ApprovalEvent[] = [
      grant(),
      { type: "reject", by: sam, reason: "no" },
      { type: "expire" },
      { type: "void", reason: "it changed" },
    ];
    fc.assert(
      fc.property(fc.constantFrom(...decided), fc.constantFrom(...events), fc.date(), (approval, event, at) => {
        return !decideApproval(approval, event, at).ok;
      }),
    );
    expect(decideApproval(decided[0] as Approval, grant({ by: riley }), now)).toMatchObject({
      refusal: { message: expect.stringContaining("already granted by Sam") },
    });
  });
});

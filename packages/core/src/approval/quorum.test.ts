import { describe, expect, it } from "vitest";
import type { Actor } from "../identity/index.ts";
import { type Approval, type Grant, quorumProgress } from "./index.ts";

const now = new Date("2026-11-20T03:00:00Z");
const person = (name: string): Actor => ({ kind: "person", id: `act_${name}`, name });
const yes = (name: string, ...roles: string[]): Grant => ({ by: person(name), roles, at: now });
const admins = {
  rule: "two of them",
  approvers: [{ role: "admin" }, { role: "dba" }],
  count: 2,
  escalation: [[{ person: "lou" }]],
};

function asked(quorums: readonly (typeof admins)[], grants: readonly Grant[], escalations = 0): Approval {
  return {
    phase: "requested",
    grants,
    request: {
      ...{ id: "apr_1", digest: "sha256:aa", risk: "caution", confirmation: "click", targetName: "db-3" },
      ...{ environment: "test", proposedBy: "act_riley", requestedAt: now, expiresAt: now, escalations },
      demand: { kind: "click", count: 2, quorums, lifetimesMs: [60_000] },
    },
  };
}

describe("how far each group has come", () => {
  it("names a group in words, and counts the yes of its own people only", () => {
    const grants = [yes("kim", "dba"), yes("sam", "viewer")];
    expect(quorumProgress(asked([admins], grants))).toEqual([
      { asks: "somebody who is admin or dba", needed: 2, granted: 1 },
    ]);
  });

  it("never counts more than are wanted", () => {
    const grants = ["kim", "sam", "ali"].map((name) => yes(name, "admin"));
    expect(quorumProgress(asked([admins], grants))).toMatchObject([{ needed: 2, granted: 2 }]);
  });

  it("speaks of those who are asked after an escalation", () => {
    expect(quorumProgress(asked([admins], [], 1))).toMatchObject([{ asks: "lou" }]);
  });

  it("is empty where anybody's yes counts", () => {
    expect(quorumProgress(asked([], []))).toEqual([]);
  });
});

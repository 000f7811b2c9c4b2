import type { Approval } from "@steadyhand/core/approval";
import type { Actor, ApprovalId, ExecutionId } from "@steadyhand/core/identity";
import type { Answerer } from "@steadyhand/engine";
import { describe, expect, it } from "vitest";
import { draft, execution, next, riley } from "./samples.ts";
import { openTestStores, type TestStores, tenantId } from "./test-server.ts";

const sam: Actor = { kind: "person", id: "act_sam", name: "Sam" };
const minuteMs = 60_000;

/** What every database must promise of questions and of each yes to them. */
export function describeApprovalStore(stores: () => Promise<TestStores>): void {
  describe("approvals", () => {
    it("are listed newest first over all executions, open or decided, and come back whole", async () => {
      await using s = await stores();
      for (const id of ["exe_1", "exe_2"] as const) await create(s, id);
      await keep(s, "exe_1", asked(s, "apr_1", 1));
      await keep(s, "exe_2", asked(s, "apr_2", 2));
      const granted = grantedBy(asked(s, "apr_3", 3), sam, s.clock.now());
      await keep(s, "exe_2", granted);
      const ids = async (filter: Parameters<typeof s.approvals.list>[1]) =>
        (await s.approvals.list(tenantId, filter, { limit: 9 })).items.map(({ approval }) => approval.request.id);
      expect(await ids({})).toEqual(["apr_3", "apr_2", "apr_1"]);
      expect(await ids({ isOpen: true })).toEqual(["apr_2", "apr_1"]);
      expect(await ids({ isOpen: false })).toEqual(["apr_3"]);
      expect(await ids({ executionId: "exe_1" })).toEqual(["apr_1"]);
      expect(await s.approvals.get(tenantId, "apr_3")).toMatchObject({ executionId: "exe_2", approval: granted });
      await expect(s.approvals.get(tenantId, "apr_none")).rejects.toMatchObject({ code: "approval.not_found" });
    });

    it("go on page by page", async () => {
      await using s = await stores();
      await create(s, "exe_1");
      for (const n of [1, 2, 3]) await keep(s, "exe_1", asked(s, `apr_${n}`, n));
      const first = await s.approvals.list(tenantId, {}, { limit: 2 });
      const rest = await s.approvals.list(tenantId, {}, { limit: 2, ...(first.next && { after: first.next }) });
      expect(rest.items.map(({ approval }) => approval.request.id)).toEqual(["apr_1"]);
      expect(rest.next).toBeUndefined();
    });

    it("count what somebody granted within the hour, in all executions, under the lock of whoever answers", async () => {
      await using s = await stores();
      for (const id of ["exe_1", "exe_2"] as const) await create(s, id);
      await s.people.add(tenantId, { actor: sam, keySha256: "b".repeat(64), roles: ["sre"] }, [draft("added")]);
      const now = s.clock.now();
      const before = (minutes: number) => new Date(now.getTime() - minutes * minuteMs);
      await keep(s, "exe_1", grantedBy(asked(s, "apr_1", 1), sam, before(61)));
      await keep(s, "exe_1", grantedBy(asked(s, "apr_2", 2), sam, before(30)));
      await keep(s, "exe_2", grantedBy(asked(s, "apr_3", 3), sam, before(5)));
      await keep(s, "exe_2", grantedBy(asked(s, "apr_4", 4), riley, before(1)));
      // Riley answered and was removed: everybody who is there is told, and nobody else.
      const people = { [sam.id]: ["sre"] };
      const pace = { lastHour: 2, latestAt: before(5) };
      expect(await answerer(s, "exe_1", sam)).toEqual({ roles: ["sre"], people, pace });
      const nobody = { ...sam, id: "act_nobody" } as const;
      expect(await answerer(s, "exe_1", nobody)).toEqual({ roles: [], people, pace: { lastHour: 0 } });
      await s.executions.transition({ tenantId, executionId: "exe_1" }, (e, _around, none) => {
        expect(none).toBeUndefined();
        return { execution: next(e), events: [draft("asked by nobody", next(e))], result: 1 };
      });
    });

    it("keep a yes once, however often the question it belongs to is stored", async () => {
      await using s = await stores();
      await using other = await openTestStores(s.place);
      await create(s, "exe_1");
      const first = asked(s, "apr_1", 1);
      const half: Approval = { request: first.request, grants: [{ by: sam, at: s.clock.now() }], phase: "requested" };
      await keep(s, "exe_1", half);
      await keep(other, "exe_1", { ...grantedBy(half, riley, s.clock.now()) });
      expect((await answerer(s, "exe_1", sam))?.pace.lastHour).toBe(1);
      const kept = await s.approvals.get(tenantId, "apr_1");
      expect(kept.approval.grants?.map(({ by }) => by.id)).toEqual(["act_sam", "act_riley"]);
    });
  });
}

async function create(s: TestStores, id: ExecutionId): Promise<void> {
  const started = execution(id, tenantId, s.clock.now());
  await s.executions.create(started, [draft("started", started)]);
}

async function keep(s: TestStores, executionId: ExecutionId, approval: Approval): Promise<void> {
  await s.executions.transition({ tenantId, executionId }, (e) => ({
    execution: next(e),
    events: [draft("asked", next(e))],
    approvals: [{ stepId: "stp_1", approval, proposalBytes: "{}" }],
    result: 1,
  }));
}

/** What a transition is handed of somebody who answers. */
function answerer(s: TestStores, executionId: ExecutionId, { id }: Actor): Promise<Answerer | undefined> {
  return s.executions.transition({ tenantId, executionId, answeredBy: id }, (e, _around, known) => ({
    execution: next(e),
    events: [draft("answered", next(e))],
    result: known,
  }));
}

function asked(s: TestStores, id: ApprovalId, order: number): Approval {
  const requestedAt = new Date(s.clock.now().getTime() - minuteMs + order);
  return {
    phase: "requested",
    request: {
      ...{ id, digest: `sha256:${"a".repeat(64)}`, risk: "caution", confirmation: "click", targetName: "web-1" },
      ...{ environment: "production", proposedBy: riley.id, requestedAt },
      expiresAt: new Date(requestedAt.getTime() + 15 * minuteMs),
    },
  };
}

function grantedBy({ request, grants = [] }: Approval, by: Actor, at: Date): Approval {
  return { request, grants: [...grants, { by, at }], phase: "granted", by, at };
}

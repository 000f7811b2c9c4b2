import { checkProof, proofText, splitLines, verifyExport } from "@steadyhand/core/audit";
import type { Execution } from "@steadyhand/core/execution";
import type { ExecutionId } from "@steadyhand/core/identity";
import type { ParsedRunbook } from "@steadyhand/core/runbook";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DatabasePlace } from "../src/index.ts";
import { describeApprovalStore } from "./describe-approval-store.ts";
import { describeLevelStores } from "./describe-level-stores.ts";
import { describeModelStores } from "./describe-model-stores.ts";
import { draft, execution, next, plan, riley, runbook } from "./samples.ts";
import { openTestStores, type TestStores, tenantId } from "./test-server.ts";

/** The suite that every database we support must pass. */
export function describeStores(
  name: string,
  open: () => Promise<{ newPlace(): Promise<DatabasePlace>; close(): Promise<void> }>,
): void {
  describe(`the stores on ${name}`, () => {
    let server: Awaited<ReturnType<typeof open>>;
    beforeAll(async () => {
      server = await open();
    });
    afterAll(() => server.close());
    const stores = async () => openTestStores(await server.newPlace());

    describe("executions", () => {
      it("come back as they were stored", async () => {
        await using s = await stores();
        const stored = await create(s, "exe_1");
        expect(await s.executions.get(tenantId, "exe_1")).toEqual(stored);
      });

      it("are refused under an id that there is", async () => {
        await using s = await stores();
        await create(s, "exe_1");
        await expect(create(s, "exe_1")).rejects.toMatchObject({ code: "execution.exists", kind: "refused" });
        expect(await s.ledger.verify(tenantId)).toMatchObject({ ok: true, events: 1 });
      });

      it("move with their events, approvals and outputs in one transaction", async () => {
        await using s = await stores();
        const before = await create(s, "exe_1");
        const result = await s.executions.transition({ tenantId, executionId: "exe_1" }, (found) => {
          expect(found).toEqual(before);
          const moved = next(found);
          return {
            execution: moved,
            events: [draft("one", moved), draft("two", moved, 1)],
            approvals: [{ stepId: "stp_1", approval: requested(), proposalBytes: "{}" }],
            outputs: [output("done")],
            result: "ok",
          };
        });
        expect(result).toBe("ok");
        expect(await s.executions.get(tenantId, "exe_1")).toEqual(next(before));
        expect(await s.executions.listOutputs(tenantId, "exe_1")).toEqual([output("done")]);
        const { items } = await s.ledger.list(tenantId, { executionId: "exe_1" }, { limit: 10 });
        expect(items.map(({ why, sequence }) => [sequence, why])).toEqual([
          [3, "two"],
          [2, "one"],
          [1, "started"],
        ]);
      });

      it("stay as they were when the decision throws", async () => {
        await using s = await stores();
        const before = await create(s, "exe_1");
        const failing = s.executions.transition({ tenantId, executionId: "exe_1" }, () => {
          throw new RangeError("no");
        });
        await expect(failing).rejects.toThrow(RangeError);
        expect(await s.executions.get(tenantId, "exe_1")).toEqual(before);
        expect(await s.ledger.verify(tenantId)).toMatchObject({ ok: true, events: 1 });
      });

      it("do not move without a record, nor past their next state", async () => {
        await using s = await stores();
        await create(s, "exe_1");
        const key = { tenantId, executionId: "exe_1" } as const;
        const unrecorded = s.executions.transition(key, (e) => ({ execution: next(e), events: [], result: 1 }));
        await expect(unrecorded).rejects.toMatchObject({ code: "ledger.no_record" });
        const leap = s.executions.transition(key, (e) => ({
          execution: next(next(e)),
          events: [draft("x")],
          result: 1,
        }));
        await expect(leap).rejects.toMatchObject({ code: "execution.not_next" });
        expect(await s.executions.get(tenantId, "exe_1")).toMatchObject({ sequence: 0 });
      });

      it("record a refusal without moving", async () => {
        await using s = await stores();
        await create(s, "exe_1");
        const key = { tenantId, executionId: "exe_1" } as const;
        await s.executions.transition(key, () => ({ events: [draft("refused")], result: 1 }));
        expect(await s.executions.get(tenantId, "exe_1")).toMatchObject({ sequence: 0 });
        expect(await s.ledger.verify(tenantId)).toMatchObject({ ok: true, events: 2 });
      });

      it("keep a decided approval as it was decided", async () => {
        await using s = await stores();
        await create(s, "exe_1");
        const store = (phase: "granted" | "rejected") =>
          s.executions.transition({ tenantId, executionId: "exe_1" }, (e) => ({
            execution: next(e),
            events: [draft(phase, next(e))],
            approvals: [{ stepId: "stp_1", approval: answered(phase), proposalBytes: "{}" }],
            result: phase,
          }));
        await store("granted");
        await expect(store("rejected")).rejects.toThrow("already granted");
        expect(await store("granted")).toBe("granted");
      });

      it("serialise concurrent transitions without gap, repeat or loss", async () => {
        await using s = await stores();
        const ids = Array.from({ length: 4 }, (_, n): ExecutionId => `exe_${n}`);
        for (const id of ids) await create(s, id);
        const move = (executionId: ExecutionId) =>
          s.executions.transition({ tenantId, executionId }, (e) => ({
            execution: next(e),
            events: [draft("a", next(e)), draft("b", next(e), 1)],
            result: e.sequence,
          }));
        const seen = await Promise.all(ids.flatMap((id) => Array.from({ length: 25 }, () => move(id))));
        const expected = ids.flatMap(() => Array.from({ length: 25 }, (_, n) => n));
        expect(seen.toSorted((a, b) => a - b)).toEqual(expected.toSorted((a, b) => a - b));
        expect(await s.ledger.verify(tenantId)).toMatchObject({ ok: true, events: 4 + 4 * 25 * 2 });
      });

      it("serialise transitions of two programs on one database", async () => {
        await using one = await stores();
        await using other = await openTestStores(one.place);
        await create(one, "exe_1");
        const move = (s: TestStores) =>
          s.executions.transition({ tenantId, executionId: "exe_1" }, (e) => ({
            execution: next(e),
            events: [draft("a", next(e))],
            result: e.sequence,
          }));
        const seen = await Promise.all(Array.from({ length: 40 }, (_, n) => move(n % 2 === 0 ? one : other)));
        expect(new Set(seen).size).toBe(40);
        expect(await one.ledger.verify(tenantId)).toMatchObject({ ok: true, events: 41 });
      });

      it("are listed newest first, page by page", async () => {
        await using s = await stores();
        for (const n of [1, 2, 3, 4, 5]) await create(s, `exe_${n}`);
        const ids: string[] = [];
        let after: string | undefined;
        do {
          const page = await s.executions.list(tenantId, { limit: 2, ...(after && { after }) });
          ids.push(...page.items.map(({ id }) => id));
          after = page.next;
        } while (after !== undefined);
        expect(ids).toEqual(["exe_5", "exe_4", "exe_3", "exe_2", "exe_1"]);
        await expect(s.executions.list(tenantId, { limit: 2, after: "x" })).rejects.toMatchObject({
          code: "page.token",
        });
      });

      it("are taken up again of every tenant while they have not ended", async () => {
        await using s = await stores();
        await create(s, "exe_open");
        const other = { ...execution("exe_other", "ten_other", s.clock.now()) };
        await s.executions.create(other, [draft("started", other)]);
        await create(s, "exe_ended");
        await s.executions.transition({ tenantId, executionId: "exe_ended" }, (e) => {
          const ended: Execution = { ...next(e), phase: "aborted", endedAt: s.clock.now() };
          return { execution: ended, events: [draft("aborted", ended)], result: 1 };
        });
        expect((await s.executions.listOpen()).map(({ id }) => id)).toEqual(["exe_open", "exe_other"]);
      });

      it("are not found under an unknown or a malformed id", async () => {
        await using s = await stores();
        await expect(s.executions.get(tenantId, "exe_none")).rejects.toMatchObject({ code: "execution.not_found" });
        const key = { tenantId, executionId: "exe_none" } as const;
        const moving = s.executions.transition(key, () => ({ events: [draft("x")], result: 1 }));
        await expect(moving).rejects.toMatchObject({ code: "execution.not_found" });
        const quoted = s.executions.get("ten_'; DROP TABLE execution; --", "exe_1");
        await expect(quoted).rejects.toMatchObject({ code: "id.malformed" });
      });
    });

    describe("runbooks", () => {
      it("come back whole, by version, and the newest without one", async () => {
        await using s = await stores();
        const first = await importText(s, "# Disk\0 is full");
        const second = await importText(s, "# Disk is nearly full", first.version.id);
        expect([first, second]).toMatchObject([
          { isNew: true, version: { version: 1 } },
          { isNew: true, version: { version: 2, id: first.version.id } },
        ]);
        expect(await s.runbooks.get(tenantId, first.version.id)).toEqual(second.version);
        expect(await s.runbooks.get(tenantId, first.version.id, 1)).toEqual(first.version);
        await expect(s.runbooks.get(tenantId, "rbk_none")).rejects.toMatchObject({ code: "runbook.not_found" });
      });

      it("give the version there is for the same text, also when it comes twice at once", async () => {
        await using s = await stores();
        const [one, other] = await Promise.all([importText(s, "# A"), importText(s, "# A")]);
        expect([one.isNew, other.isNew].toSorted()).toEqual([false, true]);
        expect(one.version).toEqual(other.version);
        expect(await s.ledger.verify(tenantId)).toMatchObject({ ok: true, events: 1 });
      });

      it("are another version where a person took over what a model found in the same text", async () => {
        await using s = await stores();
        const range = { start: 0, end: 3 };
        const [step] = plan.steps;
        const command = { text: "# A", dialect: "shell", origin: "model", range } as const;
        const more = {
          ...runbook("# A"),
          steps: [{ ...step, id: "stp_1", range, after: [], command }],
        } as ParsedRunbook;
        const first = await importText(s, "# A");
        const second = await importText(s, "# A", first.version.id, more);
        const again = await importText(s, "# A", first.version.id, more);
        expect([first, second, again].map(({ isNew, version }) => [isNew, version.version])).toEqual([
          [true, 1],
          [true, 2],
          [false, 2],
        ]);
      });

      it("refuse a further version of one that there is not", async () => {
        await using s = await stores();
        await expect(importText(s, "# A", "rbk_none")).rejects.toMatchObject({ code: "runbook.not_found" });
      });

      it("are listed newest first by their newest version", async () => {
        await using s = await stores();
        const a = await importText(s, "# A");
        await importText(s, "# B");
        await importText(s, "# A again", a.version.id);
        const first = await s.runbooks.list(tenantId, { limit: 1 });
        const rest = await s.runbooks.list(tenantId, { limit: 1, ...(first.next && { after: first.next }) });
        expect([...first.items, ...rest.items].map(({ title, version }) => [title, version])).toEqual([
          ["# A again", 2],
          ["# B", 1],
        ]);
        expect(rest.next).toBeUndefined();
      });
    });

    describeModelStores(stores);
    describeLevelStores(stores);
    describeApprovalStore(stores);

    describe("people", () => {
      const key = "a".repeat(64);

      it("are found by their key, in whichever tenant, and by no other", async () => {
        await using s = await stores();
        await s.people.add(tenantId, { actor: riley, keySha256: key }, [draft("added")]);
        expect(await s.people.findByKey(key)).toEqual({ tenantId, actor: riley, roles: [] });
        expect(await s.people.findByKey("b".repeat(64))).toBeUndefined();
        expect((await s.people.list(tenantId)).map(({ actor }) => actor)).toEqual([riley]);
      });

      it("have roles, which are replaced whole and stand in the record", async () => {
        await using s = await stores();
        await s.people.add(tenantId, { actor: riley, keySha256: key, roles: ["sre"] }, [draft("added")]);
        expect(await s.people.findByKey(key)).toMatchObject({ roles: ["sre"] });
        await s.people.setRoles(tenantId, riley.id, ["admin", "lead"], [draft("changed")]);
        expect(await s.people.list(tenantId)).toMatchObject([{ actor: riley, roles: ["admin", "lead"] }]);
        const unknown = s.people.setRoles(tenantId, "act_none", [], [draft("x")]);
        await expect(unknown).rejects.toMatchObject({ code: "person.not_found" });
        expect(await s.ledger.verify(tenantId)).toMatchObject({ ok: true, events: 2 });
      });

      it("are added once, and gone with their key when removed", async () => {
        await using s = await stores();
        const person = { actor: riley, keySha256: key };
        await s.people.add(tenantId, person, [draft("added")]);
        await expect(s.people.add(tenantId, person, [draft("x")])).rejects.toMatchObject({ code: "person.exists" });
        await s.people.remove(tenantId, riley.id, [draft("removed")]);
        expect(await s.people.findByKey(key)).toBeUndefined();
        const again = s.people.remove(tenantId, riley.id, [draft("x")]);
        await expect(again).rejects.toMatchObject({ code: "person.not_found" });
        expect(await s.ledger.verify(tenantId)).toMatchObject({ ok: true, events: 2 });
      });
    });

    describe("the ledger", () => {
      it("is whole while it is empty", async () => {
        await using s = await stores();
        expect(await s.ledger.verify(tenantId)).toMatchObject({ ok: true, events: 0, anchors: 0 });
      });

      it("puts events of two programs at once into one chain", async () => {
        await using one = await stores();
        await using other = await openTestStores(one.place);
        const append = (s: TestStores) => s.ledger.append(tenantId, [draft("a"), draft("b")]);
        await Promise.all(Array.from({ length: 40 }, (_, n) => append(n % 2 === 0 ? one : other)));
        expect(await other.ledger.verify(tenantId)).toMatchObject({ ok: true, events: 80 });
      });

      it("finds events by what they are of, by type, prefix, actor, outcome and time", async () => {
        await using s = await stores();
        await create(s, "exe_1");
        await s.ledger.append(tenantId, [draft("p"), { ...draft("q"), type: "person.removed", outcome: "refused" }]);
        await s.ledger.append(tenantId, [{ ...draft("r"), type: "server.started" }]);
        const found = async (filter: Parameters<typeof s.ledger.list>[1]) =>
          (await s.ledger.list(tenantId, filter, { limit: 9 })).items.map(({ why }) => why).join(" ");
        const all = await s.ledger.list(tenantId, {}, { limit: 9 });
        const appendedAt = new Date(all.items[1]?.at ?? 0);
        expect(await found({})).toBe("r q p started");
        expect(await found({ executionId: "exe_1" })).toBe("started");
        expect(await found({ runbookId: "rbk_disk" })).toBe("started");
        expect(await found({ type: "person.*" })).toBe("q p");
        expect(await found({ type: "person.removed" })).toBe("q");
        expect(await found({ actorId: "act_nobody" })).toBe("");
        expect(await found({ outcome: "refused" })).toBe("q");
        expect(await found({ since: appendedAt })).toBe("r q p");
        expect(await found({ until: appendedAt })).toBe("started");
      });

      it("exports what a verifier without us finds whole, also across batches", async () => {
        await using s = await stores();
        await s.ledger.append(
          tenantId,
          Array.from({ length: 2_500 }, (_, n) => draft(`event ${n}`)),
        );
        const report = await verifyExport(s.ledger.export(tenantId, {}), s);
        expect(report).toMatchObject({ ok: true, events: 2_500, hidden: 0, tenantId });
        expect(await s.ledger.verify(tenantId)).toMatchObject({ ok: true, events: 2_500, anchors: 1 });
      });

      it("proves of one event that it is there and of an older state that it is the beginning, to whoever has the key", async () => {
        await using s = await stores();
        const events = Array.from({ length: 130 }, (_, n) => draft(`event ${n}`));
        await s.ledger.append(tenantId, events.slice(0, 57));
        const older = await s.ledger.proveGrowth(tenantId, 57);
        expect(checkProof(proofText(older), s)).toMatchObject({ ok: true, checkpoint: { count: 57 } });
        await s.ledger.append(tenantId, events.slice(57));
        for (const sequence of [1, 57, 58, 130]) {
          const proof = await s.ledger.proveInclusion(tenantId, sequence);
          expect(checkProof(proofText(proof), s)).toMatchObject({ ok: true, checkpoint: { count: 130 } });
          expect(JSON.parse(proof.event).sequence).toBe(sequence);
        }
        const grown = await s.ledger.proveGrowth(tenantId, 57);
        expect(checkProof(proofText(grown), { ...s, olderRoot: older.olderRoot })).toMatchObject({ ok: true });
        const beyond = { code: "ledger.no_event", kind: "not_found" };
        await expect(s.ledger.proveInclusion(tenantId, 131)).rejects.toMatchObject(beyond);
        await expect(s.ledger.proveGrowth(tenantId, 131)).rejects.toMatchObject(beyond);
        await expect(s.ledger.proveInclusion("ten_other", 1)).rejects.toMatchObject({ code: "ledger.no_checkpoint" });
      });

      it("exports one execution without showing another", async () => {
        await using s = await stores();
        await create(s, "exe_1");
        await create(s, "exe_2");
        await s.executions.transition({ tenantId, executionId: "exe_1" }, (e) => ({
          execution: next(e),
          events: [draft("moved", next(e))],
          result: 1,
        }));
        const lines: string[] = [];
        for await (const line of s.ledger.export(tenantId, { executionId: "exe_1" })) lines.push(line);
        const bytes = [Buffer.from(`${lines.join("\n")}\n`)];
        expect(await verifyExport(splitLines(bytes), s)).toMatchObject({ ok: true, events: 2, hidden: 1 });
        expect(lines.join()).not.toContain("exe_2");
        const none = s.ledger.export(tenantId, { executionId: "exe_none" });
        await expect(verifyExport(none, s)).rejects.toMatchObject({ code: "execution.not_found" });
      });
    });
  });
}

async function create(s: TestStores, id: ExecutionId): Promise<Execution> {
  const started = execution(id, tenantId, s.clock.now());
  await s.executions.create(started, [draft("started", started)]);
  return started;
}

async function importText(s: TestStores, source: string, id?: `rbk_${string}`, parsed = runbook(source)) {
  return s.runbooks.import({
    ...{ tenantId, parsed, plan, by: riley, at: s.clock.now(), classifications: () => [] },
    ...(id && { id }),
    events: (version) => [{ ...draft(`imported ${version.version}`), type: "runbook.imported", runbookId: version.id }],
  });
}

const at = new Date("2026-03-01T02:59:00.000Z");

function requested() {
  return {
    phase: "requested",
    request: {
      id: "apr_1",
      digest: "sha256:00",
      risk: "caution",
      confirmation: "click",
      targetName: "web-1",
      environment: "production",
      proposedBy: "act_steadyhand",
      requestedAt: at,
      expiresAt: at,
    },
  } as const;
}

function answered(phase: "granted" | "rejected") {
  return phase === "granted"
    ? ({ ...requested(), phase, by: riley, at } as const)
    : ({ ...requested(), phase, by: riley, at, reason: "no" } as const);
}

function output(stdout: string) {
  const stream = { bytes: 4, keptBytes: 4, sha256: "0".repeat(64), truncated: false };
  return {
    stepId: "stp_1",
    attempt: 1,
    result: {
      attemptId: "exe_1/stp_1/1",
      outcome: "succeeded",
      exitCode: 0,
      startedAt: at,
      endedAt: at,
      ...{ stdout: stream, stderr: stream, orphans: [], output: { stdout, stderr: "" } },
    },
  } as const;
}

import type { AuditEventDraft } from "@steadyhand/core/audit";
import type { Caller, Clock } from "@steadyhand/engine";
import { beforeEach, describe, expect, it } from "vitest";
import { createReadRecord, longestMs, quietMs } from "./read-record.ts";

const riley: Caller = { tenantId: "ten_one", actor: { kind: "person", id: "act_riley", name: "Riley" } };
const sam: Caller = { ...riley, actor: { kind: "person", id: "act_sam", name: "Sam" } };
const list = { what: "list", filter: { type: "step.*" }, events: 50 } as const;

let now = 0;
let due: { at: number; run: () => void }[] = [];
let written: AuditEventDraft[] = [];
let isWritable = true;
beforeEach(() => {
  [now, due, written, isWritable] = [Date.parse("2026-03-01T03:00:00Z"), [], [], true];
});

const clock: Clock = {
  now: () => new Date(now),
  at(time, run) {
    const one = { at: time.getTime(), run };
    due.push(one);
    return () => {
      due = due.filter((other) => other !== one);
    };
  },
};

/** Moves the clock on, and lets what was due write. */
async function pass(ms: number): Promise<void> {
  now += ms;
  for (const one of due.filter(({ at }) => at <= now)) {
    due = due.filter((other) => other !== one);
    one.run();
  }
  await new Promise(setImmediate);
}

const open = () =>
  createReadRecord({
    ledger: {
      async append(_tenantId, drafts) {
        if (!isWritable) throw new Error("the disk is full");
        written.push(...drafts);
      },
    },
    clock,
    log: { warn() {} },
  });

describe("who reads the record", () => {
  it("is in the record a minute after they stopped, with how often and how much they read", async () => {
    const reads = open();
    reads.note(riley, list);
    await pass(1_000);
    reads.note(riley, { ...list, events: 3 });
    expect(written).toEqual([]);
    await pass(quietMs);
    await pass(quietMs);
    expect(written).toMatchObject([
      {
        ...{ type: "ledger.read", actor: riley.actor, outcome: "ok", why: "Riley read the record (list), 2 times" },
        data: {
          ...{ what: "list", filter: { type: "step.*" }, reads: 2, events: 53 },
          ...{ from: "2026-03-01T03:00:00.000Z", until: "2026-03-01T03:00:01.000Z" },
        },
      },
    ]);
  });

  it("is told apart by person, by filter and by what was asked", async () => {
    const reads = open();
    reads.note(riley, list);
    reads.note(sam, list);
    reads.note(riley, { ...list, filter: {} });
    reads.note(riley, { ...list, what: "summary" });
    await reads.close();
    expect(written.map(({ actor, data }) => [actor.name, data.what, data.reads])).toEqual([
      ["Riley", "list", 1],
      ["Sam", "list", 1],
      ["Riley", "list", 1],
      ["Riley", "summary", 1],
    ]);
  });

  it("grows the record by one event an hour at most, while a page refreshes itself all day", async () => {
    const reads = open();
    for (let at = 0; at < 8 * longestMs; at += 10_000) {
      reads.note(riley, list);
      await pass(10_000);
    }
    expect(written.length).toBeGreaterThanOrEqual(7);
    expect(written.length).toBeLessThanOrEqual(8);
  });

  it("is kept while the record cannot be written, and written when it can", async () => {
    const reads = open();
    reads.note(riley, list);
    isWritable = false;
    await pass(quietMs);
    reads.note(riley, list);
    isWritable = true;
    await reads.close();
    expect(written).toMatchObject([{ data: { reads: 2, events: 100 } }]);
  });

  it("leaves no timer behind", async () => {
    const reads = open();
    reads.note(riley, list);
    await reads.close();
    expect([due, written.length]).toEqual([[], 1]);
  });
});

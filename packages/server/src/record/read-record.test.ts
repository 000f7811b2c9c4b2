import type { AuditEventDraft } from "@steadyhand/core/audit";
import type { Caller, Clock } from "@steadyhand/engine";
import { beforeEach, describe, expect, it } from "vitest";
import { createReadRecord, longestMs, longestWaitMs, quietMs } from "./read-record.ts";

const riley: Caller = { tenantId: "ten_one", actor: { kind: "person", id: "act_riley", name: "Riley" } };
const sam: Caller = { ...riley, actor: { kind: "person", id: "act_sam", name: "Sam" } };
const list = { what: "list", filter: { type: "step.*" }, events: 50 } as const;

let now = 0;
let due: { at: number; run: () => void }[] = [];
let written: AuditEventDraft[] = [];
let warned: object[] = [];
let isWritable = true;
beforeEach(() => {
  [now, due, written, warned, isWritable] = [Date.parse("2026-03-01T03:00:00Z"), [], [], [], true];
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
    redact: (text) => text.replaceAll("hunter2", "[redacted]"),
    log: { warn: (fields: object) => void warned.push(fields) },
  });

describe("who reads the record", () => {
  it("is in the record before they are answered, also whoever asks the same while that is being written", async () => {
    const reads = open();
    const [first, second] = [reads.note(riley, list), reads.note(riley, list)];
    expect(written).toEqual([]);
    await first;
    expect(written).toMatchObject([
      {
        ...{ type: "ledger.read", actor: riley.actor, outcome: "ok", why: "Riley read the record (list), 2 times" },
        data: {
          ...{ what: "list", filter: { type: "step.*" }, reads: 2, events: 100 },
          ...{ from: "2026-03-01T03:00:00.000Z", until: "2026-03-01T03:00:00.000Z" },
        },
      },
    ]);
    await second;
    await reads.close();
    expect(written).toHaveLength(1);
  });

  it("is counted from then on, and in the record a minute after they stopped", async () => {
    const reads = open();
    await reads.note(riley, list);
    await pass(1_000);
    await reads.note(riley, { ...list, events: 3 });
    await pass(1_000);
    await reads.note(riley, { ...list, events: 4 });
    expect(written).toHaveLength(1);
    await pass(quietMs);
    await pass(quietMs);
    expect(written.slice(1)).toMatchObject([
      {
        why: "Riley read the record (list) further, 2 times",
        data: {
          ...{ what: "list", filter: { type: "step.*" }, reads: 2, events: 7 },
          ...{ from: "2026-03-01T03:00:01.000Z", until: "2026-03-01T03:00:02.000Z" },
        },
      },
    ]);
    await reads.note(riley, list);
    expect(written).toHaveLength(3);
  });

  it("is told with how much a stream showed when it ends, however long that took, and counted once", async () => {
    const reads = open();
    const stream = { what: "stream", filter: {} } as const;
    await reads.note(riley, { ...stream, after: 7, events: 0 });
    const since = clock.now();
    await pass(quietMs);
    await pass(quietMs);
    void reads.note(riley, { ...stream, after: 7, events: 30, since });
    await reads.close();
    expect(written.map(({ data }) => [data.after, data.reads, data.events, data.from, data.until])).toEqual([
      [7, 1, 0, "2026-03-01T03:00:00.000Z", "2026-03-01T03:00:00.000Z"],
      [7, 0, 30, "2026-03-01T03:00:00.000Z", "2026-03-01T03:02:00.000Z"],
    ]);
  });

  it("does not fill the record by a stream that is lost and made again from another place each time", async () => {
    const reads = open();
    for (let after = 90; after < 100; after++) {
      await reads.note(riley, { what: "stream", filter: {}, after, events: 1 });
      await pass(1_000);
    }
    await reads.close();
    expect(written.map(({ data }) => [data.after, data.reads])).toEqual([
      [90, 1],
      [91, 9],
    ]);
  });

  it("is told apart by person, by filter and by what was asked", async () => {
    const reads = open();
    await reads.note(riley, list);
    await reads.note(sam, list);
    await reads.note(riley, { ...list, filter: {} });
    await reads.note(riley, { ...list, what: "summary" });
    expect(written.map(({ actor, data }) => [actor.name, data.what, data.reads])).toEqual([
      ["Riley", "list", 1],
      ["Sam", "list", 1],
      ["Riley", "list", 1],
      ["Riley", "summary", 1],
    ]);
  });

  it("leaves no secret there that they looked for", async () => {
    const reads = open();
    const since = clock.now();
    await reads.note(riley, { ...list, filter: { actorName: "hunter2", level: 2, since } });
    expect(written[0]?.data.filter).toEqual({ actorName: "[redacted]", level: 2, since });
  });

  it("grows the record by one event an hour, while a page refreshes itself all day", async () => {
    const reads = open();
    for (let at = 0; at < 8 * longestMs; at += 10_000) {
      await reads.note(riley, list);
      await pass(10_000);
    }
    expect(written.length).toBeGreaterThanOrEqual(7);
    expect(written.length).toBeLessThanOrEqual(9);
  });

  it("is shown what they asked for while the record cannot be written, and is in it as soon as it can", async () => {
    const reads = open();
    isWritable = false;
    await reads.note(riley, list);
    await pass(quietMs);
    expect(warned).toMatchObject([{ actor: "act_riley", what: "list" }, {}]);
    isWritable = true;
    await reads.note(riley, list);
    expect(written).toMatchObject([{ data: { reads: 2, events: 100 } }]);
    await reads.close();
    expect(written).toHaveLength(1);
  });

  it("does not wait for ever for a record that takes nothing", async () => {
    const held = Promise.withResolvers<void>();
    const reads = createReadRecord({
      ledger: { append: () => held.promise },
      clock,
      redact: (text) => text,
      log: { warn() {} },
    });
    const noted = reads.note(riley, list);
    await pass(longestWaitMs);
    await noted;
    held.resolve();
    await reads.close();
  });

  it("leaves no timer behind", async () => {
    const reads = open();
    await reads.note(riley, list);
    await reads.note(riley, list);
    await reads.close();
    expect([due, written.length]).toEqual([[], 2]);
  });
});

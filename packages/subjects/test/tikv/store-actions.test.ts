import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Subject } from "@steadyhand/subject";
import { describe, expect, it } from "vitest";
import { addressOf, askPd, eventually, makeFolder, openLab, openSubject } from "./open-lab.ts";
import { evictedNow, leadersOf, offered, perform, prepare } from "./perform-on-lab.ts";

describe("drain_store and undrain_store", () => {
  it("move all leaders away, and let them come back", async () => {
    const lab = await openLab();
    const subject = openSubject(lab);
    expect(await perform(subject, "drain_store", { store_id: 1 })).toMatchObject({ ok: true });
    expect(await leadersOf(lab, 1)).toBe(0);
    expect(await evictedNow(lab)).toEqual([1]);
    expect(await perform(subject, "undrain_store", { store_id: 1 })).toEqual({
      ok: true,
      said: "evict-leader is off store 1",
    });
    expect(await evictedNow(lab)).toEqual([]);
  });

  it("leave no violation while the drain is meant, and one when its time is over or nobody here knows of it", async () => {
    const lab = await openLab();
    const subject = openSubject(lab);
    await perform(subject, "drain_store", { store_id: 1, for_minutes: 60 });
    const leftBehind = async (by: Subject) => {
      const observation = await by.observe({ signal: AbortSignal.timeout(10_000) });
      const judged = by.invariants.flatMap(({ name, judge }) => judge(observation).map((said) => ({ name, ...said })));
      return judged.filter(({ verdict }) => verdict !== "holds").map(({ name, member }) => [name, member]);
    };
    const violation = ["scheduler_left_behind", addressOf(lab, "tikv1")];
    expect(await leftBehind(subject)).toEqual([]);
    expect(await leftBehind(openSubject(lab))).toEqual([violation]);
    lab.clock.advance(61 * 60_000);
    expect(await leftBehind(subject)).toEqual([violation]);
  });

  it("are each other's inverse", async () => {
    const subject = openSubject(await openLab());
    expect(prepare(subject, "drain_store", { store_id: 1 }).inverse).toEqual({
      name: "undrain_store",
      parameters: { store_id: 1 },
    });
    expect(prepare(subject, "undrain_store", { store_id: "2" })).toMatchObject({
      parameters: { store_id: 2 },
      inverse: { name: "drain_store" },
    });
  });

  it("do not drain the last store that may lead", async () => {
    const lab = await openLab();
    await lab.begin("evict_left_behind", { store: "tikv2" });
    await lab.begin("store_stopped", { store: "tikv3" });
    lab.clock.advance(25_000);
    expect(await perform(openSubject(lab), "drain_store", { store_id: 1 })).toMatchObject({
      ok: false,
      isUnknown: false,
      code: "tikv.nowhere_to_go",
    });
    expect(await evictedNow(lab)).toEqual([2]);
  });

  it("are refused for a store that PD has not", async () => {
    const lab = await openLab();
    expect(await perform(openSubject(lab), "drain_store", { store_id: 77 })).toMatchObject({
      ok: false,
      isUnknown: false,
      code: "tikv.no_store",
    });
  });

  it("say that a drain is in force and not finished when its time is up", async () => {
    const lab = await openLab({ rate: 0.001 });
    const performed = await perform(openSubject(lab), "drain_store", { store_id: 1 }, AbortSignal.timeout(1_500));
    expect(performed).toMatchObject({
      ok: false,
      isUnknown: false,
      code: "tikv.drain_unfinished",
      why: expect.stringContaining("it still leads 10 regions"),
    });
    expect(await evictedNow(lab)).toEqual([1]);
  });

  it("are unknown when the answer was lost, and the drain is meant all the same", async () => {
    const lab = await openLab();
    const subject = openSubject(lab);
    await lab.begin("answers_lost");
    expect(await perform(subject, "drain_store", { store_id: 1 })).toMatchObject({ ok: false, isUnknown: true });
    await lab.end("answers_lost");
    const { samples } = await subject.observe({ signal: AbortSignal.timeout(10_000) });
    expect(samples.find(({ name, member }) => name === "eviction" && member === addressOf(lab, "tikv1"))?.value).toBe(
      "meant",
    );
  });

  it("say so where there was nothing to undo", async () => {
    const lab = await openLab();
    expect(await perform(openSubject(lab), "undrain_store", { store_id: 1 })).toEqual({
      ok: true,
      said: "evict-leader did not hold for store 1",
    });
  });
});

describe("resume_scheduler", () => {
  it("lets balancing go on, which spreads what was piled up", async () => {
    const lab = await openLab();
    const subject = openSubject(lab);
    await lab.begin("leaders_piled", { store: "tikv1" });
    expect(await perform(subject, "resume_scheduler", { scheduler: "balance-leader-scheduler" })).toMatchObject({
      ok: true,
    });
    await eventually(
      () => leadersOf(lab, 1),
      (leaders) => leaders <= 12,
    );
  });

  it("is refused where the scheduler was removed", async () => {
    const lab = await openLab();
    await askPd(lab, "DELETE", "/schedulers/balance-leader-scheduler");
    const performed = await perform(openSubject(lab), "resume_scheduler", { scheduler: "balance-leader-scheduler" });
    expect(performed).toMatchObject({ ok: false, isUnknown: false, code: "tikv.no_scheduler" });
  });
});

describe("compact_store", () => {
  /** A program in the place of tikv-ctl: what it was given, and how it ends. */
  function program(source: string): readonly string[] {
    const path = join(makeFolder(), "ctl.mjs");
    writeFileSync(path, source);
    return [process.execPath, path, "--host", "{{address}}", "compact", "-d", "{{db}}", "-c", "{{cf}}"];
  }

  it("is not available without a command", async () => {
    const { action } = offered(openSubject(await openLab()), "compact_store");
    expect(action.declare().availability).toMatchObject({ isAvailable: false });
    expect(action.prepare({ store: "tikv1.lab:20160" })).toMatchObject({ ok: false, code: "action.unavailable" });
  });

  it("runs the command with the store's address and is done when it ends well", async () => {
    const lab = await openLab();
    const compact_command = program(
      'process.exit(process.argv.slice(2).join(" ") === "--host tikv1.lab:20160 compact -d kv -c write" ? 0 : 3)',
    );
    const subject = openSubject(lab, { compact_command });
    expect(await perform(subject, "compact_store", { store: addressOf(lab, "tikv1"), cf: "write" })).toMatchObject({
      ok: true,
    });
    expect(await perform(subject, "compact_store", { store: addressOf(lab, "tikv1"), cf: "lock" })).toMatchObject({
      ok: false,
      isUnknown: false,
      code: "tikv.command_failed",
    });
  });

  it("takes no address that is not expected", async () => {
    const lab = await openLab();
    const { action } = offered(openSubject(lab, { compact_command: program("") }), "compact_store");
    expect(action.prepare({ store: "elsewhere:20160" })).toMatchObject({ ok: false, problems: [{ path: "store" }] });
  });

  it("runs on one store at a time, and is unknown when it was ended", async () => {
    const lab = await openLab();
    const sign = join(makeFolder(), "begun");
    const source = `import { writeFileSync } from "node:fs"; writeFileSync(${JSON.stringify(sign)}, ""); setInterval(() => {}, 1000);`;
    const subject = openSubject(lab, { compact_command: program(source) });
    const time = new AbortController();
    const first = perform(subject, "compact_store", { store: addressOf(lab, "tikv1") }, time.signal);
    const second = await perform(subject, "compact_store", { store: addressOf(lab, "tikv2") });
    expect(second).toMatchObject({ ok: false, code: "tikv.compacting" });
    await eventually(
      async () => existsSync(sign),
      (isThere) => isThere,
    );
    time.abort();
    expect(await first).toMatchObject({ ok: false, isUnknown: true });
  });
});

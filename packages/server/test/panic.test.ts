import { existsSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createClient } from "@steadyhand/client/node";
import { beforeEach, describe, expect, it } from "vitest";
import type { TestServer } from "./open-test-server.ts";
import { eventually, openPanicHouse, type PanicHouse, stateOf } from "./panic-house.ts";

let house: PanicHouse;
let server: TestServer;
beforeEach(async () => {
  house = await openPanicHouse();
  server = house.server;
  return () => house.close();
});

describe("a press", () => {
  it("stops what runs where it stands, within a second, and says what it saw", async () => {
    const { execution, pid } = await house.startRunning();
    const startedAt = performance.now();
    const view = await server.client.pressPanic({ body: { reason: "wrong cluster" } });
    expect(performance.now() - startedAt).toBeLessThan(1000);
    expect(stateOf(pid)).toBe("T");
    expect(view).toMatchObject({
      press: { reason: "wrong cluster", kill: false, by: { name: "riley" } },
      stop: "stopped",
      nodes: [{ state: "stopped", attempts: 1 }],
    });
    expect(view.runs).toMatchObject([{ executionId: execution.id, state: "stopped", hasEnded: false }]);
    expect(view.runs[0]?.processes).toBeGreaterThanOrEqual(1);
  });

  it("ends what runs with kill, and nothing of it is left", async () => {
    const { pid } = await house.startRunning();
    const view = await server.client.pressPanic({ body: { kill: true } });
    expect(view).toMatchObject({ stop: "stopped", runs: [{ hasEnded: true, processes: 0 }] });
    expect(stateOf(pid)).toMatch(/gone|Z/);
  });

  it("voids every open question, so that an approval given before it is worth nothing after", async () => {
    const asked = await house.start("echo hello");
    await server.client.pressPanic();
    const stopped = await eventually("it is stored", async () => {
      const now = await house.get(asked);
      return now.phase === "paused" ? now : undefined;
    });
    expect(stopped.steps[0]?.approval).toBeUndefined();
    await expect(house.approve(asked)).rejects.toMatchObject({ code: "panic.read_only" });
    await house.end(await house.addKim());
    await expect(house.approve(asked)).rejects.toMatchObject({ status: 422 });
  });

  it("makes everything read-only, but for what ends it", async () => {
    const execution = await house.start("echo hello");
    await server.client.pressPanic({ body: { reason: "drill" } });
    const changes = [
      () => house.start("echo two"),
      () => house.approve(execution),
      () => server.client.commandExecution({ parameters: { executionId: execution.id }, body: { type: "resume" } }),
      () => server.client.removePerson({ parameters: { actorId: "act_nobody" } }),
      () => server.client.rescanRunbooks({ body: {} }),
    ];
    for (const change of changes)
      await expect(change()).rejects.toMatchObject({ status: 422, code: "panic.read_only" });
    expect((await house.get(execution)).id).toBe(execution.id);
    expect((await server.client.listExecutions()).items).toHaveLength(1);
  });

  it("is recorded with who, why and what was seen, and twice is once", async () => {
    await house.startRunning();
    const [first, second] = [await server.client.pressPanic(), await server.client.pressPanic()];
    expect(second.stop).toBe(first.stop);
    await house.stored();
    const { items } = await server.client.listAuditEvents({ query: { type: "panic.*", limit: 50 } });
    expect(items.filter(({ type }) => type === "panic.node_stopped")[0]).toMatchObject({
      data: { state: "stopped", attempts: [{ state: "stopped" }] },
    });
  });

  it("needs no database: frozen, it stops all the same, and is stored once the database answers", async () => {
    const { pid } = await house.startRunning();
    house.freeze("SIGSTOP");
    const startedAt = performance.now();
    const view = await server.client.pressPanic({ body: { reason: "the disk hangs" } });
    expect(performance.now() - startedAt).toBeLessThan(1000);
    expect(stateOf(pid)).toBe("T");
    expect(view).toMatchObject({ stop: "stopped", record: "owed", runs: [{ state: "stopped" }] });
    house.freeze("SIGCONT");
    await house.stored();
    const { items } = await server.client.listAuditEvents({ query: { type: "panic.pressed" } });
    expect(items).toMatchObject([{ outcome: "ok", actor: { name: "riley" }, data: { reason: "the disk hangs" } }]);
  });

  it("lets nothing begin, whatever is on its way in a flood of starts", async () => {
    const marks = join(server.dataFolder, "marks");
    const runs = await Promise.all(
      Array.from({ length: 12 }, (_, i) => house.start(`echo ${i} >> ${marks}; sleep 30`)),
    );
    const answers = runs.map((run) => house.approve(run).catch((error: unknown) => error));
    expect(await answers[0]).toMatchObject({ id: runs[0]?.id });
    await server.client.pressPanic();
    const count = () => (existsSync(marks) ? readFileSync(marks, "utf8").split("\n").filter(Boolean).length : 0);
    const late = (await Promise.all(answers)).filter((answer) => answer instanceof Error);
    for (const refusal of late) expect(refusal).toMatchObject({ status: 422 });
    const before = count();
    const view = await eventually("all is stopped", async () => {
      const now = await server.client.getPanic();
      return now.stop === "stopped" && now.record === "stored" ? now : undefined;
    });
    expect(view.runs.every(({ state }) => state === "stopped")).toBe(true);
    expect(count()).toBe(before);
    await server.client.pressPanic({ body: { kill: true } });
  });
});

describe("the end of a panic", () => {
  it("takes two people, and then each run is resumed by itself and goes on where it stood", async () => {
    const { execution, pid, letEnd } = await house.startRunning();
    await server.client.pressPanic();
    await expect(server.client.confirmResume()).rejects.toMatchObject({ code: "panic.not_asked" });
    const asked = await server.client.askResume({ body: { reason: "it was the right cluster" } });
    expect(asked.resumption).toMatchObject({ phase: "asked", by: { name: "riley" } });
    const alone = server.client.confirmResume();
    await expect(alone).rejects.toMatchObject({
      code: "panic.same_person",
      hint: expect.stringContaining("people add"),
    });

    const kim = await house.addKim();
    expect((await kim.confirmResume()).press).toBeUndefined();
    expect(stateOf(pid)).toBe("T");
    expect(existsSync(join(server.dataFolder, "PANIC"))).toBe(false);

    const paused = await house.get(execution);
    expect(paused.phase).toBe("paused");
    await server.client.commandExecution({ parameters: { executionId: execution.id }, body: { type: "resume" } });
    await eventually("it goes on", () => stateOf(pid) !== "T" || undefined);
    letEnd();
    const over = await eventually("it has ended", async () => {
      const now = await house.get(execution);
      return now.phase === "completed" ? now : undefined;
    });
    expect(over.steps[0]?.phase).toBe("succeeded");
    const { items } = await server.client.listAuditEvents({ query: { type: "panic.resumed" } });
    expect(items).toMatchObject([
      { outcome: "ok", actor: { name: "Kim" }, data: { askedBy: "act_riley", isNewcomer: true } },
      { outcome: "refused", data: { code: "panic.same_person" } },
      { outcome: "refused", data: { code: "panic.not_asked" } },
    ]);
  });

  it("is not to be had by a second name: somebody added after the press confirms only where there was nobody else", async () => {
    await house.addKim();
    await server.client.pressPanic();
    const { key } = await server.client.addPerson({ body: { name: "x" } });
    await server.client.askResume({ body: { reason: "I am in a hurry" } });
    const confirmed = createClient({ baseUrl: server.url, key }).confirmResume();
    await expect(confirmed).rejects.toMatchObject({ status: 422, code: "panic.newcomer" });
    expect((await server.client.getPanic()).press).toBeDefined();
  });

  it("cannot be asked for by somebody who is no admin", async () => {
    const kim = await house.addKim();
    await server.client.pressPanic();
    const asked = kim.askResume({ body: { reason: "I am in a hurry" } });
    await expect(asked).rejects.toMatchObject({ status: 422, code: "panic.not_admin" });
    const { items } = await server.client.listAuditEvents({ query: { type: "panic.resume_asked" } });
    expect(items).toMatchObject([{ outcome: "refused", actor: { name: "Kim" } }]);
  });
});

describe("the flag file", () => {
  const flag = () => join(server.dataFolder, "PANIC");

  it("presses when anybody makes it, and panic stays on while two people have not ended it", async () => {
    const { pid } = await house.startRunning();
    writeFileSync(flag(), "");
    await eventually("it is seen stopped", () => stateOf(pid) === "T" || undefined);
    const view = await server.client.getPanic();
    expect(view.press).toMatchObject({ by: { kind: "system", name: "a flag file" } });
    rmSync(flag());
    await eventually("it is raised again", () => existsSync(flag()) || undefined);
    expect((await server.client.getPanic()).press).toBeDefined();
    await house.end(await house.addKim());
    expect(existsSync(flag())).toBe(false);
    expect((await server.client.getPanic()).press).toBeUndefined();
  });

  it("presses anew each time it is made", async () => {
    writeFileSync(flag(), "");
    await eventually("it is on", async () => (await server.client.getPanic()).press);
    await house.end(await house.addKim());
    writeFileSync(flag(), "again");
    utimesSync(flag(), new Date(), new Date());
    await eventually("it is on again", async () => (await server.client.getPanic()).press);
  });
});

describe("a drill", () => {
  it("measures every leg, stops nothing and is recorded", async () => {
    const { pid } = await house.startRunning();
    const drill = await server.client.drillPanic();
    expect(drill).toMatchObject({ isSound: true, tookMs: expect.any(Number) });
    expect(drill.parts.map(({ part, ok }) => [part, ok])).toEqual([
      ["processes", true],
      ["bus", true],
      ["file", true],
      ["database", true],
    ]);
    expect(drill.parts[0]?.detail).toMatch(/^1 attempt with [1-9]/);
    expect(stateOf(pid)).not.toBe("T");
    expect((await server.client.getPanic()).press).toBeUndefined();
    const { items } = await server.client.listAuditEvents({ query: { type: "panic.drilled" } });
    expect(items).toMatchObject([{ outcome: "ok", actor: { name: "riley" } }]);
  });
});

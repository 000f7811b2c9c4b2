import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  eventually,
  isRunning,
  readNumbers,
  remove,
  shellOrder,
  temporaryDirectory,
  type WatchedAttempt,
  watchAttempt,
} from "../test/watched-attempt.ts";
import { type LocalRunner, type Order, openLocalRunner } from "./index.ts";
import { attemptFiles, attemptName, readJournal } from "./journal.ts";

const serverProgram = fileURLToPath(new URL("../test/server-process.ts", import.meta.url));

describe.each(["best", "marker"] as const)("what survives a crash, with processes found by %s", (reach) => {
  let directory: string;
  let journalDirectory: string;
  let runners: LocalRunner[];
  let helpers: number[];

  beforeEach(() => {
    directory = temporaryDirectory();
    journalDirectory = join(directory, "journal");
    runners = [];
    helpers = [];
  });
  afterEach(async () => {
    for (const runner of runners) await runner.close({ graceMs: 0 });
    for (const pid of helpers) await eventually(`helper ${pid} is gone`, () => !isRunning(pid), 15_000);
    remove(directory);
  });

  /** Starts a server of its own and resolves once all orders were accepted and said `text`. */
  async function startServer(
    orders: Order[],
    text: string,
    pause: string[] = [],
  ): Promise<{ server: ChildProcess; helper: number; pids: number[] }> {
    const given = JSON.stringify({ journalDirectory, reach, orders, pause });
    const server = spawn(process.execPath, [serverProgram, given], { stdio: ["ignore", "pipe", "inherit"], env: {} });
    const seen = { helper: 0, accepted: 0, pids: [] as number[], said: 0, paused: 0 };
    for await (const line of createInterface({ input: server.stdout })) {
      const { helper, accepted, started, output, paused } = JSON.parse(line);
      if (helper !== undefined) seen.helper = helper;
      if (accepted !== undefined) seen.accepted += 1;
      if (started !== undefined) seen.pids.push(started);
      if (output?.includes(text)) seen.said += 1;
      if (paused !== undefined) seen.paused += 1;
      if (seen.accepted === orders.length && seen.said === orders.length && seen.paused === pause.length) break;
    }
    helpers.push(seen.helper);
    return { server, helper: seen.helper, pids: seen.pids };
  }

  async function killHard(server: ChildProcess): Promise<void> {
    const exited = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGKILL");
    await exited;
  }

  async function openRunner(): Promise<LocalRunner> {
    const runner = await openLocalRunner({ journalDirectory, reach, graceMs: 1000 });
    runners.push(runner);
    helpers.push(runner.helperPid);
    return runner;
  }

  async function recover(runner: LocalRunner) {
    const heard = new Map<string, WatchedAttempt>();
    const adopted = runner.listLeft().map(async (attemptId) => {
      const attempt = watchAttempt();
      heard.set(attemptId, attempt);
      const state = await runner.adopt(attemptId, attempt);
      return { attemptId, state, ...((state === "ended" || state === "lost") && { end: await attempt.end }) };
    });
    const found = (await Promise.all(adopted)).filter(({ state }) => state !== "ours");
    return { found, heard: (order: Order) => heard.get(order.attemptId) ?? watchAttempt() };
  }

  const journalOf = (order: Order) => attemptFiles(journalDirectory, attemptName(order.attemptId)).journal;

  it("lets a step finish when its server is killed, and gives the next server its true result", async () => {
    const go = join(directory, "go");
    const done = join(directory, "done");
    const order = shellOrder(
      `echo on; until [ -e ${go} ]; do sleep 0.02; done; echo done > ${done}; echo late; exit 7`,
    );
    const { server, helper, pids } = await startServer([order], "on");
    await killHard(server);
    expect(pids.every(isRunning)).toBe(true);
    expect(isRunning(helper)).toBe(true);
    writeFileSync(go, "");
    await eventually("the helper has left", () => !isRunning(helper));
    expect(readFileSync(done, "utf8")).toBe("done\n");

    const { found, heard } = await recover(await openRunner());
    expect(found).toMatchObject([
      { attemptId: order.attemptId, state: "ended", end: { reason: "exited", exitCode: 7 } },
    ]);
    expect(heard(order).text.stdout).toBe("on\nlate\n");
    expect(heard(order).ends).toBe(1);
  });

  it("follows a step that still runs when the next server is there, and can end it", async () => {
    const file = join(directory, "go");
    const waits = shellOrder(`echo on; until [ -e ${file} ]; do sleep 0.02; done; exit 5`);
    const stays = shellOrder("echo on; sleep 300");
    const stubborn = shellOrder("trap '' TERM; echo on; while :; do sleep 0.05; done");
    const { server, helper } = await startServer([waits, stays, stubborn], "on");
    await killHard(server);
    const runner = await openRunner();
    const { found, heard } = await recover(runner);
    expect(found.map(({ state }) => state)).toEqual(["running", "running", "running"]);
    expect(runner.helperPid).not.toBe(helper);

    await runner.pause(waits.attemptId);
    await runner.resume(waits.attemptId);
    writeFileSync(file, "");
    expect(await heard(waits).end).toMatchObject({ reason: "exited", exitCode: 5 });
    await runner.cancel(stubborn.attemptId);
    expect(await heard(stubborn).end).toMatchObject({ reason: "cancelled", signal: "SIGKILL" });
    await runner.kill(stays.attemptId);
    expect(await heard(stays).end).toMatchObject({ reason: "killed", signal: "SIGKILL" });
  });

  it("cancels what an earlier server left running when it is closed", async () => {
    const order = shellOrder("echo on; sleep 300");
    const { server, helper, pids } = await startServer([order], "on");
    await killHard(server);
    const runner = await openRunner();
    const { heard } = await recover(runner);
    await runner.close();
    expect(await heard(order).end).toMatchObject({ reason: "cancelled" });
    expect(pids.some(isRunning)).toBe(false);
    await eventually("the earlier helper has left", () => !isRunning(helper));
  });

  it("keeps the time limit of a step whose server is gone, also of one that was paused", async () => {
    const order = shellOrder("echo on; sleep 300", { timeoutMs: 1000 });
    const { server, helper } = await startServer([order], "on", [order.attemptId]);
    await killHard(server);
    await eventually("the helper has left", () => !isRunning(helper));
    const { found } = await recover(await openRunner());
    expect(found).toMatchObject([{ state: "ended", end: { reason: "timed_out" } }]);
  });

  it("reports as lost what ran when server and helper were killed, and ends what was left of it", async () => {
    const pids = join(directory, "pids");
    const order = shellOrder(`(setsid sleep 300 & echo $! >> ${pids}) ; sleep 301 & echo $! >> ${pids}; echo on; wait`);
    const bystander = spawn("sleep", ["302"], { stdio: "ignore" });
    const { server, helper, pids: mains } = await startServer([order], "on");
    process.kill(helper, "SIGKILL");
    await killHard(server);
    await eventually("the helper is dead", () => !isRunning(helper));
    expect(mains.every(isRunning)).toBe(true);

    const { found, heard } = await recover(await openRunner());
    expect(found).toMatchObject([
      { state: "lost", end: { reason: "lost", detail: expect.stringContaining("nobody knows") } },
    ]);
    for (const pid of [...mains, ...readNumbers(pids)]) expect(isRunning(pid)).toBe(false);
    expect(heard(order).ends).toBe(1);
    expect(isRunning(bystander.pid ?? 0)).toBe(true);
    bystander.kill();
  });

  it("says that an attempt never started only where that is certain, and lets it be ordered again", async () => {
    const order = shellOrder("echo on; sleep 300");
    const { server, helper } = await startServer([order], "on");
    process.kill(helper, "SIGKILL");
    await killHard(server);
    // What the journal would hold had the helper died a moment earlier.
    const lines = readFileSync(journalOf(order), "utf8").split("\n");
    const early = shellOrder("echo again");
    const accepted = `${lines[0]}`.replace(order.attemptId, early.attemptId);
    writeFileSync(journalOf(early), `${accepted}\n{"type":"spaw`);
    const rebooted = shellOrder("true");
    const beforeBoot = accepted
      .replace(early.attemptId, rebooted.attemptId)
      .replace(/"bootId":"[^"]*"/, '"bootId":"another"');
    writeFileSync(journalOf(rebooted), `${beforeBoot}\n`);

    const runner = await openRunner();
    const { found } = await recover(runner);
    const stateOf = (of: Order) => found.find(({ attemptId }) => attemptId === of.attemptId)?.state;
    expect(stateOf(early)).toBe("unheard");
    expect(stateOf(rebooted)).toBe("lost");
    expect(stateOf(order)).toBe("lost");
    const again = watchAttempt();
    await runner.start(early, again);
    expect((await again.end).exitCode).toBe(0);
    await expect(runner.start(order, watchAttempt())).rejects.toMatchObject({ code: "runner.repeated" });
  });

  it("ends no process only because it has the number of one that is gone", async () => {
    const order = shellOrder("echo on");
    const { server, helper } = await startServer([order], "on");
    await killHard(server);
    await eventually("the helper has left", () => !isRunning(helper));
    const bystander = spawn("sleep", ["300"], { stdio: "ignore", detached: true });
    const lines = readFileSync(journalOf(order), "utf8").split("\n").slice(0, 3).join("\n");
    writeFileSync(journalOf(order), `${lines.replace(/"process":\{"pid":\d+/, `"process":{"pid":${bystander.pid}`)}\n`);
    const { found } = await recover(await openRunner());
    expect(found).toMatchObject([{ state: "lost", end: { orphans: [] } }]);
    expect(isRunning(bystander.pid ?? 0)).toBe(true);
    bystander.kill();
  });

  it("removes secrets from the output that is kept for a later server", async () => {
    const go = join(directory, "go");
    const environment = { PATH: "/usr/bin:/bin", DB_PASSWORD: "corréct horse" };
    const order = shellOrder(
      `printf 'pw %s\\nkey ghp_${"a1B2".repeat(9)}\\nbin \\xff\\xfe\\n' "$DB_PASSWORD"; until [ -e ${go} ]; do sleep 0.02; done`,
      { environment },
    );
    const { server, helper } = await startServer([order], "bin");
    await killHard(server);
    writeFileSync(go, "");
    await eventually("the helper has left", () => !isRunning(helper));
    const files = readdirSync(journalDirectory, { withFileTypes: true }).filter((entry) => entry.isFile());
    for (const { name } of files) {
      const text = readFileSync(join(journalDirectory, name), "utf8");
      expect(text).not.toContain("horse");
      expect(text).not.toContain("a1B2a1B2");
    }
    const { heard } = await recover(await openRunner());
    expect(heard(order).text.stdout).toBe("pw [redacted:learned]\nkey [redacted:github-token]\nbin \xff\xfe\n");
  });

  it("reports as lost what ran when only the helper was killed, and runs what is ordered next", async () => {
    const runner = await openRunner();
    const attempt = watchAttempt();
    const order = shellOrder("echo on; sleep 300");
    await runner.start(order, attempt);
    await attempt.said("on");
    const pid = await attempt.pid;
    const firstHelper = runner.helperPid;
    process.kill(firstHelper, "SIGKILL");
    expect(await attempt.end).toMatchObject({ reason: "lost" });
    expect(isRunning(pid)).toBe(false);
    const next = watchAttempt();
    await runner.start(shellOrder("echo next"), next);
    expect(await next.end).toMatchObject({ reason: "exited", exitCode: 0 });
    expect(runner.helperPid).not.toBe(firstHelper);
    helpers.push(runner.helperPid);
  });

  it("settles every order that was on its way when the helper was killed: refused, or begun and lost", async () => {
    const runner = await openRunner();
    const marks = join(directory, "marks");
    const attempts = Array.from({ length: 12 }, (_, index) => ({
      heard: watchAttempt(),
      order: shellOrder(`echo ${index} >> ${marks}; sleep 300`),
    }));
    const started = attempts.map(({ order, heard }) => runner.start(order, heard));
    await Promise.race(started);
    process.kill(runner.helperPid, "SIGKILL");
    const outcomes = await Promise.allSettled(started);
    for (const [index, outcome] of outcomes.entries()) {
      const { heard, order } = attempts[index] ?? { heard: watchAttempt(), order: shellOrder("x") };
      if (outcome.status === "fulfilled") expect(["lost", "not_started"]).toContain((await heard.end).reason);
      else {
        expect(outcome.reason).toMatchObject({ code: "runner.helper_lost" });
        expect(existsSync(journalOf(order))).toBe(false);
        expect(readNumbers(marks)).not.toContain(index);
      }
      if (outcome.status === "fulfilled" && (await heard.end).reason === "not_started") {
        expect(readNumbers(marks)).not.toContain(index);
      }
    }
  });

  it("cancels what runs when it is closed, twice without harm, and takes no order after that", async () => {
    const runner = await openRunner();
    const attempt = watchAttempt();
    await runner.start(shellOrder("echo on; sleep 300"), attempt);
    await attempt.said("on");
    await Promise.all([runner.close(), runner.close()]);
    expect(await attempt.end).toMatchObject({ reason: "cancelled" });
    expect(isRunning(await attempt.pid)).toBe(false);
    expect(isRunning(runner.helperPid)).toBe(false);
    await runner.close();
    await expect(runner.start(shellOrder("true"), watchAttempt())).rejects.toMatchObject({
      code: "runner.cannot_start",
    });
  });

  it("keeps what ended for the next server until it is forgotten", async () => {
    const order = shellOrder("echo kept; exit 3");
    const runner = await openRunner();
    const attempt = watchAttempt();
    await runner.start(order, attempt);
    await attempt.end;
    await runner.close();
    const next = await openRunner();
    const { found, heard } = await recover(next);
    expect(found).toMatchObject([{ state: "ended", end: { exitCode: 3 } }]);
    expect(heard(order).text.stdout).toBe("kept\n");
    await next.forget(order.attemptId);
    expect(readdirSync(journalDirectory).filter((name) => name.includes("exe_"))).toEqual([]);
    expect((await recover(next)).found).toEqual([]);
  });

  it("refuses an order that it cannot write down, and starts nothing of it", async () => {
    const runner = await openRunner();
    const mark = join(directory, "mark");
    rmSync(journalDirectory, { recursive: true });
    const order = shellOrder(`touch ${mark}`);
    await expect(runner.start(order, watchAttempt())).rejects.toMatchObject({
      kind: "unavailable",
      code: "runner.journal",
    });
    expect(existsSync(mark)).toBe(false);
    expect(readJournal(journalOf(order))).toBeUndefined();
  });
});

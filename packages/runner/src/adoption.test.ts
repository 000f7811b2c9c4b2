import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  eventually,
  isRunning,
  remove,
  shellOrder,
  temporaryDirectory,
  watchAttempt,
} from "../test/watched-attempt.ts";
import { isForgottenSince, openForgotten } from "./forgotten.ts";
import { type LocalRunner, type Order, openLocalRunner } from "./index.ts";
import { attemptFiles, attemptName } from "./journal.ts";

const serverProgram = fileURLToPath(new URL("../test/server-process.ts", import.meta.url));
const soon = () => Number(process.hrtime.bigint() / 1_000_000n) + 60_000;

describe("a runner folder that several servers share", () => {
  let directory: string;
  let journalDirectory: string;
  let runners: LocalRunner[];
  let servers: ChildProcess[];
  let helpers: number[];

  beforeEach(() => {
    directory = temporaryDirectory();
    journalDirectory = join(directory, "journal");
    [runners, servers, helpers] = [[], [], []];
  });
  afterEach(async () => {
    for (const runner of runners) await runner.close({ graceMs: 0 });
    for (const server of servers) server.kill("SIGKILL");
    for (const pid of helpers) await eventually(`helper ${pid} is gone`, () => !isRunning(pid), 15_000);
    remove(directory);
  });

  async function openRunner(): Promise<LocalRunner> {
    const runner = await openLocalRunner({ journalDirectory, isShared: true, graceMs: 1000 });
    runners.push(runner);
    helpers.push(runner.helperPid);
    return runner;
  }

  /** Another server, which has started one order that says "on". */
  async function startServer(order: Order): Promise<ChildProcess> {
    const given = JSON.stringify({ journalDirectory, reach: "best", orders: [order], pause: [] });
    const server = spawn(process.execPath, [serverProgram, given], { stdio: ["ignore", "pipe", "inherit"], env: {} });
    servers.push(server);
    for await (const line of createInterface({ input: server.stdout })) {
      const { helper, output } = JSON.parse(line);
      if (helper !== undefined) helpers.push(helper);
      if (output?.includes("on")) break;
    }
    return server;
  }

  it("tells both that it is one and the same", async () => {
    const [one, two] = [await openRunner(), await openRunner()];
    expect(one.folderId).toMatch(/^run_/);
    expect(two.folderId).toBe(one.folderId);
  });

  it.each(["SIGSTOP", "SIGKILL"] as const)(
    "gives the true end and output of a step to another after %s",
    async (how) => {
      const go = join(directory, "go");
      const order = shellOrder(`echo on; until [ -e ${go} ]; do sleep 0.02; done; echo late; exit 7`);
      const server = await startServer(order);
      server.kill(how);
      const other = await openRunner();
      const attempt = watchAttempt();
      expect(await other.adopt(order.attemptId, attempt)).toBe("running");
      writeFileSync(go, "");
      expect(await attempt.end).toMatchObject({ reason: "exited", exitCode: 7 });
      expect(attempt.text.stdout).toBe("on\nlate\n");
      expect(attempt.ends).toBe(1);
    },
  );

  it("gives the output of a step that had ended before its server was found to stand still", async () => {
    const order = shellOrder("echo on; echo all of it");
    const server = await startServer(order);
    const { journal } = attemptFiles(journalDirectory, attemptName(order.attemptId));
    await eventually("it has ended", () => readFileSync(journal, "utf8").includes('"ended"'));
    server.kill("SIGSTOP");
    const attempt = watchAttempt();
    await (await openRunner()).adopt(order.attemptId, attempt);
    expect(await attempt.end).toMatchObject({ reason: "exited", exitCode: 0 });
    expect(attempt.text.stdout).toBe("on\nall of it\n");
  });

  it("lets another end a step of a server that stands still, and says why it ended", async () => {
    const order = shellOrder("trap 'exit 3' TERM; echo on; while :; do sleep 0.02; done");
    const server = await startServer(order);
    server.kill("SIGSTOP");
    const other = await openRunner();
    const attempt = watchAttempt();
    await other.adopt(order.attemptId, attempt);
    await other.cancel(order.attemptId);
    expect(await attempt.end).toMatchObject({ reason: "cancelled", exitCode: 3 });
  });

  it("starts an attempt once, whoever is ordered to and however often", async () => {
    const [one, two] = [await openRunner(), await openRunner()];
    const mark = join(directory, "mark");
    const order = shellOrder(`echo x >> ${mark}`);
    const both = [watchAttempt(), watchAttempt()];
    const tried = await Promise.allSettled(
      [one, two].map((runner, at) => runner.start(order, both[at] ?? watchAttempt())),
    );
    expect(tried.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await Promise.race(both.map(({ end }) => end));
    expect(readFileSync(mark, "utf8")).toBe("x\n");
  });

  it("refuses for ever what one of them has forgotten", async () => {
    const [one, two] = [await openRunner(), await openRunner()];
    const order = shellOrder("true");
    const attempt = watchAttempt();
    await one.start(order, attempt);
    await attempt.end;
    await one.forget(order.attemptId);
    await expect(two.start(order, watchAttempt())).rejects.toMatchObject({ code: "runner.repeated" });
    expect(readdirSync(journalDirectory).filter((file) => file.endsWith(".attempt"))).toEqual([]);
  });

  it("refuses an order that was checked before another forgot the attempt, and reached the helper after", async () => {
    // The helper of a server that stood still in between: it must look once more, from where its server had looked.
    await openRunner();
    const forgotten = openForgotten(journalDirectory);
    const mark = forgotten.mark();
    expect(isForgottenSince(journalDirectory, "exe_1/stp_1/1", mark)).toBe(false);
    openForgotten(journalDirectory).add("exe_1/stp_1/1");
    expect(isForgottenSince(journalDirectory, "exe_1/stp_1/1", mark)).toBe(true);
    expect(isForgottenSince(journalDirectory, "exe_1/stp_1/2", mark)).toBe(false);
    expect(forgotten.has("exe_1/stp_1/1")).toBe(true);
  });

  it("keeps what is forgotten when a full disk has cut a line of it", () => {
    const forgotten = openForgotten(directory);
    forgotten.add("exe_1/stp_1/1");
    writeFileSync(join(directory, "forgotten.log"), "\nhalf", { flag: "a" });
    forgotten.add("exe_1/stp_1/2");
    const others = openForgotten(directory);
    expect([others.has("exe_1/stp_1/1"), others.has("exe_1/stp_1/2")]).toEqual([true, true]);
  });

  it("never begins what was refused, and refuses nothing that has begun", async () => {
    const [one, two] = [await openRunner(), await openRunner()];
    const mark = join(directory, "mark");
    const refused = shellOrder(`echo x >> ${mark}`);
    expect(await one.refuse(refused.attemptId)).toBe(true);
    await expect(two.start(refused, watchAttempt())).rejects.toMatchObject({ code: "runner.repeated" });
    const attempt = watchAttempt();
    expect(await two.adopt(refused.attemptId, attempt)).toBe("ended");
    expect(await attempt.end).toMatchObject({ reason: "not_started" });
    const begun = shellOrder("true");
    const running = watchAttempt();
    await two.start(begun, running);
    expect(await one.refuse(begun.attemptId)).toBe(false);
    await running.end;
    expect(() => readFileSync(mark)).toThrow("ENOENT");
  });

  it("does not begin what comes after its server's lease, and begins it under the next one", async () => {
    const runner = await openRunner();
    const mark = join(directory, "mark");
    const order = shellOrder(`echo x >> ${mark}`);
    const late = runner.start({ ...order, startBefore: 1 }, watchAttempt());
    await expect(late).rejects.toMatchObject({ code: "runner.too_late" });
    expect(() => readFileSync(mark)).toThrow("ENOENT");
    const attempt = watchAttempt();
    await runner.start({ ...order, startBefore: soon() }, attempt);
    await attempt.end;
    expect(readFileSync(mark, "utf8")).toBe("x\n");
  });

  it("lets what it follows of another server not go on while panic is on", async () => {
    const order = shellOrder("echo on; sleep 60");
    await startServer(order);
    const runner = await openRunner();
    const attempt = watchAttempt();
    expect(await runner.adopt(order.attemptId, attempt)).toBe("running");
    expect(await runner.haltAll({ kill: false })).toMatchObject([{ seen: "stopped" }]);
    await expect(runner.resume(order.attemptId)).rejects.toMatchObject({ code: "runner.halted" });
    expect(await runner.probeAll()).toMatchObject([{ seen: "stopped" }]);
    runner.release();
    await runner.resume(order.attemptId);
    expect(await runner.probeAll()).toMatchObject([{ seen: "running" }]);
    await runner.kill(order.attemptId);
    await attempt.end;
  });

  it("knows nothing of an attempt that nobody was ordered to start", async () => {
    expect(await (await openRunner()).adopt("exe_none/stp_1/1", watchAttempt())).toBe("unheard");
  });
});

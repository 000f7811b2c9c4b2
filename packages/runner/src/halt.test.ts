import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  eventually,
  isRunning,
  readNumbers,
  remove,
  shellOrder,
  temporaryDirectory,
  watchAttempt,
} from "../test/watched-attempt.ts";
import { type LocalRunner, openLocalRunner } from "./index.ts";

/** As an outsider sees it: T when stopped. */
function stateOf(pid: number): string {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.charAt(text.lastIndexOf(")") + 2);
  } catch {
    // It ended.
    return "gone";
  }
}

describe.each(["best", "marker"] as const)("panic at a runner that finds processes by %s", (reach) => {
  let directory: string;
  let runner: LocalRunner;
  beforeEach(async () => {
    directory = temporaryDirectory();
    runner = await openLocalRunner({ journalDirectory: join(directory, "journal"), graceMs: 500, reach });
  });
  afterEach(async () => {
    runner.release();
    await runner.close({ graceMs: 0 });
    await eventually("the helper is gone", () => !isRunning(runner.helperPid));
    remove(directory);
  });

  /** A step with a child and a grandchild of another session, and the numbers of all three. */
  async function startTree() {
    const pids = join(directory, `pids-${Math.random()}`);
    const order = shellOrder(
      `echo $$ >> ${pids}; sleep 60 & echo $! >> ${pids}; setsid sh -c 'echo $$ >> ${pids}; exec sleep 60' & wait`,
    );
    const attempt = watchAttempt();
    await runner.start(order, attempt);
    await eventually("the tree stands", () => readNumbers(pids).length === 3);
    return { attemptId: order.attemptId, attempt, pids: readNumbers(pids) };
  }

  it("stops every process of every attempt and says so only once each is seen stopped", async () => {
    const trees = await Promise.all([startTree(), startTree(), startTree()]);
    const seen = await runner.haltAll({ kill: false });
    const states = trees.flatMap(({ pids }) => pids.map(stateOf));
    expect(new Set(states)).toEqual(new Set(["T"]));
    expect(seen.map(({ attemptId }) => attemptId).toSorted()).toEqual(
      trees.map(({ attemptId }) => attemptId).toSorted(),
    );
    for (const each of seen) expect(each).toMatchObject({ seen: "stopped", processes: expect.any(Number) });
    for (const each of seen) expect(each.processes).toBeGreaterThanOrEqual(3);
  });

  it("is pressed twice without harm", async () => {
    await startTree();
    const [first, second] = [await runner.haltAll({ kill: false }), await runner.haltAll({ kill: false })];
    expect(second).toEqual(first);
  });

  it("refuses every start from the call on, those on their way too, and runs nothing of them", async () => {
    const marks = join(directory, "marks");
    const orders = Array.from({ length: 40 }, () => shellOrder(`echo ran >> ${marks}; sleep 60`));
    const started = orders.map((order) => runner.start(order, watchAttempt()).catch((error: unknown) => error));
    // One is accepted, and the others are with the helper: between their journal and their spawn.
    await Promise.race(started);
    const seen = await runner.haltAll({ kill: false });
    const before = readNumbersOfLines(marks);
    await Promise.all(started);
    expect((await runner.probeAll()).filter((each) => each.seen === "running")).toEqual([]);
    await expect(runner.start(shellOrder(`echo ran >> ${marks}`), watchAttempt())).rejects.toMatchObject({
      code: "runner.halted",
    });
    // What is not stopped has not begun: whoever looks later finds no line more.
    const again = await runner.haltAll({ kill: false });
    expect(again.filter((each) => each.seen === "running" || each.seen === "unsure")).toEqual([]);
    expect(seen.length).toBeLessThanOrEqual(orders.length);
    expect(readNumbersOfLines(marks)).toBe(before);
    await runner.haltAll({ kill: true });
  });

  it("ends the trees with kill, and sees them gone", async () => {
    const { attempt, pids } = await startTree();
    const [seen] = await runner.haltAll({ kill: true });
    expect(seen).toMatchObject({ seen: "gone", processes: 0 });
    expect(pids.filter(isRunning)).toEqual([]);
    expect(await attempt.end).toMatchObject({ reason: "killed" });
  });

  it("keeps what it stopped when starts are taken again, until each is resumed", async () => {
    const { attemptId, attempt, pids } = await startTree();
    await runner.haltAll({ kill: false });
    await expect(runner.resume(attemptId)).rejects.toMatchObject({ message: expect.stringContaining("panic is on") });
    runner.release();
    expect(pids.map(stateOf)).toEqual(["T", "T", "T"]);
    const after = watchAttempt();
    await runner.start(shellOrder("echo on"), after);
    expect(await after.end).toMatchObject({ exitCode: 0 });
    await runner.resume(attemptId);
    expect(pids.map(stateOf)).not.toContain("T");
    await runner.kill(attemptId);
    await attempt.end;
  });

  it("looks at every attempt without touching it", async () => {
    const { pids } = await startTree();
    const [seen] = await runner.probeAll();
    expect(seen).toMatchObject({ seen: "running" });
    expect(pids.map(stateOf)).not.toContain("T");
    await runner.haltAll({ kill: true });
  });

  it("leaves what it stopped to the next server, which finds it stopped and lets it go on", async () => {
    const { attemptId, pids } = await startTree();
    await runner.haltAll({ kill: false });
    await runner.close();
    expect(pids.map(stateOf)).toEqual(["T", "T", "T"]);
    const next = await openLocalRunner({ journalDirectory: join(directory, "journal"), graceMs: 500, reach });
    const attempt = watchAttempt();
    // The server that started it is this very process, so its entry is taken for one of its own only after `close`.
    expect(await next.adopt(attemptId, attempt)).toBe("running");
    expect(await next.haltAll({ kill: false })).toMatchObject([{ attemptId, seen: "stopped" }]);
    next.release();
    await next.resume(attemptId);
    expect(pids.map(stateOf)).not.toContain("T");
    await next.kill(attemptId);
    expect(await attempt.end).toMatchObject({ reason: "killed" });
    await next.close({ graceMs: 0 });
  });
});

function readNumbersOfLines(path: string): number {
  try {
    return readFileSync(path, "utf8").split("\n").filter(Boolean).length;
  } catch {
    // Nothing ran.
    return 0;
  }
}

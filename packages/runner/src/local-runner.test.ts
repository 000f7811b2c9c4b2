import { createHash } from "node:crypto";
import { closeSync, openSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  eventually,
  isRunning,
  readNumbers,
  remove,
  shellOrder,
  temporaryDirectory,
  type WatchedAttempt,
  watchAttempt,
  wordsOrder,
} from "../test/watched-attempt.ts";
import { type LocalRunner, type Order, openLocalRunner } from "./index.ts";

describe.each(["best", "cgroup1", "marker"] as const)("a local runner that finds processes by %s", (reach) => {
  let directory: string;
  let runner: LocalRunner;

  beforeAll(async () => {
    directory = temporaryDirectory();
    runner = await openLocalRunner({ journalDirectory: join(directory, "journal"), graceMs: 700, reach });
  });
  afterAll(async () => {
    await runner.close({ graceMs: 0 });
    await eventually("the helper is gone", () => !isRunning(runner.helperPid));
    remove(directory);
  });

  async function run(order: Order) {
    const attempt = watchAttempt();
    await runner.start(order, attempt);
    return { attempt, end: await attempt.end };
  }

  async function startAndHear(text: string, script: string, more: Partial<Order> = {}) {
    const attempt = watchAttempt();
    const order = shellOrder(script, more);
    await runner.start(order, attempt);
    await attempt.said(text);
    return { attempt, attemptId: order.attemptId };
  }

  it("runs words as they are, in their directory, with no environment but the named one", async () => {
    const { attempt, end } = await run(wordsOrder(["printf", "%s|", "a b", "$HOME", "*", ""]));
    expect(attempt.text.stdout).toBe("a b|$HOME|*||");
    expect(end).toMatchObject({ reason: "exited", exitCode: 0, orphans: [] });
    const environment = { PATH: "/usr/bin:/bin", NAME: "v=1\n2" };
    const shown = await run(wordsOrder(["env", "-0"], { environment }));
    const variables = shown.attempt.text.stdout.split("\0").filter((line) => !line.startsWith("STEADYHAND_ATTEMPT="));
    expect(variables.filter(Boolean).sort()).toEqual(["NAME=v=1\n2", "PATH=/usr/bin:/bin"]);
    expect((await run(wordsOrder(["pwd"], { workingDirectory: "/usr" }))).attempt.text.stdout).toBe("/usr\n");
  });

  it("runs a script so that a failing command, a missing variable and a failing pipe end it", async () => {
    expect((await run(shellOrder("false; echo on"))).end).toMatchObject({ exitCode: 1, stdout: { bytes: 0 } });
    expect((await run(shellOrder("false | true; echo on"))).end).toMatchObject({ exitCode: 1, stdout: { bytes: 0 } });
    const { attempt, end } = await run(shellOrder('echo "$MISSING"'));
    expect(end.exitCode).not.toBe(0);
    expect(attempt.text.stderr).toContain("MISSING");
  });

  it("waits no longer than it must for a stream that a process outside of the step holds open", async () => {
    const { attempt } = await startAndHear("on", "echo on; echo $$; sleep 300");
    // This test's own process.
    const held = openSync(`/proc/${await attempt.pid}/fd/1`, "w");
    process.kill(await attempt.pid, "SIGKILL");
    expect(await attempt.end).toMatchObject({ reason: "exited", detail: expect.stringContaining("held open") });
    closeSync(held);
  });

  it("gives a step nothing to read, and real pipes to write to", async () => {
    const { attempt, end } = await run(
      shellOrder("cat; echo out > /dev/stdout; echo oops > /dev/stderr; test -p /dev/fd/1"),
    );
    expect(attempt.text).toEqual({ stdout: "out\n", stderr: "oops\n" });
    expect(end.exitCode).toBe(0);
  });

  it("says what could not be started", async () => {
    const missing = await run(wordsOrder(["no-such-program", "x"]));
    expect(missing.end).toMatchObject({ reason: "not_started", detail: expect.stringContaining("no-such-program") });
    expect(missing.end.startedAt).toBeUndefined();
    const nowhere = await run(wordsOrder(["true"], { workingDirectory: "/no/such/place" }));
    expect(nowhere.end).toMatchObject({ reason: "not_started", detail: expect.stringContaining("/no/such/place") });
    const forbidden = await run(wordsOrder(["/etc/passwd"]));
    expect(forbidden.end).toMatchObject({
      reason: "not_started",
      detail: expect.stringContaining("may not be executed"),
    });
  });

  it("reports exit statuses and signals as they are", async () => {
    expect((await run(shellOrder("exit 42"))).end).toMatchObject({ reason: "exited", exitCode: 42 });
    expect((await run(shellOrder("kill -SEGV $$"))).end).toMatchObject({ reason: "exited", signal: "SIGSEGV" });
  });

  it("hands out output while the step runs", async () => {
    const go = join(directory, `go-${reach}`);
    const { attempt } = await startAndHear("ready", `mkfifo ${go}; echo ready; read line < ${go}; echo "$line"`);
    expect(isRunning(await attempt.pid)).toBe(true);
    await run(shellOrder(`echo went > ${go}`));
    expect((await attempt.end).exitCode).toBe(0);
    expect(attempt.text.stdout).toBe("ready\nwent\n");
  });

  it("keeps the first part of a flood, and counts and hashes all of it", async () => {
    const bytes = 40_000_000;
    const { attempt, end } = await run(shellOrder(`head -c ${bytes} /dev/zero; echo error >&2`));
    const sha256 = createHash("sha256").update(Buffer.alloc(bytes)).digest("hex");
    expect(end.stdout).toEqual({ bytes, keptBytes: 1_048_576, sha256, truncated: true });
    expect(attempt.bytes.stdout).toBe(1_048_576);
    expect(end.stderr).toMatchObject({ bytes: 6, keptBytes: 6, truncated: false });
  });

  it("holds no more memory for an endless flood, and still hears that it is to end", async () => {
    const residentMiB = () =>
      Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${runner.helperPid}/status`, "utf8"))?.[1]) / 1024;
    const { attempt, attemptId } = await startAndHear("y\n", "yes");
    const read = () => Number(/rchar: (\d+)/.exec(readFileSync(`/proc/${runner.helperPid}/io`, "utf8"))?.[1]);
    const before = read();
    await eventually("300 MB went by", () => read() - before > 300_000_000, 20_000);
    expect(residentMiB()).toBeLessThan(220);
    await runner.kill(attemptId);
    const end = await attempt.end;
    expect(end).toMatchObject({ reason: "killed", stdout: { truncated: true, keptBytes: 1_048_576 } });
    expect(end.stdout.bytes).toBeGreaterThan(250_000_000);
  });

  it("ends a step that takes too long, gracefully where the step can", async () => {
    const script = "trap 'echo tidy; exit 3' TERM; while :; do sleep 0.02; done";
    const { attempt, end } = await run(shellOrder(script, { timeoutMs: 200 }));
    expect(end).toMatchObject({ reason: "timed_out", exitCode: 3 });
    expect(attempt.text.stdout).toBe("tidy\n");
  });

  it("ends by force what ignores SIGTERM once the grace is over, and keeps the first reason", async () => {
    const { attempt, attemptId } = await startAndHear("on", "trap '' TERM; echo on; while :; do sleep 0.05; done");
    const askedAt = Date.now();
    await runner.cancel(attemptId);
    await runner.cancel(attemptId);
    expect(await attempt.end).toMatchObject({ reason: "cancelled", signal: "SIGKILL" });
    expect(Date.now() - askedAt).toBeGreaterThanOrEqual(650);
    const timed = await run(shellOrder("trap '' TERM; while :; do sleep 0.05; done", { timeoutMs: 100 }));
    expect(timed.end).toMatchObject({ reason: "timed_out", signal: "SIGKILL" });
  });

  it("kills at once, also what is being cancelled, whose reason stays", async () => {
    const { attempt, attemptId } = await startAndHear("on", "trap '' TERM; echo on; while :; do sleep 0.05; done");
    const askedAt = Date.now();
    await runner.cancel(attemptId);
    await runner.kill(attemptId);
    expect(await attempt.end).toMatchObject({ reason: "cancelled", signal: "SIGKILL" });
    expect(Date.now() - askedAt).toBeLessThan(650);
    expect(attempt.ends).toBe(1);
  });

  it("starts nothing of an attempt that is cancelled before its process was made", async () => {
    const attempt = watchAttempt();
    const order = shellOrder("echo ran");
    const started = runner.start(order, attempt);
    // `start` has sent the order once this turn is over, and the helper's journal takes longer than that.
    await Promise.resolve();
    await runner.cancel(order.attemptId);
    await started;
    expect(await attempt.end).toMatchObject({ reason: "cancelled" });
  });

  it("stops all processes of a step, and its clock, until it lets them go on", async () => {
    const file = join(directory, `ticks-${reach}`);
    writeFileSync(file, "");
    const tick = `while :; do echo . >> ${file}; sleep 0.01; done`;
    const { attempt, attemptId } = await startAndHear("on", `(${tick}) & ${tick} & echo on; wait`, { timeoutMs: 1200 });
    await eventually("it ticks", () => readFileSync(file, "utf8").length > 4);
    await runner.pause(attemptId);
    const stoppedAt = readFileSync(file, "utf8").length;
    const until = Date.now() + 1300;
    await eventually("more time than its limit has passed", () => Date.now() > until);
    expect(readFileSync(file, "utf8").length).toBe(stoppedAt);
    expect(attempt.ends).toBe(0);
    await runner.resume(attemptId);
    await eventually("it goes on", () => readFileSync(file, "utf8").length > stoppedAt + 2);
    await runner.pause(attemptId);
    await runner.cancel(attemptId);
    expect(await attempt.end).toMatchObject({ reason: "cancelled" });
    await expect(runner.pause(attemptId)).rejects.toMatchObject({ code: "runner.cannot_pause" });
  });

  const escapes: Record<string, string> = {
    "a background job": "sleep 300 & echo $! >> $PIDS",
    "a pipeline in the background": "sleep 300 | sleep 301 & echo $! >> $PIDS",
    "a new session": "setsid sleep 300 & sleep 0.05; pgrep -s 0 -n sleep >> $PIDS || true; echo $! >> $PIDS",
    "a double fork": "(sh -c 'sleep 300 & echo $! >> $PIDS' &) ; sleep 0.05",
    "a double fork into a new session":
      "(setsid sh -c 'echo $$ >> $PIDS; (sleep 300 & echo $! >> $PIDS) & sleep 301' &) ; sleep 0.1",
    "nohup and disown": "nohup sleep 300 > /dev/null 2>&1 & echo $! >> $PIDS; disown -a",
    "ignored signals": "(trap '' TERM HUP INT; echo $BASHPID >> $PIDS; while :; do sleep 0.1; done) & sleep 0.05",
    "a stopped process": "sleep 300 & echo $! >> $PIDS; kill -STOP $!",
  };

  it.each(Object.keys(escapes))("leaves nothing running after the main process: not by %s", async (name) => {
    const pids = join(directory, `pids-${reach}-${name.replaceAll(" ", "-")}`);
    writeFileSync(pids, "");
    const environment = { PATH: "/usr/local/bin:/usr/bin:/bin", PIDS: pids };
    const { end } = await run(shellOrder(`${escapes[name]}; exit 0`, { environment }));
    const left = readNumbers(pids);
    expect(left.length).toBeGreaterThan(0);
    for (const pid of left) expect(isRunning(pid)).toBe(false);
    expect(end).toMatchObject({ reason: "exited", exitCode: 0 });
    expect(end.orphans.length).toBeGreaterThan(0);
    expect(end.orphans.map(({ command }) => command).join()).toMatch(/sleep|bash/);
  });

  it("leaves nothing running in a cgroup, not even what cleared its environment and left session and parent", async () => {
    const pids = join(directory, `pids-${reach}-cleared`);
    const hide = `env -i /usr/bin/setsid /bin/sh -c '(sleep 300 & echo $! >> ${pids}) & sleep 0.01'`;
    await run(shellOrder(`(${hide} &); until [ -s ${pids} ]; do sleep 0.01; done; sleep 0.05`));
    expect(readNumbers(pids)).toHaveLength(1);
    for (const pid of readNumbers(pids)) {
      // The one way out that the marker leaves open; `reach` tells people that they are without a cgroup.
      if (runner.reach === "marker") process.kill(pid, "SIGKILL");
      await eventually("it is gone", () => !isRunning(pid), runner.reach === "marker" ? 5000 : 0);
    }
  });

  it("kills at once what a step left behind, without the patience it would have had", async () => {
    const script = "(trap '' TERM; echo on; while :; do sleep 0.05; done) & disown; exit 0";
    const { attempt, attemptId } = await startAndHear("on", script);
    const askedAt = Date.now();
    await runner.kill(attemptId);
    await attempt.end;
    expect(Date.now() - askedAt).toBeLessThan(900);
  });

  it("lets what ends by itself a moment later finish its work", async () => {
    const { attempt, end } = await run(shellOrder("exec > >(sleep 0.03; cat); echo through"));
    expect(attempt.text.stdout).toBe("through\n");
    expect(end.orphans).toEqual([]);
  });

  it("removes secrets from the command lines of what was left behind", async () => {
    const { end } = await run(shellOrder("bash -c 'sleep 300; true' --password hunter2x & sleep 0.05"));
    expect(end.orphans.some(({ command }) => command.includes("--password [redacted:password]"))).toBe(true);
    expect(JSON.stringify(end)).not.toContain("hunter2x");
  });

  it("runs many steps at once, more than it has made pipes for", async () => {
    const all = await Promise.all(
      Array.from({ length: 80 }, (_, index) => run(shellOrder(`echo ${index}; sleep 0.2`))),
    );
    expect(all.map(({ attempt }) => Number(attempt.text.stdout))).toEqual(all.map((_, index) => index));
    expect(all.every(({ end }) => end.exitCode === 0 && end.orphans.length === 0)).toBe(true);
  });

  it("bears every process in a cgroup of its own, also of many steps at once", async () => {
    // Where the machine allows no cgroup, `reach` says so, and the other tests show what is done then.
    if (runner.reach === "marker") return expect(seatsOf(await run(shellOrder("cat /proc/self/cgroup")))).toEqual([]);
    const script = "cat /proc/self/cgroup; (setsid cat /proc/self/cgroup &) ; sleep 0.05";
    const all = await Promise.all(Array.from({ length: 20 }, () => run(shellOrder(script))));
    const seats = all.map(seatsOf);
    expect(seats.every((each) => each.length === 2 && each[0] === each[1])).toBe(true);
    expect(new Set(seats.flat()).size).toBe(20);
  });

  it("goes on when its helper gets a signal that was meant for everybody", async () => {
    const { attempt, attemptId } = await startAndHear("on", "echo on; sleep 300");
    for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.kill(runner.helperPid, signal);
    expect((await run(shellOrder("echo still here"))).attempt.text.stdout).toBe("still here\n");
    expect(attempt.ends).toBe(0);
    await runner.kill(attemptId);
    expect((await attempt.end).reason).toBe("killed");
  });

  it("does not forget what still runs", async () => {
    const { attempt, attemptId } = await startAndHear("on", "echo on; sleep 300");
    await expect(runner.forget(attemptId)).rejects.toMatchObject({ code: "runner.cannot_forget" });
    await runner.kill(attemptId);
    expect((await attempt.end).reason).toBe("killed");
  });

  it("knows no attempt that it was never given", async () => {
    await expect(runner.cancel("exe_no/stp_no/1")).rejects.toMatchObject({ code: "runner.unknown_attempt" });
  });

  it("refuses to run an attempt twice, also after it was forgotten", async () => {
    const file = join(directory, `once-${reach}`);
    const order = shellOrder(`echo ran >> ${file}`);
    const { attempt } = await run(order);
    await expect(runner.start(order, watchAttempt())).rejects.toMatchObject({
      kind: "refused",
      code: "runner.repeated",
    });
    await runner.forget(order.attemptId);
    await expect(runner.start(order, watchAttempt())).rejects.toMatchObject({ code: "runner.repeated" });
    const twice = shellOrder(`echo ran >> ${file}`);
    const both = await Promise.allSettled([runner.start(twice, attempt), runner.start(twice, attempt)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await eventually("both ran", () => readFileSync(file, "utf8").split("\n").length > 2);
    expect(readFileSync(file, "utf8")).toBe("ran\nran\n");
  });

  it("runs hundreds of short steps and leaks nothing", { timeout: 120_000 }, async () => {
    const count = reach === "best" ? 300 : 30;
    const files = () => readdirSync(`/proc/${runner.helperPid}/fd`).length;
    for (let index = 0; index < 20; index += 1) await runAndForget();
    await eventually("the first ones are put away", () => !journalNames().some((name) => name.includes("warm")));
    const before = { files: files(), ours: readdirSync("/proc/self/fd").length, names: journalNames().length };
    for (let index = 0; index < count; index += 1) await runAndForget();
    await eventually("all are put away", () => files() <= before.files + 2);
    expect(readdirSync("/proc/self/fd").length).toBeLessThanOrEqual(before.ours + 2);
    expect(journalNames().length).toBe(before.names);
  });

  const seatsOf = ({ attempt }: { attempt: WatchedAttempt }) =>
    attempt.text.stdout.match(/steadyhand-\d+-\d+\/\d+/g) ?? [];

  const journalNames = () => readdirSync(join(directory, "journal")).filter((name) => name.endsWith(".attempt"));

  async function runAndForget(): Promise<void> {
    const order = wordsOrder(["true"]);
    expect((await run(order)).end.exitCode).toBe(0);
    await runner.forget(order.attemptId);
  }
});

it("says so in one line when it cannot use its journal directory", async () => {
  await expect(openLocalRunner({ journalDirectory: "/etc/passwd/journal" })).rejects.toMatchObject({
    kind: "unavailable",
    code: "runner.journal_directory",
  });
});

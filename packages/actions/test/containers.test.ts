import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDockerClient, type DockerClient } from "../src/docker/docker-client.ts";
import { scriptLabel } from "../src/docker/labels.ts";
import { containerName } from "../src/docker/run-container.ts";
import { openTestEngine, type TestEngine } from "./container-engine.ts";
import { type ActionBench, noConfig, openActionBench } from "./taken-actions.ts";

let engine: TestEngine;
let bench: ActionBench;
let docker: DockerClient;

beforeAll(async () => {
  engine = await openTestEngine();
  docker = createDockerClient(engine.socketPath);
  bench = await openActionBench({ ...noConfig, script: { socketPath: engine.socketPath, image: engine.image } });
}, 60_000);

afterAll(async () => {
  await bench?.[Symbol.asyncDispose]();
  await engine?.close();
}, 60_000);

const script = (language: "bash" | "python", source: string, more: object = {}) =>
  `script ${JSON.stringify({ language, source, ...more })}`;

async function containers(): Promise<number> {
  return (await docker.list(scriptLabel)).length;
}

describe("a script", () => {
  it("runs in bash and in Python, with its arguments, and leaves no container behind", async () => {
    const bash = await bench.take(script("bash", 'echo "$# $1"; echo oh >&2', { arguments: ["a b", "c"] }));
    expect(bash).toMatchObject({ end: { reason: "exited", exitCode: 0 }, stdout: "2 a b\n", stderr: "oh\n" });
    const python = await bench.take(script("python", "import sys\nprint(sys.argv[1:])", { arguments: ["ü"] }));
    expect(python).toMatchObject({ end: { exitCode: 0 }, stdout: "['ü']\n" });
    expect(await containers()).toBe(0);
  });

  it("tells its own exit status", async () => {
    expect(await bench.take(script("bash", "exit 7"))).toMatchObject({ end: { reason: "exited", exitCode: 7 } });
    // What stands for "nobody knows" is an action's word, and no script's.
    expect(await bench.take(script("bash", "exit 75"))).toMatchObject({ end: { reason: "exited", exitCode: 1 } });
  });

  it("is the digest of one image in its proposal, and not only a name", () => {
    const resolved = bench.actions.catalogue.resolve(script("bash", "true"));
    expect(resolved).toMatchObject({
      ok: true,
      command: { parameters: { image: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) } },
    });
  });

  it("has no network: neither an interface nor a name", async () => {
    const { stdout } = await bench.take(
      script("bash", "cat /proc/net/dev | grep -c : ; cat /proc/net/route | head -n 5"),
    );
    expect(stdout.split("\n")[0]).toBe("1");
    const code = "import socket\nsocket.create_connection(('192.0.2.1', 80), 5)";
    const tried = await bench.take(script("python", code));
    expect(tried).toMatchObject({ end: { exitCode: 1 }, stderr: expect.stringContaining("Network is unreachable") });
  });

  it("asks for no network, whatever network the engine would give it", async () => {
    const started = await bench.start(script("bash", "echo here; sleep 20"));
    await started.said("here");
    expect(await networkModes(engine.socketPath)).toEqual(["none"]);
    await bench.runner.cancel(started.attemptId);
    await started.taken;
  });

  it("may use 512 MB and is ended beyond", async () => {
    const code =
      "x = bytearray(200_000_000)\nprint('200', flush=True)\ny = bytearray(b'1') * 700_000_000\nprint('900')";
    const { end, stdout, stderr } = await bench.take(script("python", code));
    expect({ stdout, exitCode: end.exitCode }).toEqual({ stdout: "200\n", exitCode: 137 });
    expect(stderr).toContain("536870912 bytes");
  });

  it("may have 100 processes and gets no more", async () => {
    const code = [
      "import os, time",
      "count = 0",
      "try:",
      "    for _ in range(300):",
      "        if os.fork() == 0: time.sleep(30)",
      "        count += 1",
      "except OSError as error: print(count, error.errno)",
    ].join("\n");
    const { stdout } = await bench.take(script("python", code));
    expect(stdout).toBe("99 11\n");
  });

  it("runs on one processor's worth of time", async () => {
    const [quota, period] = await processorLimit();
    expect(Number(quota) / Number(period)).toBe(1);
  });

  it("is nobody, without any capability and without a way to gain one", async () => {
    const { stdout } = await bench.take(
      script("bash", "id -u; id -g; grep -E 'CapEff|CapBnd|NoNewPrivs' /proc/self/status"),
    );
    expect(stdout.replaceAll("\t", " ")).toBe(
      "65534\n65534\nCapBnd: 0000000000000000\nCapEff: 0000000000000000\nNoNewPrivs: 1\n".replace(
        /CapBnd: (0+)\nCapEff: (0+)/,
        "CapEff: $1\nCapBnd: $2",
      ),
    );
  });

  it("writes into its scratch folder and nowhere else", async () => {
    const source =
      "for at in / /etc /tmp /usr /dev/shm; do touch $at/x 2>&1 || true; done; echo ok > /scratch/x; cat /scratch/x";
    const { stdout, end } = await bench.take(script("bash", source));
    expect(end.exitCode).toBe(0);
    expect(stdout).toMatch(/^(touch: .*(Read-only file system|No such file or directory|Permission denied)\n){5}ok\n$/);
  });

  it("cannot mount anything", async () => {
    const { end, stderr } = await bench.take(script("bash", "mount -t proc none /scratch"));
    expect(end.exitCode).not.toBe(0);
    expect(stderr).toMatch(/permission denied|not permitted/i);
  });

  it("is ended at its time limit, and its container with it", async () => {
    const { end } = await bench.take(script("bash", "sleep 60", { timeout_seconds: 2 }));
    expect(end.reason).toBe("timed_out");
    expect(await containers()).toBe(0);
  });

  it("is ended with its container when it is cancelled", async () => {
    const started = await bench.start(script("bash", "echo here; sleep 60"));
    await started.said("here");
    await bench.runner.cancel(started.attemptId);
    expect((await started.taken).end.reason).toBe("cancelled");
    expect(await containers()).toBe(0);
  });

  it("is swept away when the process that waits for it was killed outright, and not before", async () => {
    const started = await bench.start(script("bash", "echo here; sleep 60"));
    await started.said("here");
    const now = new Date();
    expect(await bench.actions.scripts.sweep(now)).toEqual([]);
    process.kill(await started.pid, "SIGKILL");
    await started.taken;
    expect(await containers()).toBe(1);
    expect(await bench.actions.scripts.sweep(now)).toEqual([started.attemptId]);
    expect(await containers()).toBe(0);
  });

  it("is refused when a container of the same attempt is there", async () => {
    const attemptId = "exe_twice/stp_1/1";
    const image = bench.actions.scripts.image();
    await docker.create(containerName(attemptId), {
      Image: image,
      Cmd: ["true"],
      Labels: { [scriptLabel]: attemptId },
    });
    const { end, stderr } = await bench.take(script("bash", "echo again"), { attemptId });
    expect({ exitCode: end.exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: "Cannot run the script: there is a container of this attempt already, and an attempt runs once\n",
    });
    await docker.remove(containerName(attemptId));
  });

  it("stands still at a panic, goes on with the process that waits for it, and can be killed at once", async () => {
    const count = "i=0; while true; do i=$((i+1)); echo n$i; sleep 0.05; done";
    const first = await bench.start(script("bash", count));
    await first.said("n3\n");
    expect(await bench.actions.scripts.pauseContainers()).toMatchObject([
      { attemptId: first.attemptId, isConfirmed: true },
    ]);
    expect((await docker.list(scriptLabel)).map(({ state }) => state)).toEqual(["paused"]);
    // It stands still for a person, however long that takes.
    expect(await bench.actions.scripts.sweep(new Date(Date.now() + 3_600_000))).toEqual([]);
    expect(await bench.actions.scripts.resumeContainers()).toMatchObject([{ isConfirmed: true }]);
    expect((await docker.list(scriptLabel)).map(({ state }) => state)).toEqual(["running"]);
    await bench.actions.scripts.pauseContainers();
    await bench.runner.pause(first.attemptId);
    await bench.runner.resume(first.attemptId);
    await eventually(async () => (await docker.list(scriptLabel)).every(({ state }) => state === "running"));
    await bench.actions.scripts.pauseContainers();
    expect(await bench.actions.scripts.killContainers()).toMatchObject([{ isConfirmed: true }]);
    expect(await containers()).toBe(0);
    await first.taken;
  });

  it("is stopped by a panic also when it was only just asked to start", async () => {
    const started = await bench.start(script("bash", "while true; do echo on; sleep 0.02; done"));
    await eventually(async () => (await containers()) === 1);
    await bench.runner.pause(started.attemptId);
    await bench.actions.scripts.pauseContainers();
    expect((await docker.list(scriptLabel)).map(({ state }) => state).filter((state) => state === "running")).toEqual(
      [],
    );
    await bench.actions.scripts.killContainers();
    await bench.runner.kill(started.attemptId);
    await started.taken;
  });

  it("is ended by two servers at once that share its runner, and each has seen it gone", async () => {
    const scripts = Array.from({ length: 3 }, () => bench.start(script("bash", "echo here; sleep 60")));
    const started = await Promise.all(scripts);
    await Promise.all(started.map((one) => one.said("here")));
    const told = await Promise.all([bench.actions.scripts.killContainers(), bench.actions.scripts.killContainers()]);
    expect(told.map((seen) => seen.map(({ isConfirmed }) => isConfirmed))).toEqual([
      [true, true, true],
      [true, true, true],
    ]);
    expect(await containers()).toBe(0);
    await Promise.all(started.map((one) => one.taken));
  });

  it("floods its output without filling memory or disk", async () => {
    const { end } = await bench.take(script("bash", "head -c 20000000 /dev/zero"));
    expect(end).toMatchObject({ exitCode: 0, stdout: { bytes: 20_000_000, truncated: true } });
  });
});

/** The network of each container, as the engine itself lists it. */
function networkModes(socketPath: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath, path: "/containers/json?all=1", agent: false }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
      const listed = JSON.parse(Buffer.concat(chunks).toString("utf8")) as { HostConfig: { NetworkMode: string } }[];
      resolve(listed.map(({ HostConfig }) => HostConfig.NetworkMode));
    });
    asked.on("error", reject);
    asked.end();
  });
}

async function eventually(isSo: () => Promise<boolean>): Promise<void> {
  for (const until = Date.now() + 10_000; !(await isSo()); ) {
    if (Date.now() > until) throw new Error("It never came to this");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function processorLimit(): Promise<readonly string[]> {
  const started = await bench.start(script("bash", "echo here; sleep 20"));
  await started.said("here");
  const { stdout } = await bench.take(
    script(
      "bash",
      "for f in /sys/fs/cgroup/cpu.max /sys/fs/cgroup/cpu/cpu.cfs_quota_us /sys/fs/cgroup/cpu/cpu.cfs_period_us; do [ -e $f ] && cat $f; done; true",
    ),
  );
  await bench.runner.cancel(started.attemptId);
  await started.taken;
  return stdout.trim().split(/\s+/);
}

describe("scripts", () => {
  it("are unavailable, and say why and what to do, where there is no engine or no such image", async () => {
    const without = await openActionBench();
    await using nobody = await openActionBench({ ...noConfig, script: { socketPath: "/nowhere/x.sock", image: "x" } });
    await using absent = await openActionBench({
      ...noConfig,
      script: { socketPath: engine.socketPath, image: "no-such-image:1" },
    });
    const said = [without, nobody, absent].map(({ actions }) => actions.catalogue.resolve(script("bash", "true")));
    await without[Symbol.asyncDispose]();
    expect(said).toMatchObject([
      { ok: false, refusal: { code: "action.unavailable", hint: expect.stringContaining("STEADYHAND_SCRIPT_IMAGE") } },
      {
        ok: false,
        refusal: { message: expect.stringContaining("/nowhere/x.sock"), hint: expect.stringContaining("DOCKER_HOST") },
      },
      { ok: false, refusal: { message: expect.stringContaining("no image no-such-image:1") } },
    ]);
  });
});

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type FakeProvider, fakeOpenAi, type Received, verdict } from "@steadyhand/model/fake";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prepareCluster } from "../../postgres/test/prepared-cluster.ts";
import { runSteady, steadyBin } from "./run-steady.ts";

const page =
  "# Look\n\n1. Look:\n\n   ```\n   $ uptime\n   ```\n2. Go:\n\n   ```\n   $ shopctl go\n   ```\n3. Ask with df -h for space.\n";
const findings = JSON.stringify({
  steps: [
    { command: "df -h", quote: "3. Ask with df -h for space." },
    { command: "rm -rf /", quote: "3. Ask" },
  ],
  variables: [],
  branches: [],
});

function judge({ user, command, tools }: Received) {
  if (tools.length > 0) return { kind: "calls_tool", name: "observe", input: { why: "to try" } } as const;
  if (user.includes("PAGE-")) return { kind: "says", text: findings } as const;
  if (command.includes("nginx")) return { kind: "says", text: verdict("caution", 0.9, "It stops a server.") } as const;
  return { kind: "says", text: verdict("safe", 0.97, "It only looks.\n● safe   Run it") } as const;
}

describe("commands that ask the model", { timeout: 120_000 }, () => {
  let folder: string;
  let model: FakeProvider;
  const steady = (...args: readonly string[]) =>
    runSteady(args, { env: { STEADYHAND_DATA: join(folder, "data"), SHELL: "/bin/sh" }, cwd: folder });
  const json = async (...args: readonly string[]) => {
    const { stdout, stderr, code } = await steady(...args, "--json");
    if (stdout === "") throw new Error(`steady ${args.join(" ")} ended with ${code}: ${stderr}`);
    return JSON.parse(stdout);
  };
  const own = (...lines: readonly string[]) =>
    writeFileSync(join(folder, "data", "programs.yaml"), ["version: 1", "programs:", ...lines, ""].join("\n"));

  let server: ChildProcess | undefined;
  const start = async () => {
    server = spawn(process.execPath, [steadyBin, "start", "--port", "0", "--json"], {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, STEADYHAND_DATA: join(folder, "data"), SHELL: "/bin/sh" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    if (server.stdout === null) throw new Error("the server has no output");
    await once(createInterface(server.stdout), "line");
  };
  const stop = async () => {
    if (server === undefined || server.exitCode !== null) return;
    const ended = once(server, "exit");
    server.kill("SIGTERM");
    await ended;
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "steady-model-"));
    await prepareCluster(join(folder, "data", "postgres"));
    writeFileSync(join(folder, "look.md"), page);
    model = await fakeOpenAi({ judge });
    mkdirSync(join(folder, "data"), { mode: 0o700, recursive: true });
    const task = { provider: "fake", model: "judge-1", retries: 0 };
    const config = {
      providers: { fake: { kind: "openai-compatible", baseUrl: model.baseUrl } },
      tasks: { second_key: task, extraction: task, investigation: task },
    };
    writeFileSync(join(folder, "data", "model.json"), JSON.stringify(config));
    await start();
  });
  afterAll(async () => {
    await stop();
    await model.close();
    rmSync(folder, { recursive: true });
  });

  it("show both keys of one command, and ask nobody without --with-model", async () => {
    const before = model.requests.length;
    const alone = await steady("classify", "uptime");
    expect(alone.stdout).toContain("Second key  none: the model was not asked [not_asked]");
    expect(alone.stdout).toContain("--with-model");
    expect(model.requests.length).toBe(before);
    const both = await steady("classify", "--with-model", "uptime");
    expect(both).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("● safe   Scanner and model both say safe."),
    });
    expect(both.stdout).toContain("The model's words:\n              ┊ It only looks.");
    const stop = await json("classify", "--with-model", "systemctl stop nginx");
    expect(stop).toMatchObject({
      scanner: "dangerous",
      final: "dangerous",
      secondKey: { state: "answered", risk: "caution", by: { requestedModel: "judge-1" } },
      suggestedRollback: { text: "systemctl start nginx", from: "scanner" },
    });
  });

  it("judge in process as the server does, but for the second key", async () => {
    for (const command of ["ls; rm -rf /srv", "sudo systemctl stop nginx", "psql -c 'delete from t'", "shopctl go"]) {
      const { secondKey: _alone, why: _whyAlone, ...alone } = await json("classify", command);
      const { secondKey: _asked, why: _whyAsked, ...asked } = await json("classify", "--with-model", command);
      expect({ command, ...alone }).toEqual({ command, ...asked });
    }
  });

  it("refuse to ask about a batch", async () => {
    for (const name of ["classify", "runbook parse"]) {
      const { code, stderr } = await steady(...name.split(" "), "--jsonl", "--with-model");
      expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining("[usage.model_in_batch]") });
    }
  });

  it("show what the model would add to a runbook apart, and what was dropped", async () => {
    const { stdout } = await steady("runbook", "parse", "look.md", "--with-model");
    const [reading = "", proposals = ""] = stdout.split("Proposed by the model");
    expect(reading).toContain("scanner ● safe, model ● safe (sure to 97 %)");
    expect(reading).toContain("┊ It only looks. ● safe Run it");
    expect(reading).not.toContain("df -h\n");
    expect(proposals).toMatch(/\+ .*df -h.*\n {5}df -h\n/);
    expect(proposals).toMatch(/Dropped[\s\S]*command "rm -rf \/"/);
  });

  it("keep what both keys said, and say after a change of the tables what would change before it does", async () => {
    const imported = await steady("runbook", "import", "look.md");
    expect(imported.stdout).toMatch(/scanner {5}1 ● safe, 1 ◆ unknown\nsecond key {2}2 ● safe/);
    const id = /rbk_\S+/.exec(imported.stdout)?.[0] ?? "";
    const stored = await json("runbook", "show", id, "--step", "2");
    expect(stored).toMatchObject({
      occasion: "imported",
      command: { text: "shopctl go", judgement: { scanner: "unknown" } },
    });
    expect((await steady("runbook", "show", id, "--step", "2")).stdout).toMatch(/judged when imported, .* ago/);
    expect(await steady("runbook", "show", id, "--step", "9")).toMatchObject({ code: 3 });

    own("  shopctl:", "    commands:", '      "go": { effect: deletes, why: "Empties the shop" }');
    await stop();
    await start();
    const would = await steady("runbook", "rescan", "--dry-run");
    expect(would.stdout).toContain("1 would change; nothing was kept");
    expect(would.stdout).toContain("▲ caution (scanner ◆ unknown) -> ⬣ dangerous (scanner ⬣ dangerous)");
    expect(await json("runbook", "show", id, "--step", "2")).toEqual(stored);
    expect(await json("runbook", "rescan", id)).toMatchObject({ dryRun: false, changed: [{ stepId: stored.stepId }] });
    expect(await json("runbook", "show", id, "--step", "2")).toMatchObject({
      ...{ occasion: "rescanned", command: { judgement: { final: "dangerous" } } },
    });
    expect((await steady("runbook", "rescan")).stdout).toContain("nothing changed");
    // In process the same file counts.
    expect(await json("classify", "shopctl go")).toMatchObject({ scanner: "dangerous" });
  });

  it("say which model it is, how it does, and what own programs there are", async () => {
    const shown = await steady("model", "show");
    expect(shown.stdout).toMatch(/provider +fake\nmodel +judge-1\ntoday +\d{4}-\d\d-\d\d, UTC\ntokens +\d+ of \d+\n/);
    const checked = await json("model", "check");
    expect(checked).toMatchObject({ provider: "fake", requestedModel: "judge-1", answered: checked.cases.length });
    // It calls everything safe: most of the known set is above that.
    expect(checked.lower).toBeGreaterThan(0);
    const drawn = await steady("model", "check");
    expect(drawn).toMatchObject({ code: 0, stdout: expect.stringMatching(/agreement {3}\d+ of \d+ .*; \d+ below it/) });
    expect(checked.investigation).toMatchObject({
      requestedModel: "judge-1",
      answer: { state: "called" },
      tokens: 190,
    });
    expect(drawn.stdout).toMatch(/investigates {2}fake, judge-1: calls tools as it is to; .*190 tokens/);
    expect((await steady("status")).stdout).toContain(`own programs  ${join(folder, "data", "programs.yaml")}`);
    const { checks } = await json("doctor");
    expect(checks).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: "second key", state: "ok" }),
        expect.objectContaining({ name: "own programs", state: "ok" }),
      ]),
    );
  });

  it("never leave out a broken file of own programs in silence", async () => {
    await stop();
    own("  shopctl:", "    commnds: {}");
    for (const args of [["classify", "ls"], ["classify", "--explain", "ls"], ["status"]]) {
      const { code, stderr } = await steady(...args);
      expect({ args, code, stderr }).toMatchObject({
        args,
        code: 2,
        stderr: expect.stringContaining("[programs.invalid]"),
      });
    }
    const listed = await steady("programs", "check");
    expect(listed).toMatchObject({ code: 1, stdout: expect.stringMatching(/programs\.yaml:\d+:\d+: .*commnds/) });
    const { checks } = await json("doctor");
    expect(checks).toContainEqual(expect.objectContaining({ name: "own programs", state: "problem" }));
    // The other file is not asked for.
    writeFileSync(join(folder, "other.yaml"), (await steady("programs", "example")).stdout);
    expect(await steady("programs", "check", "other.yaml")).toMatchObject({ code: 0 });
    const other = await json("classify", "--programs", "other.yaml", "shopctl cache flush");
    expect(other).toMatchObject({ scanner: "dangerous", evidence: [{ rule: "own.shopctl" }] });
  });
});

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { JudgementWire, ParsedRunbookWire } from "@steadyhand/api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prepareCluster } from "../../postgres/test/prepared-cluster.ts";
import { runSteady, steadyBin } from "./run-steady.ts";

const page = "# Look\n\n1. Look:\n\n   ```\n   $ ls /\n   ```\n2. Remove:\n\n   ```\n   $ rm -f ./nothing\n   ```\n";

/** A parsed runbook with what each judgement owes to the scanner alone. */
function withoutSecondKey({ steps, ...rest }: ParsedRunbookWire) {
  return {
    ...rest,
    steps: steps.map(({ judgement, ...step }) => ({ ...step, judgement: judgement && scannersPart(judgement) })),
  };
}

function scannersPart({ secondKey: _secondKey, why: _why, ...judgement }: JudgementWire) {
  return judgement;
}

describe("commands with a running server", { timeout: 60_000 }, () => {
  let folder: string;
  let server: ChildProcess | undefined;
  const env = () => ({ STEADYHAND_DATA: join(folder, "data"), SHELL: "/bin/sh" });
  const steady = (...args: readonly string[]) => runSteady(args, { env: env(), cwd: folder });
  const json = async (...args: readonly string[]) => {
    const { stdout, stderr, code } = await steady(...args, "--json");
    if (stdout === "") throw new Error(`steady ${args.join(" ")} ended with ${code}: ${stderr}`);
    return JSON.parse(stdout);
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "steady-server-"));
    await prepareCluster(join(folder, "data", "postgres"));
    writeFileSync(join(folder, "look.md"), page);
    server = spawn(process.execPath, [steadyBin, "start", "--port", "0", "--json"], {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env() },
      stdio: ["ignore", "pipe", "inherit"],
    });
    if (server.stdout === null) throw new Error("the server has no output");
    const failed = once(server, "exit").then(([code]) => Promise.reject(new Error(`the server ended with ${code}`)));
    const [line] = await Promise.race([once(createInterface(server.stdout), "line"), failed]);
    failed.catch(() => {});
    expect(JSON.parse(line)).toMatchObject({ url: expect.stringContaining("#key="), pid: expect.any(Number) });
  });
  afterAll(async () => {
    if (server) {
      const ended = once(server, "exit");
      server.kill("SIGTERM");
      expect(await ended).toEqual([0, null]);
    }
    rmSync(folder, { recursive: true });
  });

  it("keep a runbook once, and show it with its judgements", async () => {
    const first = await json("runbook", "import", "look.md");
    expect(first).toMatchObject({ isNew: true, runbook: { version: 1, steps: 2 } });
    expect(await json("runbook", "import", "look.md")).toMatchObject({
      isNew: false,
      runbook: { id: first.runbook.id },
    });
    expect((await json("runbook", "list")).items).toHaveLength(1);
    const shown = await json("runbook", "show", first.runbook.id);
    expect(shown.parsed.steps[1].judgement).toMatchObject({ final: "dangerous" });
    // What is read alone is what the server reads, word for word, but for the key that only a server asks.
    const alone = await json("runbook", "parse", "look.md");
    expect(withoutSecondKey(alone)).toEqual(withoutSecondKey(shown.parsed));
    expect(alone.steps[0].judgement.secondKey).toMatchObject({ state: "absent", code: "not_asked" });
    expect(Object.keys(alone.steps[0].judgement)).toEqual(Object.keys(shown.parsed.steps[0].judgement));
  });

  it("start an execution without a terminal, wait for a person, and take a script's word for named bytes only", async () => {
    const started = await steady("run", "look.md", "--json");
    expect(started.code).toBe(10);
    const execution = JSON.parse(started.stdout);
    const { digest } = execution.steps[0].approval;
    const blind = await steady("executions", "approve", execution.id, "1");
    expect(blind).toMatchObject({ code: 2, stderr: expect.stringContaining("[usage.digest_missing]") });
    const other = await steady("executions", "approve", execution.id, "1", "--digest", `sha256:${"0".repeat(64)}`);
    expect(other).toMatchObject({ code: 4, stderr: expect.stringContaining("[approval.other_bytes]") });
    await json("executions", "approve", execution.id, "1", "--digest", digest);
    const follow = await steady("executions", "show", execution.id);
    expect(follow.stdout).toContain("1. Look");
    const early = await steady("executions", "skip", execution.id, "9");
    expect(early).toMatchObject({ code: 3, stderr: expect.stringContaining("[step.not_found]") });
  });

  it("grant a dangerous step only with its target's name", async () => {
    const { id } = JSON.parse((await steady("run", "look.md", "--json")).stdout);
    const skipped = await json("executions", "skip", id, "1", "--reason", "seen it");
    const { digest, targetName, confirmation } = skipped.steps[1].approval;
    expect(confirmation).toBe("typed_target");
    const bare = await steady("executions", "approve", id, "2", "--digest", digest);
    expect(bare).toMatchObject({ code: 4, stderr: expect.stringContaining("[approval.target_not_typed]") });
    const wrong = await steady("executions", "approve", id, "2", "--digest", digest, "--target", `${targetName} `);
    expect(wrong.code).toBe(4);
    const granted = await json("executions", "approve", id, "2", "--digest", digest, "--target", targetName);
    expect(granted.steps[1].phase).not.toBe("awaiting_approval");
  });

  it("move an execution from a script: reject, edit, pause, resume, abort", async () => {
    const { id } = JSON.parse((await steady("run", "look.md", "--json")).stdout);
    expect((await json("executions", "reject", id, "1", "--reason", "no")).steps[0].phase).toBe("manual_intervention");
    const edited = await json("executions", "edit", id, "1", "ls /srv");
    expect(edited.steps[0]).toMatchObject({ editedCommand: "ls /srv", phase: "awaiting_approval" });
    expect((await json("executions", "pause", id)).phase).toBe("paused");
    expect((await json("executions", "resume", id)).phase).toBe("running");
    expect((await json("executions", "abort", id, "--reason", "enough")).phase).toBe("aborted");
    const late = await steady("executions", "abort", id);
    expect(late).toMatchObject({ code: 4, stderr: expect.stringContaining("[execution.ended]") });
  });

  it("export a record that verifies alone, and find the one byte that was changed", async () => {
    const exported = join(folder, "ledger.jsonl");
    expect((await steady("audit", "export", "--out", exported)).code).toBe(0);
    expect((await steady("audit", "export", "--out", exported)).stderr).toContain("[output.exists]");
    expect((await steady("audit", "verify")).code).toBe(0);
    const key = join(folder, "data", "ledger-key.pub");
    const elsewhere = { env: { STEADYHAND_DATA: join(folder, "elsewhere") } };
    const whole = await runSteady(["audit", "verify", exported, "--key", key], elsewhere);
    expect(whole).toMatchObject({ code: 0, stderr: `Checked with the key ${key}\n` });
    const text = readFileSync(exported, "utf8");
    writeFileSync(exported, text.replace("execution.started", "execution.skipped"));
    const edited = await runSteady(["audit", "verify", exported, "--key", key, "--json"], elsewhere);
    expect(edited.code).toBe(7);
    expect(JSON.parse(edited.stdout)).toMatchObject({
      ok: false,
      code: expect.any(String),
      sequence: expect.any(Number),
    });
    const keyless = await runSteady(["audit", "verify", exported], elsewhere);
    expect(keyless).toMatchObject({ code: 3, stderr: expect.stringContaining("[ledger.no_key]") });
  });

  it("prove one event and the growth of the record to whoever has the key", async () => {
    const proof = join(folder, "event-1.json");
    const key = join(folder, "data", "ledger-key.pub");
    expect((await steady("audit", "prove", "1", "--out", proof)).code).toBe(0);
    const elsewhere = { env: { STEADYHAND_DATA: join(folder, "elsewhere") } };
    const checked = await runSteady(["audit", "check-proof", proof, "--key", key], elsewhere);
    expect(checked).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^The proof holds: event 1 of ten_default was in/),
    });
    writeFileSync(proof, readFileSync(proof, "utf8").replace("owns this installation", "owns nothing at all"));
    const edited = await runSteady(["audit", "check-proof", proof, "--key", key, "--json"], elsewhere);
    expect([edited.code, JSON.parse(edited.stdout).code]).toEqual([7, "proof.does_not_hold"]);

    const { olderRoot } = await json("audit", "prove", "--grown-from", "2");
    const grown = join(folder, "grown.json");
    writeFileSync(grown, (await steady("audit", "prove", "--grown-from", "2")).stdout);
    const check = (root: string) => runSteady(["audit", "check-proof", grown, "--key", key, "--root", root], elsewhere);
    expect(await check(olderRoot)).toMatchObject({ code: 0 });
    expect(await check("0".repeat(64))).toMatchObject({ code: 7, stdout: expect.stringContaining("does NOT hold") });
    for (const wrong of [[], ["1", "--grown-from", "1"], ["none"]]) {
      expect(await steady("audit", "prove", ...wrong)).toMatchObject({ code: 2 });
    }
    expect(await steady("audit", "prove", "999999")).toMatchObject({ code: 3 });
  });

  it("let a person in and out again", async () => {
    const added = await json("people", "add", "Riley");
    expect(added.actor.name).toBe("Riley");
    expect((await json("people", "list")).items.map(({ actor }: { actor: { name: string } }) => actor.name)).toContain(
      "Riley",
    );
    expect((await steady("people", "remove", added.actor.id)).code).toBe(0);
  });

  it("say where things stand", async () => {
    expect(await json("status")).toMatchObject({
      secondKey: { isConfigured: false },
      dataFolder: join(folder, "data"),
    });
    expect((await steady("model", "show")).stdout).toMatch(/^second key +no second key.*\nto do +.*model\.json/);
    const checked = await steady("model", "check");
    expect(checked).toMatchObject({ stdout: "", stderr: expect.stringContaining("[model.not_configured]") });
    const opened = await steady("open");
    expect(opened.stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#key=\S{32,}\n$/);
    const { checks } = await json("doctor");
    const states = Object.fromEntries(checks.map(({ name, state }: { name: string; state: string }) => [name, state]));
    expect(states).toMatchObject({
      node: "ok",
      bash: "ok",
      "data folder": "ok",
      database: "ok",
      ledger: "ok",
      "second key": "note",
    });
    expect(states.server).toBe("ok");
  });

  it("say what is not there with exit code 3", async () => {
    for (const args of [
      ["runbook", "show", "rbk_none"],
      ["executions", "show", "exe_none"],
      ["audit", "show", "exe_none"],
      ["run", "exe_none"],
    ]) {
      const { code, stderr } = await steady(...args);
      expect({ args, code, stderr }).toMatchObject({ code: 3, stderr: expect.stringContaining("not_found]") });
    }
  });
});

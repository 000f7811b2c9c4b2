import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runSteady, steadyBin } from "../test/run-steady.ts";
import { commandLoaders } from "./commands/index.ts";

describe("steady", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "steady-cli-"));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("shows help with an example for every command", async () => {
    for (const [name, load] of commandLoaders) {
      const declared = await load();
      expect(declared.name).toBe(name);
      for (const inner of declared.kind === "group" ? declared.commands : [declared]) {
        expect(inner.examples.length).toBeGreaterThan(0);
        for (const example of inner.examples) expect(example).toContain("steady ");
      }
    }
    const help = await runSteady(["runbook", "parse", "--help"]);
    expect(help).toMatchObject({ code: 0, stderr: "" });
    expect(help.stdout).toMatch(/--json[\s\S]*Examples:\n {2}steady runbook parse/);
  });

  it("has no way to say yes to everything", async () => {
    for (const flag of ["--yes", "-y", "--force", "--auto-approve"]) {
      const { code, stderr } = await runSteady(["run", "x.md", flag]);
      expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining("[usage.invalid]") });
    }
  });

  it("says what is wrong with a command line, what to do, and a code; and ends with 2", async () => {
    const { code, stdout, stderr } = await runSteady(["clasify", "ls"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("unknown command 'clasify'");
    expect(stderr).toContain("(Did you mean classify?) [usage.invalid]");
    expect(stderr).toContain("--help");
  });

  it("ends with 3 and a hint when a file is not there, and prints the problem as JSON when asked", async () => {
    const missing = await runSteady(["runbook", "parse", "nowhere.md"]);
    expect(missing.code).toBe(3);
    expect(missing.stderr).toBe(
      "Cannot read nowhere.md: there is no such file [input.not_found]\nGive the path of a file, or - to read standard input\n",
    );
    const asJson = await runSteady(["runbook", "parse", "nowhere.md", "--json"]);
    expect(JSON.parse(asJson.stderr)).toMatchObject({ status: 404, code: "input.not_found", hint: expect.any(String) });
  });

  it("runs on the machine's own Node, whatever its age, and passes input and exit code through", async () => {
    const path = (process.env.PATH ?? "").split(":").filter((one) => !one.includes("node_modules"));
    const env = { PATH: path.join(":"), XDG_CACHE_HOME: folder };
    const { code, stdout } = await runSteady(["runbook", "parse", "--jsonl"], {
      node: "env",
      input: '{"id":1,"text":"1. Run `ls -l`"}',
      env,
    }).catch(() => ({ code: -1, stdout: "" }));
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('"commands":["ls -l"]') });
    expect((await runSteady(["runbook", "show"], { node: "env", env })).code).toBe(2);
    expect(readdirSync(join(folder, "steadyhand"))).toEqual(["compile"]);
  });

  it("says where to get its dependencies when there are none", async () => {
    cpSync(dirname(steadyBin), join(folder, "bare"), { recursive: true });
    const child = spawn(process.execPath, [join(folder, "bare", "steady.mjs")]);
    const [text] = await once(child.stderr.setEncoding("utf8"), "data");
    const [code] = await once(child, "close");
    expect(text).toMatch(/^Cannot start steady: .* run `npm ci` or `npm start` in the project\n$/);
    expect(code).toBe(6);
  });

  it("ends in silence when nobody reads its answers any more", async () => {
    const child = spawn("bash", [
      "-c",
      `yes '{"id":1,"text":"1. Run \`uptime\`"}' | "$0" "$1" runbook parse --jsonl | head -n 2`,
      process.execPath,
      steadyBin,
    ]);
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (text) => {
      stdout += text;
    });
    child.stderr.on("data", (text) => {
      stderr += text;
    });
    await once(child, "close");
    expect(stdout.trim().split("\n")).toHaveLength(2);
    expect(stderr).toBe("");
  });

  it("reads a runbook from a file and from standard input alike", async () => {
    const text = "# Free space\n\n1. Look:\n\n   ```\n   $ df -h <mount>\n   ```\n2. Tell the owner.\n";
    writeFileSync(join(folder, "space.md"), text);
    const fromFile = await runSteady(["runbook", "parse", join(folder, "space.md"), "--json"]);
    const fromInput = await runSteady(["runbook", "parse", "-", "--json"], { input: text });
    expect(fromFile.code).toBe(0);
    expect(fromInput.stdout).toBe(fromFile.stdout);
    expect(JSON.parse(fromFile.stdout)).toMatchObject({
      title: "Free space",
      variables: [{ name: "mount" }],
      steps: [{ command: { text: "df -h <mount>" }, judgement: { secondKey: { state: "absent" } } }, {}],
    });
  });

  it("stops a run at a missing variable before anything is started, and names all of them", async () => {
    const path = join(folder, "missing.md");
    writeFileSync(path, "1. Run `ping -c 1 <host>`\n2. Run `df -h <mount>`\n");
    const { code, stderr } = await runSteady(["run", path, "--data", join(folder, "data")]);
    expect(code).toBe(4);
    expect(stderr).toContain("no value for host, mount [variables.missing]");
    expect(readdirSync(folder)).not.toContain("data");
  });

  it("prints a checklist to follow by hand without a server, and records nothing", async () => {
    const path = join(folder, "hand.md");
    writeFileSync(path, "1. Run `ping -c 1 <host>`\n2. Call the owner of the service.\n");
    const { code, stdout } = await runSteady([
      "run",
      path,
      "--instructions",
      "--var",
      "host=db-3; reboot",
      "--data",
      join(folder, "data"),
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain("[ ] 1.");
    expect(stdout).toContain("ping -c 1 'db-3; reboot'");
    expect(stdout).toContain("[ ] 2. Call the owner");
    expect(readdirSync(folder)).not.toContain("data");
  });
});

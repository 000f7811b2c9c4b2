import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLog, openSteadyhand } from "@steadyhand/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prepareCluster } from "../../postgres/test/prepared-cluster.ts";
import { runSteady } from "./run-steady.ts";

describe("the record on the command line", { timeout: 60_000 }, () => {
  let folder: string;
  let server: Awaited<ReturnType<typeof openSteadyhand>>;
  let execution: string;
  const steady = (...args: readonly string[]) =>
    runSteady(args, { env: { STEADYHAND_DATA: join(folder, "data"), SHELL: "/bin/sh" }, cwd: folder });
  const items = async (...args: readonly string[]) =>
    JSON.parse((await steady("audit", "list", "--limit", "500", ...args, "--json")).stdout).items;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "steady-audit-"));
    writeFileSync(join(folder, "look.md"), "# Look\n\n1. Look:\n\n   ```\n   $ ls /\n   ```\n");
    await prepareCluster(join(folder, "data", "postgres"));
    server = await openSteadyhand({
      ...{ dataFolder: join(folder, "data"), port: 0, env: { PATH: process.env.PATH, HOME: folder } },
      ...{ userName: "riley", machineName: "test-host", workingDirectory: folder, log: createLog({ level: "error" }) },
    });
    await server.listen({ tcp: false });
    const started = await steady("run", "look.md", "--env", "test", "--subject", "shop-db", "--json");
    execution = JSON.parse(started.stdout).id;
    expect((await steady("executions", "abort", execution, "--reason", "=1+1")).code).toBe(0);
  });
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  it("finds events by time as people say it, subject, environment, level and whoever did it", async () => {
    const all = await items("--execution", execution);
    expect(await items("--subject", "shop-db", "--since", "2h", "--until", "2099-01-01")).toHaveLength(all.length);
    expect(await items("--environment", "test", "--since", "today", "--execution", execution)).toHaveLength(all.length);
    expect(await items("--subject", "shop-db", "--until", "yesterday")).toEqual([]);
    expect(await items("--environment", "lab")).toEqual([]);
    // Looking is recorded too: without the execution, the second list would hold the first.
    const by = (actor: string) => items("--actor", actor, "--execution", execution);
    const [byName, byId] = [await by("RILEY"), await by("act_riley")];
    expect(byName.length).toBeGreaterThan(0);
    expect(byName).toEqual(byId);
    const { level } = all.find((event: { level?: number }) => event.level !== undefined);
    expect((await items("--level", String(level))).length).toBeGreaterThan(0);
  });

  it.each([
    [["--since", "2y"], "usage.moment"],
    [["--since", "today", "--until", "yesterday"], "usage.moment"],
    [["--level", "6"], "usage.not_a_number"],
    [["--execution", "shop"], "usage.id"],
    [["--runbook", "exe_1"], "usage.id"],
  ])("says of %j what is wrong with it", async (args, code) => {
    expect(await steady("audit", "list", ...args)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`[${code}]`),
    });
  });

  it("says of a list that holds nothing what was asked for, and which types there are where one was mistyped", async () => {
    const nothing = await steady("audit", "list", "--since", "2h", "--type", "step.aproved");
    expect(nothing).toMatchObject({ code: 0, stdout: "" });
    expect(nothing.stderr).toMatch(/^No event fits all of --type, --since\n.*"step\.aproved".*step\.approved/);
  });

  it("tells the whole story of one execution, shortly or in full", async () => {
    const short = (await steady("audit", "show", execution)).stdout;
    expect(short).toMatch(new RegExp(`^${execution}: \\d+ events in .*\n\nevent +after +who +what +outcome +why\n`));
    expect(short).toMatch(/\+0 ms +riley +execution\.started +ok /);
    expect(short).toMatch(/execution\.aborted +ok .*/);
    const full = (await steady("audit", "show", execution, "--full")).stdout;
    expect(full).toMatch(/\n {4}hash [0-9a-f]{64}\n {4}\{\n/);
    expect(full.length).toBeGreaterThan(short.length);
  });

  it("writes a CSV into a new file: of everything, of one execution, of a stretch of time", async () => {
    const file = join(folder, "record.csv");
    const whole = await steady("audit", "export", "--format", "csv", "--out", file);
    expect(whole).toMatchObject({ code: 0, stderr: expect.stringContaining("a CSV proves nothing") });
    const text = readFileSync(file, "utf8");
    expect(text).toMatch(/^sequence,at,.*,data\r\n1,/);
    expect(text).not.toMatch(/[,;]"?[=+@-]/);
    expect((await steady("audit", "export", "--format", "csv", "--out", file)).stderr).toContain("[output.exists]");
    const one = await steady("audit", "export", "--format", "csv", "--execution", execution, "--since", "1h", "--bom");
    expect(one.stdout.startsWith("\uFEFFsequence,")).toBe(true);
    expect(one.stdout.split("\r\n")).toHaveLength((await items("--execution", execution)).length + 2);
    const none = await steady("audit", "export", "--format", "csv", "--until", "yesterday");
    expect(none.stdout).toMatch(/^sequence,[^\n]*\r\n$/);
  });

  it("leaves no file behind that only looks like the record, and signs no stretch of time of one execution", async () => {
    const file = join(folder, "absent.csv");
    const absent = await steady("audit", "export", "--format", "csv", "--execution", "exe_absent", "--out", file);
    expect(absent).toMatchObject({ code: 3, stderr: expect.stringContaining("[execution.not_found]") });
    expect(existsSync(file)).toBe(false);
    for (const flag of [
      ["--execution", execution, "--since", "2h"],
      ["--execution", execution, "--until", "today"],
      ["--bom"],
    ]) {
      const refused = await steady("audit", "export", ...flag);
      expect(refused).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("[usage.only_csv]") });
    }
  });
});

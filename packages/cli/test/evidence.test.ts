import { spawnSync } from "node:child_process";
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createLog, openSteadyhand } from "@steadyhand/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prepareCluster } from "../../postgres/test/prepared-cluster.ts";
import { runSteady } from "./run-steady.ts";

describe("the evidence on the command line", { timeout: 60_000 }, () => {
  let folder: string;
  let server: Awaited<ReturnType<typeof openSteadyhand>>;
  let execution: string;
  const steady = (...args: readonly string[]) =>
    runSteady(args, { env: { STEADYHAND_DATA: join(folder, "data"), SHELL: "/bin/sh" }, cwd: folder });
  const exportPdf = (...args: readonly string[]) => steady("audit", "export", "--format", "pdf", ...args);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "steady-evidence-"));
    writeFileSync(join(folder, "look.md"), "# Look\n\n1. Look:\n\n   ```\n   $ ls /\n   ```\n");
    await prepareCluster(join(folder, "data", "postgres"));
    server = await openSteadyhand({
      ...{ dataFolder: join(folder, "data"), port: 0, env: { PATH: process.env.PATH, HOME: folder } },
      ...{ userName: "riley", machineName: "test-host", workingDirectory: folder, log: createLog({ level: "error" }) },
    });
    await server.listen({ tcp: false });
    const started = await steady("run", "look.md", "--env", "test", "--json");
    execution = JSON.parse(started.stdout).id;
    expect((await steady("executions", "abort", execution, "--reason", "enough")).code).toBe(0);
  });
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  it("writes a PDF into a new file, byte for byte as the server drew it, and says that the record holds", async () => {
    const file = join(folder, "evidence.pdf");
    const written = await exportPdf("--execution", execution, "-o", file, "--paper", "letter");
    expect(written).toMatchObject({ code: 0, stdout: "", stderr: expect.stringContaining("complete and unaltered") });
    const bytes = readFileSync(file);
    // It ends where it says that it ends: nothing was decoded as text on the way.
    const [, start = "0"] = /startxref\n(\d+)\n%%EOF\n$/.exec(bytes.toString("latin1")) ?? [];
    expect(bytes.toString("latin1", Number(start), Number(start) + 4)).toBe("xref");
    expect(bytes.toString("latin1")).toContain("/MediaBox [0 0 612 792]");
    expect((await exportPdf("--execution", execution, "-o", file)).stderr).toContain("[output.exists]");
    expect(readFileSync(file).equals(bytes)).toBe(true);
    const other = await exportPdf("--execution", execution, "-o", "other.pdf", "--json");
    expect(JSON.parse(other.stdout)).toEqual({ file: join(folder, "other.pdf"), isWhole: true });
  });

  it.each([
    [["-o", "x.pdf"], "usage.one_execution"],
    [["--execution", "exe_1", "--since", "1h", "-o", "x.pdf"], "usage.one_execution"],
    [["--execution", "exe_1", "--bom", "-o", "x.pdf"], "usage.one_execution"],
  ])("says of %j what is wrong with it", async (args, code) => {
    expect(await exportPdf(...args)).toMatchObject({ code: 2, stderr: expect.stringContaining(`[${code}]`) });
  });

  it("knows paper only for a PDF, and says of a run that there is not that there is none", async () => {
    const csv = await steady("audit", "export", "--format", "csv", "--paper", "letter");
    expect(csv).toMatchObject({ code: 2, stderr: expect.stringContaining("[usage.only_pdf]") });
    const absent = await exportPdf("--execution", "exe_absent", "-o", "absent.pdf");
    expect(absent).toMatchObject({ code: 3, stderr: expect.stringContaining("[execution.not_found]") });
    expect(existsSync(join(folder, "absent.pdf"))).toBe(false);
  });

  it("draws a code whose checkpoint the auditors' own program accepts beside the export", async () => {
    const { readPdf } = await import("@steadyhand/evidence/read-pdf");
    await exportPdf("--execution", execution, "-o", "kept.pdf");
    const text =
      readPdf(readFileSync(join(folder, "kept.pdf")))
        .pages.at(-1)
        ?.replaceAll("\n", "") ?? "";
    const [line = ""] = /\{"checkpoint":.*?"signature":"[^"]*"\}/.exec(text) ?? [];
    writeFileSync(join(folder, "checkpoint.jsonl"), `${line}\n`);
    await steady("audit", "export", "--out", "all.jsonl");
    const verifier = fileURLToPath(new URL("../../verify/src/verify.mjs", import.meta.url));
    const key = join(folder, "data", "ledger-key.pub");
    const args = [verifier, "all.jsonl", "--key", key, "--anchors", "checkpoint.jsonl"];
    const checked = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
    expect(checked).toMatchObject({ status: 0, stdout: expect.stringContaining("complete and unaltered") });
  });

  // The last one: what was done to the record is not undone.
  it("ends with 7 where the record does not hold, and leaves the document that says so", async () => {
    const path = join(folder, "data", "ledger-anchors.jsonl");
    const [first = ""] = readFileSync(path, "utf8").split("\n");
    appendFileSync(path, `${first.replace(/"count":\d+/, '"count":1')}\n`);
    const file = join(folder, "broken.pdf");
    const broken = await exportPdf("--execution", execution, "-o", file);
    expect(broken).toMatchObject({ code: 7, stderr: expect.stringContaining("does NOT hold") });
    expect(readFileSync(file).subarray(0, 5).toString()).toBe("%PDF-");
  });
});

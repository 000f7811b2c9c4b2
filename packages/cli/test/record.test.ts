import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Client, createClient } from "@steadyhand/client/node";
import { createLog, openSteadyhand, type Steadyhand } from "@steadyhand/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prepareCluster } from "../../postgres/test/prepared-cluster.ts";
import { runSteady } from "./run-steady.ts";

describe("questions to the record on the command line", { timeout: 60_000 }, () => {
  let folder: string;
  let house: Steadyhand;
  let client: Client;
  const steady = (...args: readonly string[]) =>
    runSteady(args, { env: { STEADYHAND_DATA: join(folder, "data"), SHELL: "/bin/sh" }, cwd: folder });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "steady-record-"));
    writeFileSync(join(folder, "look.md"), "# Look\n\n1. Look:\n\n   ```\n   $ ls /\n   ```\n");
    await prepareCluster(join(folder, "data", "postgres"));
    house = await openSteadyhand({
      ...{ dataFolder: join(folder, "data"), port: 0, env: { PATH: process.env.PATH, HOME: folder } },
      ...{ userName: "riley", machineName: "test-host", workingDirectory: folder, log: createLog({ level: "error" }) },
    });
    const { socket } = await house.listen({ tcp: false });
    client = createClient({ socketPath: socket });
    await steady("run", "look.md", "--json");
  });
  afterAll(async () => {
    await house.close();
    rmSync(folder, { recursive: true });
  });

  it("show today in figures, for people and as the API gives it", async () => {
    const { stdout, code } = await steady("audit", "summary");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d{4}-\d\d-\d\d \(UTC\), not over yet\n/);
    expect(stdout).toContain("executions: 1 started");
    const json = JSON.parse((await steady("audit", "summary", "--time-zone", "Asia/Kathmandu", "--json")).stdout);
    expect(json).toMatchObject({ timeZone: "Asia/Kathmandu", executions: { started: 1 } });
  });

  it("show a day on which nothing was", async () => {
    const { stdout } = await steady("audit", "summary", "--day", "2020-01-01");
    expect(stdout).toMatch(/^2020-01-01 \(UTC\)\n/);
    expect(stdout).toContain("attempts: 0, none judged yet");
    expect((await steady("audit", "summary", "--day", "2999-01-01")).stdout).toMatch(
      /^2999-01-01 \(UTC\), not begun yet\n/,
    );
    expect((await steady("audit", "summary", "--day", "yesterday")).stdout).toMatch(/^\d{4}-\d\d-\d\d \(UTC\)\n/);
  });

  it("say that nothing is out of the usual, and refuse a window that is too long", async () => {
    const quiet = await steady("audit", "anomalies", "--since", "24h");
    expect(quiet).toMatchObject({ stdout: "", code: 0 });
    expect(quiet.stderr).toContain("Nothing out of the usual since ");
    expect(JSON.parse((await steady("audit", "anomalies", "--json")).stdout)).toMatchObject({ items: [] });
    const long = await steady("audit", "anomalies", "--since", "40d");
    expect(long.stderr).toContain("record.window");
    expect(long.code).not.toBe(0);
  });

  it("refuse a day that does not exist", async () => {
    const { stderr, code } = await steady("audit", "summary", "--day", "2026-02-30");
    expect(stderr).toContain("record.no_such_day");
    expect(code).not.toBe(0);
  });

  it("show each anomaly in a sentence, with its events", async () => {
    const text = "# Look\n\n1. Look:\n\n   ```sh\n   ls /nowhere-at-all\n   ```\n";
    const { runbook } = await client.importRunbook({ body: { text } });
    for (let run = 0; run < 3; run++) await runAndFail(client, runbook.id);
    const { stdout, code } = await steady("audit", "anomalies");
    expect(stdout).toMatch(/^\S+Z {2}failures in a row\n {2}3 attempts on db-3 failed .*\n {2}events: \d+, \d+, \d+$/m);
    expect(code).toBe(0);
  });
});

/** Starts a run of one step, grants the step and waits for it to fail. */
async function runAndFail(client: Client, runbookId: string): Promise<void> {
  const body = { runbookId, environment: "development", subject: "db-3" } as const;
  const { id: executionId } = await client.startExecution({ body });
  const controller = new AbortController();
  let isGranted = false;
  await client.watchExecution(executionId, {
    signal: controller.signal,
    onOutput() {},
    onUpdate({ steps: [step] }) {
      if (step?.phase === "failed") controller.abort();
      if (step?.phase !== "awaiting_approval" || step.approval === undefined || isGranted) return;
      isGranted = true;
      const parameters = { executionId, stepId: step.id };
      void client.decideApproval({ parameters, body: { type: "grant", digest: step.approval.digest } });
    },
  });
}

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { openHouse } from "./open-house.ts";
import { runSteady } from "./run-steady.ts";

let folder: string;
let good: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sh-cli-actions-"));
  good = join(folder, "look.workflow.yaml");
  writeFileSync(
    good,
    'workflow: Look\nvariables: { who: Riley }\nsteps:\n  - name: Say so\n    action: note\n    with: { text: "hello {{who}}" }\n',
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("steady workflow check", () => {
  it("works alone, and says that nothing is wrong", async () => {
    expect(await runSteady(["workflow", "check", good])).toMatchObject({
      code: 0,
      stdout: `${good}: 1 step, nothing is wrong\n`,
    });
  });

  it("names every problem with its line and column, and ends with 1", async () => {
    const input = "workflow: x\nsteps:\n  - name: a\n    action: note\n    with: { texts: 1 }\n  - name: a\n";
    const { code, stdout } = await runSteady(["workflow", "check", "-"], { input });
    expect({
      code,
      lines: stdout
        .trim()
        .split("\n")
        .map((line) => line.split(" ")[0]),
    }).toEqual({
      code: 1,
      lines: ["-:5:11:", "-:5:20:", "-:6:11:"],
    });
    const { stdout: json } = await runSteady(["workflow", "check", "-", "--json"], { input });
    expect(JSON.parse(json)).toMatchObject({
      ok: false,
      problems: [{ line: 5 }, { line: 5 }, { line: 6, column: 11 }],
    });
  });
});

describe("a workflow in the terminal", () => {
  it("is run, scheduled and followed up like any runbook", async () => {
    const env = { STEADYHAND_DATA: join(folder, "data") };
    const house = await openHouse(env.STEADYHAND_DATA, folder);
    onTestFinished(() => house.close());
    const json = async (...args: string[]) => JSON.parse((await runSteady([...args, "--json"], { env })).stdout);
    const execution = await json("run", good);
    expect(execution).toMatchObject({
      steps: [
        { phase: "awaiting_approval", approval: { command: { kind: "action", parameters: { text: "hello Riley" } } } },
      ],
    });
    const cron = ["--cron", "30 2 * * 1-5", "--time-zone", "Europe/Vienna"];
    const added = await json("schedule", "add", execution.runbook.id, ...cron);
    expect(added).toMatchObject({ name: "Look", phase: "active", timing: { kind: "cron", timeZone: "Europe/Vienna" } });
    expect(await json("schedule", "pause", added.id)).toMatchObject({ phase: "paused" });
    const follow = await json("executions", "follow-up", execution.id, "--in", "5m", "--step", "1");
    expect(follow).toMatchObject({ follows: execution.id, only: ["stp_1"], timing: { kind: "once" } });
    const listed = await runSteady(["schedule", "list"], { env });
    expect(listed.stdout).toMatch(/^schedule +when +next +last +name\n/);
    expect(listed.stdout).toContain("paused: no reason was given");
    const actions = await json("actions", "list");
    expect(actions.items.map(({ name }: { name: string }) => name)).toEqual([
      ...["http_check", "note", "notify", "script", "wait"],
    ]);
    const unclear = await runSteady(["schedule", "add", execution.runbook.id, "--in", "soon"], { env });
    expect(unclear).toMatchObject({ code: 2, stderr: expect.stringContaining("usage.timing") });
  }, 120_000);
});

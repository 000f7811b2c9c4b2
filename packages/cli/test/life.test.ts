import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ExecutionWire } from "@steadyhand/api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { machineName, openHouse } from "./open-house.ts";
import { runSteady } from "./run-steady.ts";

describe("steady, about how a run goes", { timeout: 120_000 }, () => {
  let folder: string;
  let page: string;
  let house: Awaited<ReturnType<typeof openHouse>>;
  const look = (executionId: string) => house.client.getExecution({ parameters: { executionId } });
  const steady = (...args: readonly string[]) =>
    runSteady(args, { env: { NO_COLOR: "1", STEADYHAND_DATA: join(folder, "data"), PATH: process.env.PATH ?? "" } });
  const json = async (...args: readonly string[]) => JSON.parse((await steady(...args, "--json")).stdout);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "steady-life-"));
    house = await openHouse(join(folder, "data"), folder);
    page = join(folder, "page.md");
    const step = (command: string) => `\n\n   \`\`\`bash\n   ${command}\n   \`\`\`\n`;
    const undo = `\n   Rollback:${step(`rm ${folder}/made`)}`;
    writeFileSync(page, `# Make it\n\n1. Make a file:${step(`touch ${folder}/made`)}${undo}\n2. Fail:${step("false")}`);
  });
  afterAll(async () => {
    await house.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("shows in a dry run what would happen and why, and runs nothing", async () => {
    const shown = await steady("run", page, "--dry-run", "--guard", `folder=ls ${folder}`);
    expect(shown).toMatchObject({ code: 0 });
    expect(shown.stdout).toMatch(/1\. Make a file.*would wait for a person's yes.*rollback +rm /s);
    expect(shown.stdout).toContain(`folder: ls ${folder}`);
    expect(existsSync(join(folder, "made"))).toBe(false);
  });

  it.each([
    [["--guard", "nothing"], "usage.guard"],
    [["--settle", "soon"], "usage.duration"],
    [["--retries", "4"], "usage.retries"],
  ])("refuses %s before anything is started", async (options, code) => {
    const refused = await steady("run", page, ...options);
    expect(refused.stderr).toContain(`[${code}]`);
    expect(refused.code).toBe(2);
  });

  it("lists a question, takes its answer, and takes the whole run back by its steps' rollbacks", async () => {
    const started: ExecutionWire = await json("run", page);
    const [asked] = (await json("approvals", "list")).items;
    expect(asked).toMatchObject({ executionId: started.id, phase: "requested", needed: 1 });
    // The server runs the step after the answer was taken.
    const comesTo = (phases: readonly string[]) =>
      expect
        .poll(async () => (await look(started.id)).steps.map(({ phase }) => phase), { timeout: 30_000 })
        .toEqual(phases);
    await json("approvals", "approve", asked.id, "--digest", asked.digest);
    await comesTo(["succeeded", "awaiting_approval"]);
    expect(existsSync(join(folder, "made"))).toBe(true);
    const question = (await look(started.id)).steps[1]?.approval;
    await steady("approvals", "approve", question?.id ?? "", "--digest", question?.digest ?? "");
    await comesTo(["succeeded", "failed"]);
    const back: ExecutionWire = await json("executions", "rollback-run", started.id);
    expect(back.steps[1]).toMatchObject({ phase: "manual_intervention", code: "rollback.none" });
    const undo: ExecutionWire = await json("executions", "skip", started.id, "2", "--reason", "it did nothing");
    const { approval } = undo.steps[0] ?? {};
    expect(approval?.purpose).toBe("rollback");
    await json(
      "approvals",
      "approve",
      approval?.id ?? "",
      "--digest",
      approval?.digest ?? "",
      // To remove a file is dangerous: its target's name is typed.
      "--target",
      machineName,
    );
    await expect.poll(async () => (await look(started.id)).phase, { timeout: 30_000 }).toBe("rolled_back");
    expect(existsSync(join(folder, "made"))).toBe(false);
    const refused = await steady("executions", "continue", started.id);
    expect(refused.stderr).toContain("[execution.rolled_back]");
  });
});

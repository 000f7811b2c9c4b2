import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import type { ExecutionWire } from "@steadyhand/api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prepareCluster } from "../../postgres/test/prepared-cluster.ts";
import { runSteady } from "./run-steady.ts";

describe("steady, about how a run goes", { timeout: 120_000 }, () => {
  let folder: string;
  let page: string;
  const steady = (...args: readonly string[]) =>
    runSteady(args, { env: { NO_COLOR: "1", STEADYHAND_DATA: join(folder, "data"), PATH: process.env.PATH ?? "" } });
  const json = async (...args: readonly string[]) => JSON.parse((await steady(...args, "--json")).stdout);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "steady-life-"));
    await prepareCluster(join(folder, "data", "postgres"));
    page = join(folder, "page.md");
    const step = (command: string) => `\n\n   \`\`\`bash\n   ${command}\n   \`\`\`\n`;
    const undo = `\n   Rollback:${step(`rm ${folder}/made`)}`;
    writeFileSync(page, `# Make it\n\n1. Make a file:${step(`touch ${folder}/made`)}${undo}\n2. Fail:${step("false")}`);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

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
    const second: ExecutionWire = await json("approvals", "approve", asked.id, "--digest", asked.digest);
    const question = second.steps[1]?.approval;
    await steady("approvals", "approve", question?.id ?? "", "--digest", question?.digest ?? "");
    expect(existsSync(join(folder, "made"))).toBe(true);
    const back: ExecutionWire = await json("executions", "rollback-run", started.id);
    expect(back.steps[1]).toMatchObject({ phase: "manual_intervention", code: "rollback.none" });
    const undo: ExecutionWire = await json("executions", "skip", started.id, "2", "--reason", "it did nothing");
    const { approval } = undo.steps[0] ?? {};
    expect(approval?.purpose).toBe("rollback");
    const over: ExecutionWire = await json(
      "approvals",
      "approve",
      approval?.id ?? "",
      "--digest",
      approval?.digest ?? "",
      // To remove a file is dangerous: its target's name is typed.
      "--target",
      hostname(),
    );
    expect(over.phase).toBe("rolled_back");
    expect(existsSync(join(folder, "made"))).toBe(false);
    const refused = await steady("executions", "continue", started.id);
    expect(refused.stderr).toContain("[execution.rolled_back]");
  });
});

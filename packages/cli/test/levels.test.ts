import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@steadyhand/client/node";
import { createLog, openSteadyhand, type Steadyhand } from "@steadyhand/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prepareCluster } from "../../postgres/test/prepared-cluster.ts";
import { runSteady } from "./run-steady.ts";

describe("levels, trust and elevation on the command line", { timeout: 60_000 }, () => {
  let folder: string;
  let house: Steadyhand;
  let kim: ReturnType<typeof createClient>;
  const steady = (...args: readonly string[]) =>
    runSteady(args, { env: { STEADYHAND_DATA: join(folder, "data"), SHELL: "/bin/sh" }, cwd: folder });
  const json = async (...args: readonly string[]) => {
    const { stdout, stderr, code } = await steady(...args, "--json");
    if (stdout === "") throw new Error(`steady ${args.join(" ")} ended with ${code}: ${stderr}`);
    return JSON.parse(stdout);
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "steady-levels-"));
    writeFileSync(join(folder, "look.md"), "# Look\n\n1. Look:\n\n   ```\n   $ ls /\n   ```\n");
    await prepareCluster(join(folder, "data", "postgres"));
    house = await openSteadyhand({
      ...{ dataFolder: join(folder, "data"), port: 0, env: { PATH: process.env.PATH, HOME: folder } },
      ...{ userName: "riley", machineName: "test-host", workingDirectory: folder, log: createLog({ level: "error" }) },
    });
    const { url = "" } = await house.listen({ tcp: true });
    const [baseUrl = "", key = ""] = url.split("/#key=");
    const added = await createClient({ baseUrl, key }).addPerson({ body: { name: "Kim" } });
    kim = createClient({ baseUrl, key: added.key });
  });
  afterAll(async () => {
    await house.close();
    rmSync(folder, { recursive: true });
  });

  it("start a run for a subject and a project", async () => {
    const execution = await json("run", "look.md", "--subject", "api", "--project", "payments");
    expect(execution).toMatchObject({ subject: "api", project: "payments" });
    const { code, stderr } = await steady("run", "look.md", "--subject", "Not A Name");
    expect(stderr).toContain("usage.not_a_scope");
    expect(code).not.toBe(0);
  });

  it("set a level, show it, and say how it came there", async () => {
    expect(await json("level", "set", "api", "L1", "--why", "nobody is here")).toMatchObject({
      newest: { level: 1, why: "nobody is here" },
    });
    await json("level", "set", "project:payments", "2", "--why", "new team");
    const { stdout } = await steady("level", "show");
    expect(stdout).toMatch(/api +L1 +L5 \(development\) +set by .*\n/);
    expect(stdout).toMatch(/project:payments +L2/);
    const one = await steady("level", "show", "api");
    expect(one.stdout).toContain("towards L2");
    expect(await json("level", "history", "api")).toMatchObject({ items: [{ level: 1, how: "set" }] });
    expect((await steady("level", "promotions")).stdout).toContain("Nothing is offered");
  });

  it("refuse a level above the ceiling, and one without a reason", async () => {
    const tooHigh = await steady("level", "set", "api", "4", "--env", "production", "--why", "why not");
    expect(tooHigh.stderr).toContain("production never goes above L2");
    expect(tooHigh.code).not.toBe(0);
    const silent = await steady("level", "set", "api", "2");
    expect(silent.stderr).toContain("usage.why_missing");
  });

  it("trust a runbook, lock it and unlock it", async () => {
    const { runbook } = await json("runbook", "import", "look.md");
    expect((await steady("trust", "set", runbook.id, "2", "--why", "forty runs")).stdout).toContain(
      "has proven itself",
    );
    expect((await steady("trust", "lock", runbook.id, "--why", "step 1 is wrong")).stdout).toContain("step 1 is wrong");
    expect((await steady("trust", "show")).stdout).toMatch(/LOCKED: .*step 1 is wrong/);
    expect(await json("trust", "unlock", runbook.id, "--why", "corrected")).not.toHaveProperty("lock");
    expect((await steady("trust", "show", runbook.id)).stdout).toContain("unlocked");
  });

  it("ask for an elevation, see it count down in the status, and end it", async () => {
    const asked = await json("elevation", "ask", "api", "--minutes", "10", "--why", "it is down");
    const own = await steady("elevation", "grant", asked.id);
    expect(own.stderr).toContain("elevation.self_grant");
    await kim.answerElevation({ parameters: { elevationId: asked.id }, body: { type: "grant" } });
    expect((await steady("elevation", "list")).stdout).toMatch(/ACTIVE, ends in (?:9|10) min .*granted by Kim/);
    expect((await steady("status")).stdout).toMatch(/ELEVATED +api by one level, ends in (?:9|10) min/);
    const ended = await steady("elevation", "end", asked.id, "--why", "it is up");
    expect(ended.stdout).toContain("ended by riley: it is up");
    expect((await steady("status")).stdout).not.toContain("ELEVATED");
  });
});

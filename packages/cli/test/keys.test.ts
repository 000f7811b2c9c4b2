import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLog, openSteadyhand, type Steadyhand } from "@steadyhand/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prepareCluster } from "../../postgres/test/prepared-cluster.ts";
import { runSteady } from "./run-steady.ts";

describe("keys on the command line", { timeout: 60_000 }, () => {
  let folder: string;
  let house: Steadyhand;
  const steady = (...args: readonly string[]) =>
    runSteady(args, { env: { STEADYHAND_DATA: join(folder, "data"), SHELL: "/bin/sh" }, cwd: folder });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "steady-keys-"));
    await prepareCluster(join(folder, "data", "postgres"));
    house = await openSteadyhand({
      ...{ dataFolder: join(folder, "data"), port: 0, env: { PATH: process.env.PATH, HOME: folder } },
      ...{ userName: "riley", machineName: "test-host", workingDirectory: folder, log: createLog({ level: "error" }) },
    });
    await house.listen({ tcp: false });
  });
  afterAll(async () => {
    await house.close();
    rmSync(folder, { recursive: true });
  });

  it("are listed with where they come from and who seals, and none of them is shown", async () => {
    const { stdout } = await steady("keys", "list");
    expect(stdout).toContain(`Outputs lie in ${join(folder, "data", "blobs")} (disk)`);
    expect(stdout).toMatch(/mk_[0-9a-f]{16} +wraps +.*master\.key/);
    expect(stdout).toMatch(/ten_default +1 +mk_[0-9a-f]{16} .*seals/);
    for (const secret of house.services.outputs.secrets()) expect(stdout).not.toContain(secret);
  });

  it("are rotated: a new data key, then a new master key, with what was done", async () => {
    expect((await steady("keys", "rotate")).stdout).toBe("Data key 2 seals from now on\n");
    const rotated = await steady("keys", "rotate", "--master");
    expect(rotated).toMatchObject({ code: 0, stdout: expect.stringContaining("2 data keys were wrapped anew") });
    const again = JSON.parse((await steady("keys", "rotate", "--master", "--json")).stdout);
    expect(again).toMatchObject({ rewrapped: 2, left: 0, stuck: [] });
    const listed = JSON.parse((await steady("keys", "list", "--json")).stdout);
    expect(listed.masters.map(({ isCurrent }: { isCurrent: boolean }) => isCurrent)).toEqual([true, false, false]);
    expect(listed.masters[0].id).toBe(again.masterId);
  });

  it("go with their tenant, when its id is given twice", async () => {
    const once = await steady("tenants", "delete", "ten_default");
    expect(once).toMatchObject({ code: 4, stderr: expect.stringContaining("tenant.not_confirmed") });
    const absent = await steady("tenants", "delete", "ten_absent", "--yes-destroy", "ten_absent");
    expect(absent).toMatchObject({ code: 3, stderr: expect.stringContaining("tenant.not_found") });
    const deleted = await steady("tenants", "delete", "ten_default", "--yes-destroy", "ten_default");
    expect(deleted).toMatchObject({ code: 0, stdout: expect.stringContaining("2 keys destroyed") });
    expect((await steady("keys", "list")).stdout).toMatch(/ten_default +none .*deleted/);
  });
});

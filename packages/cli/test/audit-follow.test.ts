import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { AuditEventWire } from "@steadyhand/api";
import { createLog, openSteadyhand } from "@steadyhand/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prepareCluster } from "../../postgres/test/prepared-cluster.ts";
import { runSteady, steadyBin } from "./run-steady.ts";

describe("the record as it grows, on the command line", { timeout: 60_000 }, () => {
  let folder: string;
  let server: Awaited<ReturnType<typeof openSteadyhand>>;
  const env = () => ({ PATH: process.env.PATH, HOME: folder, STEADYHAND_DATA: join(folder, "data"), SHELL: "/bin/sh" });
  const steady = (...args: readonly string[]) => runSteady(args, { env: env() as Record<string, string>, cwd: folder });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "steady-follow-"));
    await prepareCluster(join(folder, "data", "postgres"));
    server = await openSteadyhand({
      ...{ dataFolder: join(folder, "data"), port: 0, env: { PATH: process.env.PATH, HOME: folder } },
      ...{ userName: "riley", machineName: "test-host", workingDirectory: folder, log: createLog({ level: "error" }) },
    });
    await server.listen({ tcp: false });
  });
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  it("prints each event as a line of JSON, also what comes while it runs, and ends in good order at Ctrl-C", async () => {
    const child = spawn(process.execPath, [steadyBin, "audit", "follow", "--after", "0", "--json"], { env: env() });
    const ended = once(child, "close");
    const seen: AuditEventWire[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      const event = JSON.parse(line) as AuditEventWire;
      seen.push(event);
      if (event.sequence === 1) {
        const text = "# Meanwhile\n\n1. Say: `echo hello`\n";
        await server.services.ledger.append("ten_default", [
          {
            type: "note.written",
            actor: { kind: "person", id: "act_x", name: "X" },
            outcome: "ok",
            why: text,
            data: {},
          },
        ]);
      }
      if (event.type === "note.written") child.kill("SIGINT");
    }
    expect(await ended).toEqual([0, null]);
    expect(seen.map(({ sequence }) => sequence)).toEqual(seen.map((_, n) => n + 1));
    expect(seen.at(-1)?.why).toContain("Meanwhile");
  });

  it("says in one line what is wrong with a number or a time", async () => {
    expect(await steady("audit", "follow", "--after", "-2")).toMatchObject({ code: 2, stdout: "" });
    expect(await steady("audit", "follow", "--since", "soon")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("[usage.moment]"),
    });
  });

  it("says that everything that was begun has an outcome, where it has", async () => {
    expect(await steady("audit", "unfinished")).toMatchObject({
      code: 0,
      stdout: "",
      stderr: expect.stringContaining("has an outcome"),
    });
    expect(JSON.parse((await steady("audit", "unfinished", "--json")).stdout)).toEqual({ items: [] });
  });

  it("exports a stretch of time that the file alone proves to continue what was before", async () => {
    const file = join(folder, "day.jsonl");
    expect((await steady("audit", "export", "--since", "1h", "--out", file)).code).toBe(0);
    const checked = await steady("audit", "verify", file);
    expect(checked).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/is whole: .*\nIt begins with the first event: all \d+ have the root /),
    });
    const none = await steady("audit", "export", "--until", "2020-01-01", "--out", join(folder, "none.jsonl"));
    expect([none.code === 0, none.stderr]).toEqual([false, expect.stringContaining("[ledger.no_stretch]")]);
  });
});

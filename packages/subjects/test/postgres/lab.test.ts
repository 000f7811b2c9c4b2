import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { startPostgresLab } from "../../../../labs/postgres/lab.ts";
import { until } from "../../../../labs/postgres/until.ts";
import { disposable, labFileOf } from "../file/lab-file.ts";

const main = fileURLToPath(new URL("../../../../labs/postgres/main.ts", import.meta.url));

interface Started {
  readonly program: ChildProcess;
  readonly lines: AsyncIterator<string>;
  readonly folder: string;
  readonly file: string;
}

async function start(...words: string[]): Promise<Started> {
  const program = spawn(process.execPath, [main, ...words], { stdio: ["ignore", "pipe", "inherit"] });
  const lines = createInterface({ input: program.stdout })[Symbol.asyncIterator]();
  const said = JSON.parse((await lines.next()).value ?? "{}") as { primary: { log: string }; file: string };
  return { program, lines, folder: dirname(said.primary.log), file: said.file };
}

/** Programs that run on a folder: the servers have it among their words. */
function runningOn(folder: string): readonly string[] {
  return readdirSync("/proc").filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(join("/proc", pid, "cmdline"), "utf8").includes(folder);
    } catch {
      // It went between the two looks.
      return false;
    }
  });
}

it("prints where its members are, begins the faults it is told to, and leaves nothing when it is interrupted", async () => {
  const { program, lines, folder, file } = await start("--fault", "primary_frozen");
  expect(labFileOf(file)).toEqual({ ...disposable, name: "postgres-lab", kind: "postgres" });
  expect(JSON.parse((await lines.next()).value ?? "{}")).toMatchObject({ fault: "primary_frozen" });
  expect(runningOn(folder).length).toBeGreaterThan(0);
  program.kill("SIGINT");
  expect(await once(program, "exit")).toEqual([0, null]);
  expect(runningOn(folder)).toEqual([]);
  expect(existsSync(folder)).toBe(false);
});

it("leaves no server when it is killed, and what it could not take away the next one does", async () => {
  const { program, folder } = await start();
  program.kill("SIGKILL");
  await once(program, "exit");
  await until("its servers are gone", () => runningOn(folder).length === 0);
  const next = await startPostgresLab();
  await next.stop();
  expect(existsSync(folder)).toBe(false);
});

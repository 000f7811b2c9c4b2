import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openSteadyhand } from "../compose.ts";
import { createLog } from "../log.ts";
import { dataFolderAt } from "./data-folder.ts";
import { refuseAnotherDatabase } from "./refuse-another-database.ts";

let path: string;
const anchors = (text: string) => writeFileSync(dataFolderAt(path).anchors, text);
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), "steadyhand-other-"));
});
afterEach(() => rmSync(path, { recursive: true }));

it("lets a folder be used that is new, or that has its database in it", () => {
  refuseAnotherDatabase(dataFolderAt(join(path, "not-there")));
  refuseAnotherDatabase(dataFolderAt(path));
  anchors("");
  refuseAnotherDatabase(dataFolderAt(path));
  anchors("{}\n");
  mkdirSync(dataFolderAt(path).postgres);
  refuseAnotherDatabase(dataFolderAt(path));
});

it("begins no second record in a folder whose record lies on a server, and makes no database there", async () => {
  anchors("{}\n");
  const opening = openSteadyhand({
    ...{ dataFolder: path, port: 0, userName: "riley", machineName: "test-host", workingDirectory: path },
    ...{ env: { PATH: process.env.PATH, HOME: path }, log: createLog({ level: "fatal" }) },
  });
  await expect(opening).rejects.toMatchObject({ code: "data.other_database" });
  expect(existsSync(dataFolderAt(path).postgres)).toBe(false);
});

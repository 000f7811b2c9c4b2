import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { createLog } from "../log.ts";
import { openActions } from "./open-actions.ts";
import { openScanner } from "./open-scanner.ts";

const folder = mkdtempSync(join(tmpdir(), "steadyhand-actions-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a server marks its scripts' containers with, and finds them by when panic stops them. */
async function markOf(dataFolder: string, runnerFolder: { readonly path: string; readonly isShared: boolean }) {
  await using opening = new AsyncDisposableStack();
  const config = { allowedNetworks: [], channels: {}, script: { socketPath: "/nowhere/docker.sock" } };
  const scanner = await openScanner(undefined);
  const options = { config, scanner, subjects: [], env: {}, log: createLog({ level: "error" }), runnerFolder };
  const { program } = await openActions({ ...options, dataFolder: join(folder, dataFolder) }, opening);
  const settings = program.settings("script");
  return "script" in settings && settings.script.installation;
}

it("reaches the containers of every server that shares the runner folder, whose attempts it may take over", async () => {
  const shared = { path: join(folder, "runner"), isShared: true };
  expect(await markOf("one", shared)).toBe(await markOf("two", shared));
});

it("leaves the containers of servers alone that share no runner folder with it", async () => {
  const marks = await Promise.all(
    ["one", "two"].map((name) => markOf(name, { path: join(folder, name, "journal"), isShared: false })),
  );
  const other = await markOf("one", { path: join(folder, "other-runner"), isShared: true });
  expect(new Set([...marks, other, await markOf("one", { path: join(folder, "runner"), isShared: true })]).size).toBe(
    4,
  );
});

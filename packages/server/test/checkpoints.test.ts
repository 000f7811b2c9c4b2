import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openTestServer } from "./open-test-server.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "steadyhand-places-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const envOf = (places: string) => ({ PATH: process.env.PATH, HOME: folder, STEADYHAND_CHECKPOINTS: places });

it("carries every checkpoint to the places that are named, the last one at the stop, and says how they do", async () => {
  const place = join(folder, "elsewhere.jsonl");
  const dataFolder = join(folder, "data");
  const away = join(folder, "no-repository");
  const server = await openTestServer({ dataFolder, env: envOf(`file:${place} git:${away}`) });
  await server.client.verifyLedger();
  await expect
    .poll(async () => (await server.client.getStatus()).checkpoints, { timeout: 15_000 })
    .toEqual([
      { name: `file:${place}`, keptAt: expect.any(String) },
      { name: `git:${away}`, failing: { since: expect.any(String), why: expect.stringContaining(away) } },
    ]);
  await server.close();
  const own = readFileSync(join(dataFolder, "ledger-anchors.jsonl"), "utf8");
  expect(own.trim().split("\n").length).toBeGreaterThan(1);
  expect(readFileSync(place, "utf8")).toBe(own);
});

it("does not start where a place is none, so that nobody believes in one that is not there", async () => {
  const opening = openTestServer({ dataFolder: join(folder, "data"), env: envOf("s3:my-bucket") });
  await expect(opening).rejects.toMatchObject({ code: "checkpoints.config" });
});

import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openProgress } from "./progress.ts";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "steadyhand-progress-"));
  path = join(folder, "places.json");
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("how far places have come", () => {
  it("is known again after a restart, and 0 of a place that is new", async () => {
    const progress = await openProgress(path);
    await progress.keep("one", 5);
    await progress.keep("two", 7);
    await progress.keep("one", 6);
    const again = await openProgress(path);
    expect(["one", "two", "three"].map((name) => again.of(name))).toEqual([6, 7, 0]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it("is kept of many places at once", async () => {
    const progress = await openProgress(path);
    const names = Array.from({ length: 20 }, (_, index) => `place ${index}`);
    await Promise.all(names.map((name, index) => progress.keep(name, index)));
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual(Object.fromEntries(names.map((name, n) => [name, n])));
  });

  it.each(['{"one":', "[]", "null", '{"one":"far"}', '{"one":1.5}'])(
    "begins anew where the file holds %s",
    async (text) => {
      writeFileSync(path, text);
      expect((await openProgress(path)).of("one")).toBe(0);
    },
  );
});

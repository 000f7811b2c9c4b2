import { execFile } from "node:child_process";
import { appendFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, it } from "vitest";
import { temporaryFolder } from "../../test/test-server.ts";
import { openGrowingFile } from "./growing-file.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let path: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  path = join(folder.path, "lines");
});
afterEach(() => folder.remove());

it("loses nothing but a last line that a crash cut off", async () => {
  await writeFile(path, "one\ntwo\nthr");
  const file = await openGrowingFile(path);
  await Promise.all(["three", "four"].map((line) => file.append(`${line}\n`)));
  expect(await readFile(path, "utf8")).toBe("one\ntwo\nthree\nfour\n");
  expect(await file.size()).toBe("one\ntwo\nthree\nfour\n".length);
  expect(file.problem()).toBeUndefined();
});

it("notices that it was made shorter, though it has grown past that since", async () => {
  const file = await openGrowingFile(path);
  await file.append("one\n");
  await writeFile(path, "");
  await file.append("two and more\n");
  await file.append("three\n");
  expect(file.problem()).toMatch(/had 4 bytes and was cut to 0/);
});

it("takes back half a line that a full disk let through, so that the next one is whole", async () => {
  const disk = join(folder.path, "disk");
  await mkdir(disk);
  const mounted = await promisify(execFile)("mount", ["-t", "tmpfs", "-o", "size=16k", "tmpfs", disk]).then(
    () => true,
    () => false,
  );
  if (!mounted) return console.info("no file system of our own can be made here: a full disk is left out");
  try {
    const line = `${"x".repeat(3_000)}\n`;
    const file = await openGrowingFile(join(disk, "lines"));
    await file.append(line);
    await appendFile(join(disk, "filler"), Buffer.alloc(64 * 1024)).catch(() => {});
    const failed = await Promise.allSettled([file.append(line), file.append(line)]);
    expect(failed.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(failed[0]).toMatchObject({ reason: { code: "ENOSPC" } });
    expect((await readFile(join(disk, "lines"))).length).toBeGreaterThan(line.length);
    expect(await file.size()).toBe(line.length);
    await rm(join(disk, "filler"));
    await file.append("next\n");
    expect(await readFile(join(disk, "lines"), "utf8")).toBe(`${line}next\n`);
    expect(file.problem()).toBeUndefined();
  } finally {
    await promisify(execFile)("umount", ["-l", disk]);
  }
});

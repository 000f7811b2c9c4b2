import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dataFolderAt, prepareDataFolder } from "./data-folder.ts";

describe("prepareDataFolder", () => {
  let base: string;
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), "steadyhand-data-"));
  });
  afterEach(() => rmSync(base, { recursive: true }));

  it("makes folders that only their owner can enter", () => {
    const folder = dataFolderAt(join(base, "new", "data"));
    prepareDataFolder(folder);
    for (const path of [folder.path, join(folder.path, "run"), folder.journal]) {
      expect(statSync(path).mode & 0o777).toBe(0o700);
    }
  });

  it("puts the socket beside the data, and says where it is", () => {
    const folder = dataFolderAt(join(base, "data"));
    prepareDataFolder(folder);
    expect(folder.socket).toBe(join(base, "data", "run", "steady.sock"));
    expect(readFileSync(folder.socketPointer, "utf8")).toBe(`${folder.socket}\n`);
  });

  it("finds a short place for the socket when the data lies too deep", () => {
    const folder = dataFolderAt(join(base, "d".repeat(120)));
    prepareDataFolder(folder);
    const socketFolder = join(folder.socket, "..");
    expect(Buffer.byteLength(folder.socket)).toBeLessThanOrEqual(107);
    expect(statSync(socketFolder).mode & 0o777).toBe(0o700);
    expect(readFileSync(folder.socketPointer, "utf8").trim()).toBe(folder.socket);
    rmSync(socketFolder, { recursive: true });
  });

  it("says in one line that the place is a file", () => {
    writeFileSync(join(base, "file"), "");
    expect(() => prepareDataFolder(dataFolderAt(join(base, "file")))).toThrow(
      expect.objectContaining({ code: "data.not_a_folder" }),
    );
    expect(() => prepareDataFolder(dataFolderAt(join(base, "file", "below")))).toThrow(
      expect.objectContaining({ code: "data.not_a_folder" }),
    );
  });
});

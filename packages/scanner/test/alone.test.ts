import { execFileSync } from "node:child_process";
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { isKnownProgram, scannerVersion } from "../src/index.ts";
import { families } from "../src/programs/families.ts";

const root = fileURLToPath(new URL("../src", import.meta.url));

it("uses no other part of the project when it runs", () => {
  for (const file of globSync("**/*.ts", { cwd: root })) {
    for (const line of readFileSync(`${root}/${file}`, "utf8").split("\n")) {
      if (/from "@steadyhand\//.test(line)) expect(line, file).toMatch(/^(?:import|export) type /);
    }
  }
});

it("judges in a folder that holds it, its three dependencies and nothing else", () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "scanner-alone-")));
  try {
    cpSync(root, join(folder, "src"), { recursive: true });
    mkdirSync(join(folder, "node_modules"));
    for (const name of ["unbash", "libpg-query", "yaml"]) {
      symlinkSync(dirname(packageFile(name)), join(folder, "node_modules", name));
    }
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    const script = `
      import { loadScanner, readOwnPrograms } from "./src/index.ts";
      const own = await readOwnPrograms("version: 1\\nprograms: { shopctl: { effect: reads } }");
      const scanner = await loadScanner({ programs: own.programs });
      const risks = ["shopctl", "rm -r x", "psql -c 'drop table a'"].map((text) => scanner.scan(text, "shell").risk);
      console.log(risks.join(" "));`;
    writeFileSync(join(folder, "try.mjs"), script);
    const shown = execFileSync(process.execPath, ["try.mjs"], { cwd: folder, encoding: "utf8", env: {} });
    expect(shown.trim()).toBe("safe dangerous dangerous");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** Where a package's description lies: the first folder above its entry that has one of its name. */
function packageFile(name: string): string {
  let folder = dirname(createRequire(import.meta.url).resolve(name));
  for (;;) {
    const file = join(folder, "package.json");
    if (globSync("package.json", { cwd: folder }).length > 0 && JSON.parse(readFileSync(file, "utf8")).name === name)
      return file;
    folder = dirname(folder);
  }
}

it("knows the programs of its tables and those it reads by itself, and no others", () => {
  for (const family of Object.values(families))
    for (const name of Object.keys(family)) expect(isKnownProgram(name)).toBe(true);
  for (const name of ["find", "sed", "psql", "python3", "vim"]) expect(isKnownProgram(name)).toBe(true);
  for (const name of ["The", "error", "constructor", "toString", "__proto__", ""])
    expect(isKnownProgram(name)).toBe(false);
});

it("names its rules and tables", () => {
  expect(scannerVersion).toMatch(/^\d+\.[0-9a-f]{12}$/);
});

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const project = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const { describeSources, isFresh } = createRequire(import.meta.url)("../bin/bundle.cjs");

/** Both forms of the program in processes of their own, fed with the same input. */
async function answers(form: { readonly script: string; readonly node?: string }, argv: readonly string[], input = "") {
  const { node = process.execPath, script } = form;
  const child = spawn(node, ["-e", script, "steady", ...argv], { env: { PATH: process.env.PATH, HOME: "/nowhere" } });
  const said = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      said[name] += text;
    });
  }
  child.stdin.end(input);
  const [code] = await once(child, "close");
  return { code, ...said };
}

function fixtures(name: string): string[] {
  return readFileSync(join(project, "packages/scanner/test", name), "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("#"));
}

describe("the bundle", { timeout: 120_000 }, () => {
  let folder: string;
  let bundled: { readonly script: string };
  const source = { script: `import("${project}/packages/cli/src/main.ts").then(({ main }) => main("${project}"));` };

  beforeAll(() => {
    // Where it finds the packages that it does not hold.
    const parent = join(project, "node_modules");
    folder = mkdtempSync(join(parent, ".steadyhand-bundle-"));
    rmSync(folder, { recursive: true });
    const { status, stderr } = spawnSync(process.execPath, [join(project, "scripts/bundle-cli.mjs"), folder]);
    expect(status, String(stderr)).toBe(0);
    const loader = JSON.stringify(join(project, "packages/cli/bin/bundle.cjs"));
    bundled = {
      script: `require(${loader}).openBundle("${folder}").load("main.cjs").main("${project}");`,
    };
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("judges every fixture as the source does, byte for byte", async () => {
    const lines = [...fixtures("canaries.txt"), ...fixtures("reads.txt")];
    const input = lines.map((line, id) => JSON.stringify({ id, command: line })).join("\n");
    const [fromBundle, fromSource] = await Promise.all([
      answers(bundled, ["classify", "--jsonl"], input),
      answers(source, ["classify", "--jsonl"], input),
    ]);
    expect(fromBundle.stdout.split("\n")).toHaveLength(lines.length + 1);
    expect(fromBundle).toEqual(fromSource);
  });

  const lines: readonly (readonly string[])[] = [
    ["classify", "ls -l; rm -rf /srv"],
    ["classify", "--json", "sudo systemctl stop nginx"],
    ["classify", "--dialect", "sql", "DELETE FROM orders"],
    ["classify", "--explain", "psql -c 'drop table x' | tee \u202e/etc/passwd"],
    ["classify", "--help"],
    ["classify"],
    ["classify", "--programs", "nowhere.yaml", "ls"],
    ["runbook", "parse", join(project, "README.md")],
    ["programs", "example"],
    ["--version"],
    ["no-such-command"],
  ];
  it.each(lines.map((argv) => ({ argv, line: argv.join(" ") })))(
    "answers `steady $line` as the source does",
    async ({ argv }) => {
      expect(await answers(bundled, argv)).toEqual(await answers(source, argv));
    },
  );

  it("loads no SQL grammar for a command that holds none", async () => {
    const spy = `const load = require("node:module")._load;
      require("node:module")._load = (name, ...rest) => { if (name === "libpg-query") process.stderr.write("loaded"); return load(name, ...rest); };`;
    const watched = { script: `${spy} ${bundled.script}` };
    expect((await answers(watched, ["classify", "kubectl get pods"])).stderr).toBe("");
    expect((await answers(watched, ["classify", "psql -c 'select 1'"])).stderr).toBe("loaded");
  });

  it("keeps what V8 made of it for this Node, and holds nothing but ASCII", () => {
    expect(readdirSync(folder)).toContain(`v8-${process.version}-${process.arch}`);
    for (const name of readdirSync(folder).filter((one) => /\.(?:cjs|txt)$/.test(one))) {
      expect([name, /[^\0-\x7f]/.test(readFileSync(join(folder, name), "utf8"))]).toEqual([name, false]);
    }
  });

  it("counts as old as soon as one source is another file than it was made of", () => {
    const place = mkdtempSync(join(folder, "fresh-"));
    mkdirSync(join(place, "dist"));
    writeFileSync(join(place, "table.ts"), "1");
    const asked = { project: place, folder: join(place, "dist") };
    describeSources({ ...asked, parts: { classify: ["table.ts"], all: ["table.ts"] } });
    expect(isFresh({ ...asked, part: "classify" })).toBe(true);
    expect(isFresh({ ...asked, part: "no such part" })).toBe(false);
    utimesSync(join(place, "table.ts"), new Date(0), new Date(0));
    expect(isFresh({ ...asked, part: "classify" })).toBe(false);
    describeSources({ ...asked, parts: { classify: ["table.ts"] } });
    writeFileSync(join(place, "table.ts"), "22");
    expect(isFresh({ ...asked, part: "classify" })).toBe(false);
    rmSync(join(place, "table.ts"));
    expect(isFresh({ ...asked, part: "classify" })).toBe(false);
  });

  it("knows every source that it was made of", () => {
    const { classify, all } = JSON.parse(readFileSync(join(folder, "built-from.json"), "utf8"));
    const names = (part: readonly (readonly [string, string])[]) => part.map(([path]) => path);
    expect(names(classify)).toEqual(
      expect.arrayContaining([
        "packages/scanner/src/programs/families.ts",
        "packages/scanner/src/programs/kubernetes.ts",
        "packages/scanner/src/version.ts",
        "packages/scanner/src/scan.ts",
        "packages/cli/src/commands/classify.ts",
        "packages/core/src/risk/merge-keys.ts",
        "package-lock.json",
      ]),
    );
    expect(names(all)).toEqual(expect.arrayContaining(names(classify)));
    expect(names(all)).toContain("packages/cli/src/commands/runbook/rescan.ts");
  });
});

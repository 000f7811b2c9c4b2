// The whole check of a checkout: layout, types, then every test. Ends in one plain count.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const folder = mkdtempSync(join(tmpdir(), "steadyhand-test-"));
const report = join(folder, "report.json");
const filters = process.argv.slice(2);

function run(title, command, args) {
  process.stdout.write(`\n${title}\n`);
  return spawnSync(command, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] }).status === 0;
}

const before =
  filters.length > 0
    ? []
    : [
        ["Layout and lint", "biome", ["check", ".", "--diagnostic-level=error"]],
        ["Types", "tsc", ["--noEmit", "-p", "tsconfig.json"]],
        ["Types of the page", "tsc", ["--noEmit", "-p", "packages/web/tsconfig.json"]],
      ];
const failed = before.filter(([title, command, args]) => !run(title, command, args)).map(([title]) => title);
const isGreen = run("Tests", "vitest", [
  "run",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${report}`,
  ...filters,
]);

let counts = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };
try {
  counts = JSON.parse(readFileSync(report, "utf8"));
} catch {
  failed.push("Tests (no report was written)");
}
rmSync(folder, { recursive: true, force: true });

// A test that does not run proves nothing, so it counts as failed.
const notRun = counts.numPendingTests + counts.numTodoTests;
const failures = counts.numFailedTests + notRun + failed.length;
for (const title of failed) process.stdout.write(`Failed: ${title}\n`);
if (notRun > 0) process.stdout.write(`Failed: ${notRun} tests did not run\n`);
process.stdout.write(`\n${counts.numPassedTests + before.length - failed.length} passed, ${failures} failed\n`);
process.exit(isGreen && failures === 0 ? 0 : 1);

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** The first 12 hex digits of the SHA-256 over everything the scanner judges by: all its sources, their tests excepted. */
export function scannerDigest(): string {
  const folder = join(root, "packages", "scanner", "src");
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && !entry.name.endsWith(".test.ts"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const hash = createHash("sha256");
  for (const path of paths) hash.update(relative(folder, path)).update("\0").update(readFileSync(path)).update("\0");
  return hash.digest("hex").slice(0, 12);
}

/** What the decision records say of the scanner they decided on, by file name. */
export function recordedScanners(): ReadonlyMap<string, { readonly version: string; readonly sources: string }> {
  const folder = join(root, "docs", "decisions");
  const found = new Map<string, { version: string; sources: string }>();
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".json"))) {
    const { scanner } = JSON.parse(readFileSync(join(folder, name), "utf8"));
    if (scanner) found.set(name, scanner);
  }
  return found;
}

import { randomBytes } from "node:crypto";
import { link, mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { OpsError } from "@steadyhand/core/outcome";
import { newMasterSecret, readMasterSecret } from "./master-key.ts";

const heading = [
  "# Steadyhand's master keys: the first one wraps, all of them unwrap. Whoever has them and the database reads all outputs;",
  "# without them nobody does. Keep a copy where the backups are not.",
];

/** The keys in a file, the newest first; `undefined` when there is none. Throws `keys.file_…`, `keys.malformed`. */
export async function readKeyFile(path: string): Promise<Buffer[] | undefined> {
  try {
    const { mode, uid } = await stat(path);
    // An owner that is not us is root, who can read everything anyway, or somebody who should not have it.
    if ((mode & 0o077) !== 0) throw readable(path);
    if (uid !== 0 && uid !== process.getuid?.()) throw notOurs(path);
    const lines = (await readFile(path, "utf8")).split("\n").map((line) => line.trim());
    const keys = lines.filter((line) => line !== "" && !line.startsWith("#"));
    if (keys.length === 0) throw unusable(path, "it holds no key");
    return keys.map((line) => readMasterSecret(line, path));
  } catch (error) {
    if (error instanceof OpsError) throw error;
    if (isCode(error, "ENOENT")) return undefined;
    throw unusable(path, error instanceof Error ? error.message : String(error), error);
  }
}

/** Makes the file with one new key in it, open to its owner only. Of two who make it at once, both get the same. */
export async function makeKeyFile(path: string): Promise<Buffer[]> {
  const secret = newMasterSecret();
  const beside = besideOf(path);
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeBeside(beside, [secret]);
    // Appears whole or not at all, and never in place of one that is there.
    await link(beside, path);
    await syncFolder(dirname(path));
    return [secret];
  } catch (error) {
    const found = isCode(error, "EEXIST") ? await readKeyFile(path) : undefined;
    if (found !== undefined) return found;
    throw unusable(path, error instanceof Error ? error.message : String(error), error);
  } finally {
    await rm(beside, { force: true });
  }
}

/** Replaces the keys in the file, all or nothing: a crash leaves the old ones or the new ones. */
export async function replaceKeyFile(path: string, secrets: readonly Buffer[]): Promise<void> {
  const beside = besideOf(path);
  try {
    await writeBeside(beside, secrets);
    await rename(beside, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(beside, { force: true });
    throw unusable(path, error instanceof Error ? error.message : String(error), error);
  }
}

function besideOf(path: string): string {
  return `${path}.${randomBytes(6).toString("hex")}`;
}

async function writeBeside(path: string, secrets: readonly Buffer[]): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(`${[...heading, ...secrets.map((secret) => secret.toString("base64"))].join("\n")}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function readable(path: string): OpsError {
  return new OpsError(`Cannot use the master key ${path}: others can read it`, {
    kind: "unavailable",
    code: "keys.file_open",
    hint: `Run \`chmod 600 ${path}\`, and \`steady keys rotate --master\` afterwards if somebody may have read it`,
  });
}

function notOurs(path: string): OpsError {
  return new OpsError(`Cannot use the master key ${path}: it belongs to another user`, {
    kind: "unavailable",
    code: "keys.file_not_ours",
    hint: "Let it belong to the user that the server runs as",
  });
}

function unusable(path: string, why: string, cause?: unknown): OpsError {
  return new OpsError(`Cannot use the master key ${path}: ${why}`, {
    kind: "unavailable",
    code: "keys.file_unusable",
    hint: "Put the file back from where you keep a copy of it, or name another place in STEADYHAND_MASTER_KEY_FILE",
    cause,
  });
}

import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { OpsError } from "@steadyhand/core/outcome";

export const passphraseOption = {
  type: "text",
  value: "file",
  help: "a file whose first line is the passphrase that the backup is sealed with",
} as const;

const shortest = 12;

/** Reads the passphrase; `undefined` where none is named. Throws `usage.passphrase`. */
export async function readPassphrase(file: string | undefined, workingDirectory: string): Promise<string | undefined> {
  if (file === undefined) return undefined;
  const text = await readFile(resolve(workingDirectory, file), "utf8").catch((cause: Error) => {
    throw unusable(file, cause.message, cause);
  });
  const [first = ""] = text.split(/\r?\n/);
  if (first.length < shortest) throw unusable(file, `its first line has fewer than ${shortest} characters`);
  return first;
}

function unusable(file: string, why: string, cause?: unknown): OpsError {
  return new OpsError(`Cannot take the passphrase from ${file}: ${why}`, {
    kind: "invalid",
    code: "usage.passphrase",
    hint: "Make one with `openssl rand -base64 32 > passphrase`, and keep it where the backups are not",
    cause,
  });
}

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { signingKeyOf } from "@steadyhand/core/audit";
import { OpsError } from "@steadyhand/core/outcome";
import type { WholeBackup } from "./verify-backup.ts";

/** What a backup left out, as far as it was found elsewhere. */
export interface FoundSecrets {
  readonly files: ReadonlyMap<string, Buffer>;
  readonly missing: readonly string[];
  /** Whether the ledger goes on under its own key. */
  readonly hasLedgerKey: boolean;
}

const keyName = "ledger-key.pem";

/** Looks for the files that a backup left out. Throws `backup.wrong_ledger_key`: with another key its chain is another's. */
export async function findSecrets(
  folder: string | undefined,
  { leftOut, keyId }: Pick<WholeBackup, "leftOut" | "keyId">,
): Promise<FoundSecrets> {
  const files = new Map<string, Buffer>();
  for (const name of folder === undefined ? [] : leftOut) {
    const content = await readFile(join(folder ?? "", name)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return undefined;
      throw unreadable(join(folder ?? "", name), error);
    });
    if (content !== undefined) files.set(name, content);
  }
  const pem = files.get(keyName);
  if (pem !== undefined && keyOf(pem.toString("utf8")) !== keyId) throw wrongKey(keyId);
  const missing = leftOut.filter((name) => !files.has(name));
  return { files, missing, hasLedgerKey: !missing.includes(keyName) };
}

function keyOf(pem: string): string | undefined {
  try {
    return signingKeyOf(pem).keyId;
  } catch {
    // It is no private key at all: then it is not that one either.
    return undefined;
  }
}

function wrongKey(keyId: string): OpsError {
  return new OpsError(`Cannot restore with this ${keyName}: it is not key ${keyId}, which signed the backup`, {
    kind: "refused",
    code: "backup.wrong_ledger_key",
    hint: "Give the one of the installation that was backed up, or leave it out",
  });
}

function unreadable(path: string, cause: Error): OpsError {
  return new OpsError(`Cannot read ${path}: ${cause.message}`, {
    kind: "unavailable",
    code: "backup.secrets_unreadable",
    hint: "Make it readable for yourself, or name another folder with --secrets",
    cause,
  });
}

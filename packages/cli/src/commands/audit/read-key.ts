import { createPublicKey } from "node:crypto";
import { readFile } from "node:fs/promises";
import { OpsError } from "@steadyhand/core/outcome";

/** Reads the public key that the record is checked with. Throws `ledger.no_key` and `usage.key`. */
export async function readKey(path: string): Promise<string> {
  const text = await readFile(path, "utf8").catch((cause: NodeJS.ErrnoException) => {
    const isAbsent = cause.code === "ENOENT";
    throw new OpsError(`Cannot check it: ${isAbsent ? `there is no public key at ${path}` : cause.message}`, {
      kind: "not_found",
      code: "ledger.no_key",
      hint,
      cause,
    });
  });
  if (isKey(text)) return text;
  throw new OpsError(`Cannot check it: what lies at ${path} is no public key of a ledger`, {
    kind: "invalid",
    code: "usage.key",
    hint,
  });
}

const hint = "Give the key of whoever keeps the record with --key; it lies in their data folder as ledger-key.pub";

function isKey(text: string): boolean {
  try {
    return createPublicKey(text).asymmetricKeyType === "ed25519";
  } catch {
    // Whatever OpenSSL found wrong with it says nothing to a person.
    return false;
  }
}

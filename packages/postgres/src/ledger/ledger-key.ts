import { generateKeyPairSync } from "node:crypto";
import { mkdir, open, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type SigningKey, signingKeyOf } from "@steadyhand/core/audit";
import { OpsError } from "@steadyhand/core/outcome";

const privateName = "ledger-key.pem";
const publicName = "ledger-key.pub";

/**
 * The key that signs exports and heads: `ledger-key.pem` in the folder, open to its owner only, made at the first
 * start, with its public half in `ledger-key.pub` for those who verify. Throws `ledger.key_unusable`.
 */
export async function openLedgerKey(directory: string): Promise<SigningKey> {
  const path = join(directory, privateName);
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const key = signingKeyOf((await readIfThere(path)) ?? (await create(path)));
    const publicPath = join(directory, publicName);
    if ((await readIfThere(publicPath)) !== key.publicKeyPem) await writeFile(publicPath, key.publicKeyPem);
    return key;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new OpsError(`Cannot use the ledger's key ${path}: ${why}`, {
      kind: "unavailable",
      code: "ledger.key_unusable",
      hint: "Put the key back from a backup. Without it, older exports and anchors verify only with the old public key",
      cause,
    });
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

async function create(path: string): Promise<string> {
  const { privateKey } = generateKeyPairSync("ed25519");
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  // Exclusive: of two first starts at once, one makes the key and the other says so.
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(pem);
    await file.sync();
  } finally {
    await file.close();
  }
  return pem;
}

import { readFile } from "node:fs/promises";
import { OpsError } from "@steadyhand/core/outcome";

/** Reads the public key that the record is checked with. Throws `ledger.no_key`. */
export async function readKey(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    throw new OpsError(`Cannot check the file: there is no public key at ${path}`, {
      kind: "not_found",
      code: "ledger.no_key",
      hint: "Give the key of whoever exported it with --key; it lies in their data folder as ledger-key.pub",
      cause,
    });
  }
}

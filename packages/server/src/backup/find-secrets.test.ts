import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { signingKeyOf } from "@steadyhand/core/audit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findSecrets } from "./find-secrets.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "steadyhand-secrets-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const pem = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const left = { keyId: signingKeyOf(pem).keyId, leftOut: ["ledger-key.pem", "master.key"] };

describe("what a backup left out", () => {
  it("is taken from where it was kept, and what is not there is said", async () => {
    writeFileSync(join(folder, "ledger-key.pem"), pem);
    writeFileSync(join(folder, "another-file"), "not asked for");
    const found = await findSecrets(folder, left);
    expect([...found.files.keys()]).toEqual(["ledger-key.pem"]);
    expect(found).toMatchObject({ missing: ["master.key"], hasLedgerKey: true });
  });

  it("is missing where no folder was named", async () => {
    expect(await findSecrets(undefined, left)).toMatchObject({ missing: left.leftOut, hasLedgerKey: false });
  });

  it.each([
    ["no key", "no key at all"],
    ["another's", generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString()],
  ])("is refused where the ledger's key is %s", async (_what, text) => {
    writeFileSync(join(folder, "ledger-key.pem"), text);
    await expect(findSecrets(folder, left)).rejects.toMatchObject({ code: "backup.wrong_ledger_key" });
  });
});

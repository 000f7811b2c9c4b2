import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { readKey } from "./read-key.ts";

const folder = mkdtempSync(join(tmpdir(), "steady-key-"));
afterAll(() => rmSync(folder, { recursive: true }));

const pem = { type: "spki", format: "pem" } as const;

it("reads the public key of a ledger", async () => {
  const path = join(folder, "ledger-key.pub");
  writeFileSync(path, generateKeyPairSync("ed25519").publicKey.export(pem));
  expect(await readKey(path)).toContain("PUBLIC KEY");
});

it("blames the key, not what is checked with it, where it is none", async () => {
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey.export(pem);
  for (const text of ["", "sequence,at\n", rsa]) {
    const path = join(folder, "other.pub");
    writeFileSync(path, text);
    await expect(readKey(path)).rejects.toMatchObject({ code: "usage.key", message: expect.stringContaining(path) });
  }
  await expect(readKey(join(folder, "nowhere"))).rejects.toMatchObject({ code: "ledger.no_key" });
});

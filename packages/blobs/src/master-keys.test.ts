import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openMasterKeys } from "./master-keys.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "steadyhand-keys-"));
  file = join(folder, "master.key");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const dataKey = randomBytes(32);
const context = { tenantId: "ten_a", version: 1 } as const;
const text = () => randomBytes(32).toString("base64");
const env = { PATH: process.env.PATH };

describe("a master key in a file", () => {
  it("is made at the first start, open to its owner only, and is the same at the next", async () => {
    const made = await openMasterKeys({ env, file, mayMake: true });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const again = await openMasterKeys({ env, file, mayMake: false });
    const wrapped = await made.current().wrap(dataKey, context);
    expect(await again.current().unwrap(wrapped, context)).toEqual(dataKey);
  });

  it("is made once when two start at the same time", async () => {
    const both = await Promise.all([1, 2, 3, 4].map(() => openMasterKeys({ env, file, mayMake: true })));
    expect(new Set(both.map((keys) => keys.current().id)).size).toBe(1);
    expect(readdirSync(folder)).toEqual(["master.key"]);
  });

  it("is not made anew once something is wrapped", async () => {
    const opening = openMasterKeys({ env, file, mayMake: false });
    await expect(opening).rejects.toMatchObject({ code: "keys.master_missing" });
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([0o640, 0o604, 0o666])("is refused when others can read it (%o)", async (mode) => {
    await openMasterKeys({ env, file, mayMake: true });
    chmodSync(file, mode);
    await expect(openMasterKeys({ env, file, mayMake: true })).rejects.toMatchObject({ code: "keys.file_open" });
  });

  it.each(["", "# only a comment\n", "c2hvcnQ=\n", "not base64 at all!\n"])(
    "is refused when it holds %j, without saying what it holds",
    async (content) => {
      writeFileSync(file, content, { mode: 0o600 });
      const error = await openMasterKeys({ env, file, mayMake: true }).catch((caught: unknown) => caught);
      expect(error).toMatchObject({ code: expect.stringMatching(/^keys\.(file_unusable|malformed)$/) });
      expect(String(error)).not.toContain("c2hvcnQ");
    },
  );

  it("is renewed at the head of its file, and the one before still unwraps, here and in another process", async () => {
    const keys = await openMasterKeys({ env, file, mayMake: true });
    const other = await openMasterKeys({ env, file, mayMake: false });
    const before = keys.current();
    const after = await keys.renew?.();
    expect(after?.id).not.toBe(before.id);
    expect(keys.current().id).toBe(after?.id);
    expect(await keys.find(before.id)).toBeDefined();
    expect((await other.find(after?.id ?? ""))?.id).toBe(after?.id);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, "utf8").match(/^[A-Za-z0-9+/]{43}=$/gm)).toHaveLength(2);
  });
});

describe("a master key in the environment", () => {
  it("wraps, and those of before unwrap: named ones, and those in the file", async () => {
    const inFile = (await openMasterKeys({ env, file, mayMake: true })).current();
    const [now, old] = [text(), text()];
    const former = (await openMasterKeys({ env: { STEADYHAND_MASTER_KEY: old }, file, mayMake: false })).current();
    const given = { STEADYHAND_MASTER_KEY: now, STEADYHAND_OLD_MASTER_KEYS: ` ${old} ` };
    const keys = await openMasterKeys({ env: given, file, mayMake: false });
    expect(keys.known().map(({ id }) => id)).toEqual([keys.current().id, former.id, inFile.id]);
    expect(keys.secrets()).toContain(now);
    expect(keys.renew).toBeUndefined();
  });

  it.each(["c2hvcnQ=", "hunter2", `${randomBytes(33).toString("base64")}`])(
    "is refused when it is not 32 bytes in base64, without being shown",
    async (wrong) => {
      const opening = openMasterKeys({ env: { STEADYHAND_MASTER_KEY: wrong }, file, mayMake: true });
      const error = await opening.catch((caught: unknown) => caught);
      expect(error).toMatchObject({ code: "keys.malformed" });
      expect(String(error)).not.toContain(wrong);
    },
  );

  it("is refused beside a command: nobody could tell which of them wraps", async () => {
    const both = { STEADYHAND_MASTER_KEY: text(), STEADYHAND_MASTER_KEY_COMMAND: "true" };
    await expect(openMasterKeys({ env: both, file, mayMake: true })).rejects.toMatchObject({ code: "keys.ambiguous" });
  });
});

describe("a wrapped data key", () => {
  it("holds nothing of the key, and opens only for its own tenant and version, whole", async () => {
    const master = (await openMasterKeys({ env, file, mayMake: true })).current();
    const wrapped = await master.wrap(dataKey, context);
    expect(wrapped.includes(dataKey)).toBe(false);
    const cut = wrapped.subarray(0, -1);
    const changed = Buffer.from(wrapped).fill(0, 20, 21);
    for (const opening of [
      master.unwrap(wrapped, { ...context, tenantId: "ten_b" }),
      master.unwrap(wrapped, { ...context, version: 2 }),
      master.unwrap(cut, context),
      master.unwrap(changed, context),
    ]) {
      await expect(opening).rejects.toMatchObject({ code: "keys.unwrap_failed" });
    }
  });
});

describe("a command that wraps", () => {
  const command = (body: string) => {
    const path = join(folder, "kms.sh");
    writeFileSync(path, `#!/bin/sh\n${body}\n`, { mode: 0o700 });
    return openMasterKeys({ env: { ...env, STEADYHAND_MASTER_KEY_COMMAND: path }, file, mayMake: true });
  };
  /** Something that reverses itself, told apart by the word that it is started with. */
  const service =
    'read key; if [ "$1" = wrap ]; then printf "wrapped:$STEADYHAND_KEY_TENANT:$key" | base64 -w0; else printf "$key" | base64 -d | cut -d: -f3; fi';

  it("gets the key on its input, in base64, and the tenant in its environment", async () => {
    const master = (await command(service)).current();
    const wrapped = await master.wrap(dataKey, context);
    expect(wrapped.toString()).toBe(`wrapped:ten_a:${dataKey.toString("base64")}`);
    expect(await master.unwrap(wrapped, context)).toEqual(dataKey);
    expect(readdirSync(folder)).toEqual(["kms.sh"]);
  });

  it.each([
    ["fails", "echo secret-of-the-service >&2; exit 3", "it ended with exit status 3"],
    ["is ended", "kill -9 $$", "it ended with exit status 137"],
    ["answers nothing", "cat >/dev/null", "it did not answer in base64"],
    ["answers something else", "echo '{\"error\": 1}'", "it did not answer in base64"],
    [
      "answers without end",
      "while echo AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA; do :; done",
      "it answered more than",
    ],
    ["answers another length", "echo AAAA", "it answered 3 bytes instead of 32"],
  ])("gives no key when it %s", async (_how, body, why) => {
    const master = (await command(body)).current();
    const error = await master.unwrap(Buffer.from("x"), context).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: "keys.command_failed", message: expect.stringContaining(why) });
    expect(String(error)).not.toContain("secret-of-the-service");
  });
});

import { execFile } from "node:child_process";
import { copyFile, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { systemClock } from "@steadyhand/engine";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { draft } from "../../test/samples.ts";
import { emptyDatabase, openEmbedded, openForeign, type TamperedServer } from "../../test/tampering/tampered-server.ts";
import { openTestStores, type TestStores, temporaryFolder, tenantId } from "../../test/test-server.ts";

const auditorsProgram = fileURLToPath(new URL("../../../verify/src/verify.mjs", import.meta.url));

describe.each([
  ["the embedded server", openEmbedded],
  ["a server that somebody else runs", openForeign],
])("on %s, a database whose files were put back as they were yesterday", (_name, open) => {
  let server: TamperedServer;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  const file = (name: string) => join(folder.path, name);
  const anchors = () => file("anchors.jsonl");
  const stores = () => openTestStores(server.place("back"), folder.path, systemClock);

  beforeAll(async () => {
    server = await open();
    folder = await temporaryFolder();
    await server.copy(emptyDatabase, "back");
    await append(1, 5);
    await copyFile(anchors(), file("yesterday"));
    await server.stop();
    await promisify(execFile)("cp", ["-a", server.cluster, `${server.cluster}.yesterday`]);
    await server.start();
    await append(6, 8);
    // What a place outside was given in the meantime, which nobody here can change.
    await copyFile(anchors(), file("outside"));
    await server.stop();
    await rm(server.cluster, { recursive: true });
    await rename(`${server.cluster}.yesterday`, server.cluster);
    await server.start();
  });
  afterAll(async () => {
    await server?.close();
    await folder?.remove();
  });

  it("is found by the checkpoints that lie beside it", async () => {
    await using opened = await stores();
    const finding = { ok: false, code: "ledger.rolled_back", sequence: 6, events: 5 };
    expect(await opened.ledger.verify(tenantId)).toMatchObject(finding);
  });

  it("is signed no further: two histories under one key would be told apart by nobody", async () => {
    await using opened = await stores();
    const signed = await readFile(anchors(), "utf8");
    await opened.anchorAll();
    expect(await readFile(anchors(), "utf8")).toBe(signed);
    await expect(opened.ledger.proveInclusion(tenantId, 1)).rejects.toMatchObject({ code: "ledger.other_history" });
  });

  it("looks whole where they were put back with it, and is found by those of a place outside", async () => {
    await copyFile(file("yesterday"), anchors());
    await using opened = await stores();
    expect(await opened.ledger.verify(tenantId)).toMatchObject({ ok: true, events: 5 });
    expect(await verifiedWith(opened, "yesterday")).toMatchObject({ ok: true, events: 5 });
    expect(await verifiedWith(opened, "outside")).toMatchObject({ ok: false, code: "ledger.rolled_back" });
  });

  it("is found by those also when it has grown past them since", async () => {
    await append(60, 64);
    await using opened = await stores();
    expect(await opened.ledger.verify(tenantId)).toMatchObject({ ok: true, events: 10 });
    const finding = { ok: false, code: "ledger.rechained", sequence: 8 };
    expect(await verifiedWith(opened, "outside")).toMatchObject(finding);
  });

  async function append(from: number, to: number): Promise<void> {
    await using opened = await stores();
    for (let n = from; n <= to; n++) await opened.ledger.append(tenantId, [draft(`event ${n}`)]);
    await opened.anchorAll();
  }

  /** As an auditor does, with the checkpoints that they have. */
  async function verifiedWith(opened: TestStores, kept: string): Promise<unknown> {
    const lines: string[] = [];
    for await (const line of opened.ledger.export(tenantId, {})) lines.push(line);
    await writeFile(file("export"), `${lines.join("\n")}\n`);
    await writeFile(file("key"), opened.publicKeyPem);
    const words = [file("export"), "--key", file("key"), "--anchors", file(kept), "--json"];
    const { stdout } = await promisify(execFile)(process.execPath, [auditorsProgram, ...words]).catch(
      (error: { stdout: string }) => error,
    );
    return JSON.parse(stdout);
  }
});

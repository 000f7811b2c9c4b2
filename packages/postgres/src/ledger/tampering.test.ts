import { readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import {
  checkpointLine,
  checkpointOf,
  createMerkleTree,
  sealEvents,
  signText,
  verifyExport,
} from "@steadyhand/core/audit";
import { canonicalJson } from "@steadyhand/core/proposal";
import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { draft } from "../../test/samples.ts";
import { openTestServer, openTestStores, type TestServer, type TestStores, tenantId } from "../../test/test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

/** Six events, their head signed outside the database, and somebody with every right there is. */
async function tampered(change: (client: Client, stores: TestStores) => Promise<unknown>): Promise<TestStores> {
  const stores = await openTestStores(await server.newPlace());
  for (const n of [1, 2, 3, 4, 5, 6]) await stores.ledger.append(tenantId, [draft(`event ${n}`)]);
  await stores.anchorAll();
  const client = await server.superuser(stores.place);
  await client.query("SET search_path TO steadyhand; SET session_replication_role = replica");
  await change(client, stores);
  await client.end();
  return stores;
}

const sql = (statement: string) => (client: Client) => client.query(statement);
const edit = "UPDATE audit_event SET text = replace(text, 'event 3', 'event X') WHERE sequence = 3";

describe("verify finds, though done with every right there is,", () => {
  it("a chain written anew and grown since, for its later heads agree and the old one does not", async () => {
    await using stores = await tampered(rechain(2));
    await stores.ledger.append(tenantId, [draft("afterwards")]);
    await stores.anchorAll();
    expect(await stores.ledger.verify(tenantId)).toMatchObject({ ok: false, code: "ledger.rechained", sequence: 6 });
  });

  it("nothing is signed while the events do not lead to the head, and the server starts all the same", async () => {
    await using stores = await tampered(sql("DELETE FROM audit_event WHERE sequence >= 5"));
    const before = await readFile(stores.anchorFile, "utf8");
    await using again = await openTestStores(stores.place, dirname(stores.anchorFile));
    await again.anchorAll();
    expect(await readFile(stores.anchorFile, "utf8")).toBe(before);
    expect(await again.ledger.verify(tenantId)).toMatchObject({ ok: false, code: "ledger.tail_cut", sequence: 5 });
  });

  it("a chain rolled back, grown and signed again, for the old head is still in the file", async () => {
    await using stores = await tampered(
      sql(`DELETE FROM audit_event WHERE sequence >= 4;
        UPDATE audit_head SET sequence = 3, hash = (SELECT hash FROM audit_event WHERE sequence = 3)`),
    );
    await stores.anchorAll();
    for (const n of [4, 5, 6, 7]) await stores.ledger.append(tenantId, [draft(`other ${n}`)]);
    expect(await stores.ledger.verify(tenantId)).toMatchObject({ ok: false, code: "ledger.rechained", sequence: 6 });
  });
});

it("verify finds an event that stands there twice where one batch of them ends and the next begins", async () => {
  await using stores = await openTestStores(await server.newPlace());
  await stores.ledger.append(
    tenantId,
    Array.from({ length: 2_001 }, (_, n) => draft(`event ${n}`)),
  );
  const client = await server.superuser(stores.place);
  await client.query(`SET search_path TO steadyhand; SET session_replication_role = replica;
    INSERT INTO audit_event (tenant_id, sequence, type, actor_id, outcome, at, text, hash)
      SELECT tenant_id, sequence, type, actor_id, outcome, at + interval '1 second', text, hash FROM audit_event WHERE sequence = 2000`);
  await client.end();
  expect(await stores.ledger.verify(tenantId)).toMatchObject({ ok: false, code: "ledger.doubled", sequence: 2_000 });
});

it("verify cannot tell what a superuser made of events that no checkpoint states yet, and is stated to", async () => {
  await using stores = await tampered(async () => {});
  await stores.ledger.append(tenantId, [draft("event 7"), draft("event 8")]);
  const client = await server.superuser(stores.place);
  await client.query("SET search_path TO steadyhand; SET session_replication_role = replica");
  await rechain(7)(client);
  expect(await stores.ledger.verify(tenantId)).toMatchObject({ ok: true, events: 8 });
  // That verification signed them as they are now. From then on nothing of it can be changed unseen.
  await rechain(7)(client);
  expect(await stores.ledger.verify(tenantId)).toMatchObject({ ok: false, code: "ledger.rechained", sequence: 8 });
  await client.end();
});

it("an index that leaves an event out hides it from a list, and neither from verify nor from an export", async () => {
  await using stores = await tampered(async (client, { place }) => {
    const name = place.kind === "embedded" ? place.database : "";
    const byIndex = ["enable_seqscan", "enable_bitmapscan"].map((one) => `ALTER DATABASE ${name} SET ${one} = off`);
    await client.query(`SET allow_system_table_mods = on; ${byIndex.join(";")}; DROP INDEX audit_event_by_type;
      CREATE INDEX hides ON audit_event_first (tenant_id, type, sequence) WHERE sequence <> 3;
      UPDATE pg_index SET indpred = NULL WHERE indexrelid = 'hides'::regclass`);
  });
  await using again = await openTestStores(stores.place, dirname(stores.anchorFile));
  const { items } = await again.ledger.list(tenantId, { type: "person.added" }, { limit: 9 });
  expect(items.map(({ sequence }) => sequence)).toEqual([6, 5, 4, 2, 1]);
  expect(await again.ledger.verify(tenantId)).toMatchObject({ ok: true, events: 6 });
  expect(await verifyExport(again.ledger.export(tenantId, {}), again)).toMatchObject({ ok: true, events: 6 });
  // What docs/ledger-format.md tells its administrator to ask.
  const client = await server.superuser(stores.place);
  await client.query("CREATE EXTENSION amcheck");
  const asked = client.query("SELECT bt_index_check('steadyhand.hides', true)");
  await expect(asked).rejects.toThrow("lacks matching index tuple");
  await client.end();
});

/** With one event more, and a second checkpoint that states it. */
async function twoCheckpoints(): Promise<TestStores> {
  const stores = await tampered(async () => {});
  await stores.ledger.append(tenantId, [draft("event 7")]);
  await stores.anchorAll();
  return stores;
}

describe("the anchor file", () => {
  it.each<[string, (text: string) => string, string]>([
    ["an edited count", (text) => text.replace('"count":6', '"count":5'), "anchor.edited"],
    ["an edited time", (text) => text.replace(/"at":"20../, '"at":"1999'), "anchor.edited"],
    ["an edited head", (text) => text.replace(/"head":"......../, '"head":"00000000'), "anchor.edited"],
    ["an edited root", (text) => text.replace(/"root":"......../, '"root":"00000000'), "anchor.edited"],
    ["another tenant in it", (text) => text.replace("ten_default", "ten_unknown"), "anchor.edited"],
    ["an edited signature", (text) => text.replace(/"signature":"..../, '"signature":"AAAA'), "anchor.edited"],
    ["no signature", (text) => text.replace(/,"signature":"[^"]*"/, ""), "anchor.malformed"],
    ["a line of noise", (text) => `${text}noise\n`, "anchor.malformed"],
    ["an empty line", (text) => `\n${text}`, "anchor.malformed"],
    [
      "a checkpoint signed with another key",
      (text) => text.replace(/"keyId":"\w+"/, '"keyId":"0123456789abcdef"'),
      "anchor.other_key",
    ],
    [
      "lines that changed places",
      (text) => `${text.trimEnd().split("\n").toReversed().join("\n")}\n`,
      "anchor.swapped",
    ],
    ["a line that is gone", (text) => `${text.split("\n")[0]}\n`, "anchor.cut"],
    ["lines that are all gone", () => "", "anchor.cut"],
  ])("gives away %s", async (_what, change, code) => {
    await using stores = await twoCheckpoints();
    await writeFile(stores.anchorFile, change(await readFile(stores.anchorFile, "utf8")));
    expect(await stores.ledger.verify(tenantId)).toMatchObject({ ok: false, code });
    await expect(verifyExport(stores.ledger.export(tenantId, {}), stores)).rejects.toMatchObject({
      message: expect.stringContaining(`(${code})`),
    });
  });

  it("gives away that it was taken away while the server ran, though a new one has grown since", async () => {
    await using stores = await twoCheckpoints();
    await rm(stores.anchorFile);
    for (const n of [8, 9, 10]) {
      await stores.ledger.append(tenantId, [draft(`event ${n}`)]);
      await stores.anchorAll();
    }
    expect(await stores.ledger.verify(tenantId)).toMatchObject({ ok: false, code: "anchor.cut" });
  });

  it("gives away a signing key that was put in the place of ours, and one of another installation", async () => {
    await using stores = await twoCheckpoints();
    const home = dirname(stores.anchorFile);
    await rm(join(home, "ledger-key.pem"));
    await using again = await openTestStores(stores.place, home);
    expect(await again.ledger.verify(tenantId)).toMatchObject({ ok: false, code: "anchor.other_key" });
  });

  it("gets one checkpoint for each state that it has not stated yet, at the end too", async () => {
    const stores = await tampered(async () => {});
    await stores.anchorAll();
    await stores.ledger.verify(tenantId);
    await stores.ledger.append(tenantId, [draft("last")]);
    await Promise.all([stores.close(), stores.close()]);
    const lines = (await readFile(stores.anchorFile, "utf8")).trim().split("\n");
    expect(lines.map((line) => JSON.parse(line).checkpoint.count)).toEqual([6, 7]);
    await stores[Symbol.asyncDispose]();
  });

  it("goes on from the tree of its newest checkpoint, and builds it anew where that was tampered with", async () => {
    for (const change of [
      (text: string) => text,
      (text: string) => text.replace(/"frontier":\["../, '"frontier":["00'),
    ]) {
      await using stores = await tampered(async () => {});
      await writeFile(stores.anchorFile, change(await readFile(stores.anchorFile, "utf8")));
      await using again = await openTestStores(stores.place, dirname(stores.anchorFile));
      await again.ledger.append(tenantId, [draft("event 7"), draft("event 8")]);
      await again.anchorAll();
      const hashes = (await again.ledger.list(tenantId, {}, { limit: 9 })).items.map(({ hash }) => hash).toReversed();
      const tree = createMerkleTree();
      for (const hash of hashes) tree.add(hash);
      const last = (await readFile(stores.anchorFile, "utf8")).trim().split("\n").at(-1) ?? "";
      expect(JSON.parse(last).checkpoint).toMatchObject({ count: 8, root: tree.root() });
      expect(await again.ledger.verify(tenantId)).toMatchObject({ ok: true, events: 8 });
    }
  });

  it("gives away a tree that is not that of the events, though its signature holds", async () => {
    await using stores = await tampered(async () => {});
    const tree = createMerkleTree();
    for (let n = 0; n < 6; n++) tree.add("ab".repeat(32));
    const [{ hash } = { hash: "" }] = (await stores.ledger.list(tenantId, {}, { limit: 1 })).items;
    const checkpoint = checkpointOf(tenantId, { head: { sequence: 6, hash }, tree }, new Date(), stores.signingKey);
    const line = checkpointLine(checkpoint, tree.frontier(), stores.signingKey);
    await writeFile(stores.anchorFile, `${line}\n`, { flag: "a" });
    expect(await stores.ledger.verify(tenantId)).toMatchObject({ ok: false, code: "ledger.rechained", sequence: 6 });
  });

  it("still counts the heads that were signed before there were trees", async () => {
    for (const [change, finding] of [
      [async () => {}, { ok: true }],
      [rechain(2), { ok: false, code: "ledger.rechained", sequence: 6 }],
    ] as const) {
      await using stores = await tampered(async (client, { anchorFile, signingKey }) => {
        const { rows } = await client.query("SELECT hash FROM audit_head");
        const at = new Date().toISOString();
        const [hash, keyId] = [rows[0]?.hash, signingKey.keyId];
        const text = canonicalJson({ steadyhand_anchor: 1, tenantId, sequence: 6, hash, at, keyId });
        await writeFile(anchorFile, `{"anchor":${text},"signature":"${signText(text, signingKey)}"}\n`);
        await change(client);
      });
      // As at a start: what was put in the file's place while it was open would be another finding.
      await using again = await openTestStores(stores.place, dirname(stores.anchorFile));
      expect(await again.ledger.verify(tenantId)).toMatchObject(finding);
    }
  });

  it("loses a last line that a crash cut off, and nothing before it", async () => {
    await using stores = await tampered(async () => {});
    await writeFile(stores.anchorFile, '{"anchor":{"at', { flag: "a" });
    await using again = await openTestStores(stores.place, stores.anchorFile.replace("/anchors.jsonl", ""));
    expect(await again.ledger.verify(tenantId)).toMatchObject({ ok: true, events: 6, anchors: 2 });
  });
});

it("exports and signs nothing that is not whole", async () => {
  for (const change of [sql(edit), rechain(1)]) {
    await using stores = await tampered(change);
    const lines = stores.ledger.export(tenantId, {});
    await expect(verifyExport(lines, stores)).rejects.toMatchObject({ code: "ledger.not_whole" });
  }
});

/** Rewrites every event from one on with correct hashes, and the head: what a thorough forger would do. */
function rechain(from: number) {
  return async (client: Client) => {
    const { rows } = await client.query("SELECT sequence::integer, text, hash FROM audit_event ORDER BY sequence");
    let previous = from === 1 ? undefined : rows[from - 2]?.hash;
    for (const { sequence, text } of rows.slice(from - 1)) {
      const { why, at, data, type, actor, outcome } = JSON.parse(text);
      const forged = { type, actor, outcome, data, why: `${why}, forged` };
      const after = { sequence: sequence - 1, hash: previous ?? "0".repeat(64) };
      const [sealed] = sealEvents({ drafts: [forged], tenantId, at: new Date(at), after });
      previous = sealed?.hash;
      const values = [sequence, sealed?.text, previous];
      await client.query("UPDATE audit_event SET text = $2, hash = $3 WHERE sequence = $1", values);
      await client.query("UPDATE audit_head SET hash = $1", [previous]);
    }
  };
}

import { readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
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
  it.each<[string, (client: Client, stores: TestStores) => Promise<unknown>, object]>([
    ["an edited text", sql(edit), { code: "ledger.edited", sequence: 3, events: 2 }],
    [
      "an edited text with its hash made anew",
      sql(`${edit}; UPDATE audit_event SET hash = encode(sha256(convert_to(text, 'UTF8')), 'hex') WHERE sequence = 3`),
      { code: "ledger.rechained", sequence: 4 },
    ],
    [
      "an edited column by which people find it",
      sql("UPDATE audit_event SET outcome = 'failed' WHERE sequence = 3"),
      { code: "ledger.columns_edited", sequence: 3 },
    ],
    [
      "an edited time by which people find it",
      sql("UPDATE audit_event SET at = at + interval '1 day' WHERE sequence = 3"),
      { code: "ledger.columns_edited", sequence: 3 },
    ],
    ["a dropped event", sql("DELETE FROM audit_event WHERE sequence = 3"), { code: "ledger.dropped", sequence: 3 }],
    ["a cut head", sql("DELETE FROM audit_event WHERE sequence <= 2"), { code: "ledger.head_cut", sequence: 1 }],
    ["a cut tail", sql("DELETE FROM audit_event WHERE sequence >= 5"), { code: "ledger.tail_cut", sequence: 5 }],
    [
      "swapped events",
      sql(`UPDATE audit_event SET sequence = sequence + 1000 WHERE sequence IN (2, 4);
        UPDATE audit_event SET sequence = CASE sequence WHEN 1002 THEN 4 ELSE 2 END WHERE sequence > 1000`),
      { code: "ledger.swapped", sequence: 2 },
    ],
    [
      "an event moved to another tenant",
      sql("UPDATE audit_event SET tenant_id = 'ten_x' WHERE sequence = 3"),
      { code: "ledger.dropped" },
    ],
    [
      "an event of another tenant in its place",
      async (client, { ledger }) => {
        for (const n of [1, 2, 3]) await ledger.append("ten_other", [draft(`other ${n}`)]);
        await client.query("DELETE FROM audit_event WHERE tenant_id = 'ten_default' AND sequence = 3");
        await client.query(
          "UPDATE audit_event SET tenant_id = 'ten_default' WHERE tenant_id = 'ten_other' AND sequence = 3",
        );
      },
      { code: "ledger.other_tenant", sequence: 3 },
    ],
    [
      "an event beyond the head",
      sql("UPDATE audit_head SET sequence = 5"),
      { code: "ledger.head_edited", sequence: 6 },
    ],
    ["another hash in the head", sql("UPDATE audit_head SET hash = repeat('0', 64)"), { code: "ledger.head_edited" }],
    ["a head that is gone", sql("DELETE FROM audit_head"), { code: "ledger.head_edited", sequence: 1 }],
    [
      "a tail cut together with the head: a roll-back",
      sql(`DELETE FROM audit_event WHERE sequence >= 5;
        UPDATE audit_head SET sequence = 4, hash = (SELECT hash FROM audit_event WHERE sequence = 4)`),
      { code: "ledger.rolled_back", sequence: 5, events: 4 },
    ],
    [
      "a whole chain that is gone",
      sql("DELETE FROM audit_event; DELETE FROM audit_head; DELETE FROM tenant"),
      { code: "ledger.rolled_back", sequence: 1 },
    ],
    ["a chain written anew from the third event, head and all", rechain(3), { code: "ledger.rechained", sequence: 6 }],
    ["a chain written anew from the start, head and all", rechain(1), { code: "ledger.rechained", sequence: 6 }],
  ])("%s", async (_what, change, finding) => {
    await using stores = await tampered(change);
    expect(await stores.ledger.verify(tenantId)).toMatchObject({ ok: false, ...finding });
  });

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

describe("the anchor file", () => {
  it.each<[string, (text: string) => string, string]>([
    ["an edited checkpoint", (text) => text.replace('"count":6', '"count":5'), "anchor.edited"],
    ["a line of noise", (text) => `${text}noise\n`, "anchor.malformed"],
    [
      "a checkpoint signed with another key",
      (text) => text.replace(/"keyId":"\w+"/, '"keyId":"00"'),
      "anchor.other_key",
    ],
  ])("gives away %s", async (_what, change, code) => {
    await using stores = await tampered(async () => {});
    await writeFile(stores.anchorFile, change(await readFile(stores.anchorFile, "utf8")));
    expect(await stores.ledger.verify(tenantId)).toMatchObject({ ok: false, code });
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
      expect(await stores.ledger.verify(tenantId)).toMatchObject(finding);
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

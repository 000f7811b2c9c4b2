import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkpointLine, checkpointOf, createMerkleTree, type SealedEvent, signText } from "@steadyhand/core/audit";
import { canonicalJson } from "@steadyhand/core/proposal";
import { afterAll, describe, expect, it } from "vitest";
import { grow, rootOf, verifyExport } from "../src/verify.mjs";
import {
  at,
  drafts,
  key,
  linesOf,
  linesOfExecution,
  link,
  mixed,
  newKey,
  sealed,
  type TestTenant,
} from "./make-export.ts";

const folder = mkdtempSync(join(tmpdir(), "steadyhand-verify-"));
const [path, anchorsPath] = [join(folder, "export.jsonl"), join(folder, "anchors.jsonl")];
afterAll(() => rmSync(folder, { recursive: true }));

const events = sealed(drafts(13));
const earlier = new Date(at.getTime() - 60_000);
const later = new Date(at.getTime() + 60_000);

interface Signing {
  readonly signedAt?: Date;
  readonly by?: typeof key;
  readonly tenantId?: TestTenant;
}

/** A checkpoint of the first `count` of these events, as the server writes it. */
function checkpoint(chain: readonly SealedEvent[], count: number, signing: Signing = {}): string {
  const { signedAt = earlier, by = key, tenantId = "ten_one" } = signing;
  const tree = createMerkleTree();
  for (const { hash } of chain.slice(0, count)) tree.add(hash);
  const stated = checkpointOf(tenantId, { head: link(chain[count - 1]), tree }, signedAt, by);
  return checkpointLine(stated, tree.frontier(), by);
}

/** The elder kind, without a tree. */
function anchor(chain: readonly SealedEvent[], sequence: number): string {
  const hash = chain[sequence - 1]?.hash;
  const at = earlier.toISOString();
  const text = canonicalJson({ steadyhand_anchor: 1, tenantId: "ten_one", sequence, hash, at, keyId: key.keyId });
  return `{"anchor":${text},"signature":"${signText(text, key)}"}`;
}

function verify(lines: readonly string[], anchors: readonly string[], tail = "") {
  writeFileSync(path, lines.map((line) => `${line}\n`).join(""));
  writeFileSync(anchorsPath, anchors.map((line) => `${line}\n`).join("") + tail);
  return verifyExport({ path, anchorsPath, publicKeyPem: key.publicKeyPem });
}

describe("heads that were signed before", () => {
  it("are compared one by one, elder and newer kinds, and counted", async () => {
    const anchors = [anchor(events, 1), ...events.map((_, n) => checkpoint(events, n + 1))];
    expect(verify(await linesOf(events), anchors)).toMatchObject({ ok: true, checkpoints: 14 });
  });

  it.each<[string, object, (own: readonly SealedEvent[]) => string[]]>([
    [
      "a chain written anew since",
      { code: "ledger.rechained", sequence: 5 },
      () => [checkpoint(sealed(drafts(9, "was")), 5)],
    ],
    [
      "the same, by a head of the elder kind",
      { code: "ledger.rechained", sequence: 5 },
      () => [anchor(sealed(drafts(9, "was")), 5)],
    ],
    [
      "a chain written anew under a newer head that agrees",
      { code: "ledger.rechained", sequence: 2 },
      (own) => [checkpoint(own, 13), checkpoint(sealed(drafts(9, "was")), 2)],
    ],
    [
      "two heads of one place",
      { code: "ledger.rechained", sequence: 5 },
      (own) => [checkpoint(own, 5), checkpoint(sealed(drafts(9, "was")), 5)],
    ],
    [
      "a chain that was longer: a roll-back",
      { code: "ledger.rolled_back", sequence: 14 },
      () => [checkpoint(sealed(drafts(20)), 15)],
    ],
    ["an edited head", { code: "anchor.edited" }, (own) => [checkpoint(own, 5).replace('"count":5', '"count":4')]],
    [
      "an edited head of the elder kind",
      { code: "anchor.edited" },
      (own) => [anchor(own, 5).replace('"sequence":5', '"sequence":4')],
    ],
    ["a head of another key", { code: "anchor.other_key" }, (own) => [checkpoint(own, 5, { by: newKey() })]],
    [
      "a head that another key signed in our name",
      { code: "anchor.edited" },
      (own) => [checkpoint(own, 5, { by: { ...newKey(), keyId: key.keyId } })],
    ],
    ["a line of noise", { code: "anchor.malformed" }, (own) => [checkpoint(own, 5), "noise"]],
    [
      "a head of a newer version",
      { code: "anchor.malformed" },
      (own) => [checkpoint(own, 5).replace('_checkpoint":1', '_checkpoint":2')],
    ],
  ])("give away %s", async (_what, finding, write) => {
    expect(verify(await linesOf(events), write(events))).toMatchObject({ ok: false, ...finding });
  });

  it("give away a root that is not that of these events, under a head that is", async () => {
    const [line = "", other = ""] = [checkpoint(events, 5), checkpoint(sealed(drafts(9, "was")), 5)];
    const [own, was] = [line, other].map((text) => JSON.parse(text).checkpoint);
    const text = canonicalJson({ ...own, root: was.root });
    const signed = `{"checkpoint":${text},"frontier":[],"signature":"${signText(text, key)}"}`;
    expect(verify(await linesOf(events), [signed])).toMatchObject({ code: "ledger.rechained", sequence: 5 });
  });

  it("say nothing of another tenant", async () => {
    const other = sealed(drafts(20), "ten_two");
    const anchors = [checkpoint(other, 4, { tenantId: "ten_two" }), checkpoint(other, 20, { tenantId: "ten_two" })];
    expect(verify(await linesOf(events), anchors)).toMatchObject({ ok: true, checkpoints: 0 });
  });

  it("may lie beyond the export where they were signed after it", async () => {
    const anchors = [checkpoint(events, 13), checkpoint(sealed(drafts(20)), 20, { signedAt: later })];
    expect(verify(await linesOf(events), anchors)).toMatchObject({ ok: true, checkpoints: 1 });
  });

  it("do not count where a crash cut the last one off", async () => {
    const cut = checkpoint(sealed(drafts(9, "was")), 5);
    expect(verify(await linesOf(events), [checkpoint(events, 5)], cut)).toMatchObject({ ok: true, checkpoints: 1 });
    expect(verify(await linesOf(events), [], cut.slice(0, 40))).toMatchObject({ ok: true, checkpoints: 0 });
  });

  it("vouch for the hidden events of one execution's export, and may lie beyond it", async () => {
    const chain = sealed([...mixed, ...drafts(3)]);
    const anchors = [2, 5, 7, 9, 12].map((count) => checkpoint(chain, count));
    expect(verify(await linesOfExecution(), anchors)).toMatchObject({ ok: true, checkpoints: 3 });
    const forged = [checkpoint(sealed(drafts(9, "was")), 6)];
    expect(verify(await linesOfExecution(), forged)).toMatchObject({ code: "ledger.rechained", sequence: 6 });
  });
});

it("grows a tree with the roots of RFC 6962's reference implementation", () => {
  const inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
  const roots = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  ];
  const peaks: string[] = [];
  // A leaf there is a hash over 0x00 and the input; the tree above the leaves is the same.
  for (const [size, input] of inputs.entries()) {
    grow(
      peaks,
      size,
      createHash("sha256")
        .update(Buffer.from(`00${input}`, "hex"))
        .digest("hex"),
    );
    expect(rootOf(peaks)).toBe(roots[size]);
  }
});

import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  type Checkpoint,
  checkProof,
  checkpointLine,
  checkpointOf,
  consistencyRanges,
  createMerkleTree,
  type GrowthProof,
  grownAt,
  type InclusionProof,
  inclusionRanges,
  type LeafRange,
  proofText,
  proofVersion,
  readCheckpointLine,
  rootsOf,
  type SealedEvent,
  type SigningKey,
  sealEvents,
  signingKeyOf,
} from "./index.ts";

const newKey = () =>
  signingKeyOf(generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString());
const key = newKey();
const at = new Date("2026-11-21T20:00:00.000Z");

function ledgerOf(tenantId: `ten_${string}`, count: number): readonly SealedEvent[] {
  const drafts = Array.from({ length: count }, (_, index) => ({
    ...({ type: "server.started", actor: { kind: "system", id: "act_test", name: "Test" }, outcome: "ok" } as const),
    ...{ why: `event ${index + 1}`, data: {} },
  }));
  return sealEvents({ drafts, tenantId, at, after: { sequence: 0, hash: "0".repeat(64) } });
}

const ledger = ledgerOf("ten_one", 23);

function stated(events: readonly SealedEvent[], signer: SigningKey = key): { checkpoint: Checkpoint; line: string } {
  const tree = createMerkleTree();
  for (const { hash } of events) tree.add(hash);
  const last = events.at(-1);
  const head = { sequence: events.length, hash: last?.hash ?? "" };
  const checkpoint = checkpointOf(last?.event.tenantId ?? "", { head, tree }, at, signer);
  return { checkpoint, line: checkpointLine(checkpoint, tree.frontier(), signer) };
}

const reader = { keyId: key.keyId, publicKey: key.publicKeyPem };

function pathOver(ranges: readonly LeafRange[], events: readonly SealedEvent[]) {
  async function* all() {
    yield events.map(({ hash }) => hash);
  }
  return rootsOf(ranges, all());
}

async function inclusion(sequence: number, events = ledger, line = stated(events).line): Promise<InclusionProof> {
  const path = await pathOver(inclusionRanges(sequence - 1, events.length), events);
  const event = events[sequence - 1]?.text ?? "";
  return { steadyhand_proof: proofVersion, kind: "inclusion", event, path, checkpoint: line };
}

async function growth(older: number): Promise<GrowthProof> {
  const path = await pathOver(consistencyRanges(older, ledger.length), ledger);
  const olderRoot = stated(ledger.slice(0, older)).checkpoint.root;
  return {
    steadyhand_proof: proofVersion,
    kind: "growth",
    olderCount: older,
    olderRoot,
    path,
    checkpoint: stated(ledger).line,
  };
}

const check = (proof: InclusionProof | GrowthProof, olderRoot?: string) =>
  checkProof(proofText(proof), { publicKeyPem: key.publicKeyPem, ...(olderRoot && { olderRoot }) });

describe("a checkpoint", () => {
  it("is read back as it was stated, with the tree to go on with", () => {
    const { checkpoint, line } = stated(ledger);
    const read = readCheckpointLine(line, reader);
    expect(read).toMatchObject({ ok: true, checkpoint });
    const grown = read.ok ? grownAt(read.checkpoint, read.frontier) : undefined;
    expect(grown?.tree.root()).toBe(checkpoint.root);
    expect(checkpoint).toMatchObject({
      tenantId: "ten_one",
      count: 23,
      head: ledger.at(-1)?.hash,
      at: at.toISOString(),
    });
  });

  it("is refused when anything of what was signed is another, or another key signed it", () => {
    const { line } = stated(ledger);
    for (const edited of [line.replace('"count":23', '"count":22'), line.replace("ten_one", "ten_two")]) {
      expect(readCheckpointLine(edited, reader)).toMatchObject({ ok: false, code: "anchor.edited" });
    }
    expect(readCheckpointLine(stated(ledger, newKey()).line, reader)).toMatchObject({ code: "anchor.other_key" });
    for (const nonsense of ["", "{}", line.slice(0, -1), line.replace('"count":23', '"count":0'), `${line} `]) {
      expect(readCheckpointLine(nonsense, reader)).toMatchObject({ code: "anchor.malformed" });
    }
  });

  it("gives no tree where the frontier beside it, which is not signed, does not give its root", () => {
    const { checkpoint } = stated(ledger);
    expect(grownAt(checkpoint, [])).toBeUndefined();
    const other = createMerkleTree();
    for (const { hash } of ledgerOf("ten_two", 23)) other.add(hash);
    expect(grownAt(checkpoint, other.frontier())).toBeUndefined();
  });

  it("is not made of a tree that does not belong to the chain", () => {
    const head = { sequence: 2, hash: ledger[1]?.hash ?? "" };
    expect(() => checkpointOf("ten_one", { head, tree: createMerkleTree() }, at, key)).toThrow("0 events");
  });
});

describe("a proof", () => {
  it("shows that an event is in the ledger, without showing another", async () => {
    for (let sequence = 1; sequence <= ledger.length; sequence++) {
      const proof = await inclusion(sequence);
      expect(check(proof)).toMatchObject({
        ok: true,
        kind: "inclusion",
        says: expect.stringContaining(`event ${sequence} of`),
      });
      expect(proofText(proof)).not.toContain(ledger[sequence % ledger.length]?.text);
    }
  });

  it("does not hold for an event that was edited, of another tenant, or under another checkpoint", async () => {
    const proof = await inclusion(7);
    const edited = { ...proof, event: proof.event.replace("event 7", "event 8") };
    expect(check(edited)).toMatchObject({ code: "proof.does_not_hold" });
    const foreign = ledgerOf("ten_two", 23);
    expect(check({ ...proof, event: foreign[6]?.text ?? "" })).toMatchObject({ code: "proof.wrong_tenant" });
    expect(check({ ...proof, checkpoint: stated(ledger.slice(0, 20)).line })).toMatchObject({
      code: "proof.does_not_hold",
    });
    const other = stated(ledger, newKey()).line;
    expect(check({ ...proof, checkpoint: other })).toMatchObject({ code: "anchor.other_key" });
    const forged = { ...proof, checkpoint: proof.checkpoint.replace('"count":23', '"count":24') };
    expect(check(forged)).toMatchObject({ code: "anchor.edited" });
  });

  it("shows that the ledger of now begins with what an older checkpoint stated, and only with that", async () => {
    for (let older = 1; older <= ledger.length; older++) {
      const proof = await growth(older);
      expect(check(proof, proof.olderRoot)).toMatchObject({ ok: true, kind: "growth" });
    }
    const proof = await growth(9);
    const rewritten = stated(ledgerOf("ten_two", 9)).checkpoint.root;
    expect(check(proof, rewritten)).toMatchObject({ code: "proof.does_not_hold" });
    expect(check({ ...proof, olderRoot: rewritten })).toMatchObject({ code: "proof.does_not_hold" });
    expect(check({ ...proof, olderCount: 10 })).toMatchObject({ code: "proof.does_not_hold" });
  });

  it("that is none is told from one that does not hold", async () => {
    const { publicKeyPem } = key;
    for (const text of [
      "",
      "[]",
      "{",
      '{"steadyhand_proof":2}',
      "null",
      JSON.stringify({ ...(await growth(3)), path: "x" }),
    ]) {
      expect(checkProof(text, { publicKeyPem })).toMatchObject({ ok: false, code: "proof.malformed" });
    }
  });
});

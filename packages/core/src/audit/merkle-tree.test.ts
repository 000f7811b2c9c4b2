import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  consistencyRanges,
  createMerkleTree,
  inclusionRanges,
  isConsistent,
  isIncluded,
  type MerklePath,
  rootsOf,
  subtreesOf,
} from "./merkle-tree.ts";

/** Inputs and roots of RFC 6962's reference implementation. Its leaves are hashes over 0x00 and the input. */
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

const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");
const leaves = inputs.map((input) =>
  createHash("sha256")
    .update(Buffer.from(`00${input}`, "hex"))
    .digest("hex"),
);
const texts = Array.from({ length: 300 }, (_, index) => `{"sequence":${index + 1}}`);
const events = texts.map(hashOf);

function treeOf(hashes: readonly string[]) {
  const tree = createMerkleTree();
  for (const each of hashes) tree.add(each);
  return tree;
}

const rootAt = (size: number) => treeOf(events.slice(0, size)).root();

/** In batches, as a store reads them. */
async function* read(size: number): AsyncGenerator<readonly string[]> {
  for (let start = 0; start < size; start += 7) yield events.slice(start, Math.min(size, start + 7));
}

const inclusion = (index: number, size: number) => rootsOf(inclusionRanges(index, size), read(size));
const consistency = (older: number, newer: number) => rootsOf(consistencyRanges(older, newer), read(newer));

describe("a Merkle tree over events", () => {
  it("has the roots of RFC 6962's reference implementation, and that of nothing", () => {
    const tree = createMerkleTree();
    expect(tree.root()).toBe(hashOf(""));
    for (const [index, leaf] of leaves.entries()) {
      tree.add(leaf);
      expect(tree.root()).toBe(roots[index]);
    }
  });

  it("takes events by their subtrees as it takes them one by one, wherever they are cut", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(300), { maxLength: 6 }), (cuts) => {
        const tree = createMerkleTree();
        for (const end of cuts.toSorted((one, other) => one - other)) {
          const subtrees = subtreesOf(tree.size(), events.slice(tree.size(), end));
          expect(subtrees.length).toBeLessThanOrEqual(16);
          for (const subtree of subtrees) tree.addSubtree(subtree);
          expect([tree.size(), tree.root()]).toEqual([end, rootAt(end)]);
        }
      }),
      { numRuns: 30 },
    );
  });

  it("takes no subtree that does not belong where it ends", () => {
    const tree = treeOf(events.slice(0, 6));
    for (const size of [4, 3, 0, 1.5, Number.NaN]) {
      expect(() => tree.addSubtree({ size, root: events[0] ?? "" })).toThrow(RangeError);
    }
    expect(tree.root()).toBe(rootAt(6));
  });

  it("goes on from its size and frontier as if it had never been put away", () => {
    fc.assert(
      fc.property(fc.nat(300), (size) => {
        const kept = treeOf(events.slice(0, size));
        const resumed = createMerkleTree({ size: kept.size(), frontier: kept.frontier() });
        for (const each of events.slice(size)) resumed.add(each);
        expect(resumed.root()).toBe(rootAt(300));
      }),
    );
  });

  it("refuses a frontier that does not belong to the size", () => {
    expect(() => createMerkleTree({ size: 5, frontier: [hashOf("a")] })).toThrow("5 events");
  });
});

describe("the proof that an event is in the tree", () => {
  it("holds for every event of every size, and is no longer than the tree is high", async () => {
    for (const size of [1, 2, 3, 5, 8, 13, 64, 100]) {
      for (let index = 0; index < size; index++) {
        const path = await inclusion(index, size);
        expect(path.length).toBeLessThanOrEqual(Math.ceil(Math.log2(size)));
        expect(isIncluded({ text: texts[index] ?? "", index, size, root: rootAt(size), path })).toBe(true);
      }
    }
  });

  it("holds for no other event, place, size or path", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 200 }), fc.nat(), fc.nat(), async (size, which, other) => {
        const index = which % size;
        const claim = { text: texts[index] ?? "", index, size, root: rootAt(size), path: await inclusion(index, size) };
        expect(isIncluded(claim)).toBe(true);
        const elsewhere = other % size;
        fc.pre(elsewhere !== index);
        expect(isIncluded({ ...claim, text: texts[elsewhere] ?? "" })).toBe(false);
        expect(isIncluded({ ...claim, index: elsewhere })).toBe(false);
        expect(isIncluded({ ...claim, root: rootAt(size - 1) })).toBe(false);
        expect(isIncluded({ ...claim, path: claim.path.slice(1) })).toBe(false);
        expect(isIncluded({ ...claim, path: [...claim.path, hashOf("more")] })).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it("takes nothing for an event whose text does not begin as one, as that of an inner node does not", () => {
    for (const [text, isTaken] of [
      ["{}", true],
      ["\u0001", false],
    ] as const) {
      const root = treeOf([hashOf(text)]).root();
      expect(isIncluded({ text, index: 0, size: 1, root, path: [] })).toBe(isTaken);
    }
  });
});

describe("the proof that one tree is the beginning of another", () => {
  it("holds for every pair of sizes", async () => {
    for (let newer = 1; newer <= 40; newer++) {
      for (let older = 1; older <= newer; older++) {
        const path = await consistency(older, newer);
        const claim = {
          older: { size: older, root: rootAt(older) },
          newer: { size: newer, root: rootAt(newer) },
          path,
        };
        expect(isConsistent(claim), `${older} of ${newer}`).toBe(true);
      }
    }
  });

  it("does not hold once an earlier event is another one", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 120 }), fc.nat(80), fc.nat(), async (older, more, which) => {
        const newer = older + more;
        const forged = events.slice(0, older).with(which % older, hashOf("forged"));
        const path = await consistency(older, newer);
        const root = rootAt(newer);
        const claim = { older: { size: older, root: rootAt(older) }, newer: { size: newer, root }, path };
        expect(isConsistent(claim)).toBe(true);
        expect(isConsistent({ ...claim, older: { size: older, root: treeOf(forged).root() } })).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it("holds with no other path", async () => {
    const path: MerklePath = await consistency(6, 11);
    const claim = { older: { size: 6, root: rootAt(6) }, newer: { size: 11, root: rootAt(11) } };
    expect(isConsistent({ ...claim, path })).toBe(true);
    for (const wrong of [[], path.slice(1), path.toReversed(), [...path, hashOf("more")], path.with(0, "no hash")]) {
      expect(isConsistent({ ...claim, path: wrong })).toBe(false);
    }
  });
});

it("says where a proof asks for events that there are not", async () => {
  expect(() => inclusionRanges(5, 5)).toThrow("no event 6 among 5");
  expect(() => consistencyRanges(9, 5)).toThrow("no beginning");
  await expect(rootsOf([{ start: 0, end: 8 }], read(5))).rejects.toThrow("8 were wanted");
});

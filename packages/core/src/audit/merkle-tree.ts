import { hash } from "node:crypto";
import { sha256Hex } from "../proposal/index.ts";

/** The hashes of an event's neighbours, from the leaf up, in hex: enough to compute the root from one leaf. */
export type MerklePath = readonly string[];

/**
 * A Merkle tree that only grows, shaped as in RFC 6962, over events in their order. A leaf is an event's hash as it is: what
 * was hashed for it begins with `{`, and what is hashed for an inner node with 0x01, so that neither is ever taken for the
 * other, at half the cost of hashing leaves once more. It keeps one hash for each bit of its size: of ten million events 24.
 */
export interface MerkleTree {
  /** Adds the next event by its hash, in hex. */
  add(eventHash: string): void;
  /** Adds as many events as it has, by their root. Throws RangeError where it is no full subtree at this place. */
  addSubtree(subtree: Subtree): void;
  size(): number;
  /** The tree's head, in hex; of an empty tree the SHA-256 of nothing. */
  root(): string;
  /** Roots of its full subtrees, largest first, in hex: with the size, all it takes to go on from here. */
  frontier(): readonly string[];
}

/** Begins a tree, or goes on from the size and frontier of another. Throws RangeError where these do not belong together. */
export function createMerkleTree(
  from: { readonly size: number; readonly frontier: readonly string[] } = empty,
): MerkleTree {
  let { size } = from;
  const peaks = [...from.frontier];
  if (peaks.length !== onesIn(size) || !peaks.every(isHash)) {
    throw new RangeError(`A tree of ${size} events has ${onesIn(size)} full subtrees, not ${peaks.length}`);
  }
  const addSubtree = (subtree: Subtree): void => {
    if (onesIn(subtree.size) !== 1 || size % subtree.size !== 0) {
      throw new RangeError(`${subtree.size} events are no full subtree behind ${size}`);
    }
    let node = subtree.root;
    // As many full subtrees end here as the size has ones at its end.
    for (let rest = size / subtree.size; rest % 2 === 1; rest = half(rest)) node = joined(peaks.pop(), node);
    peaks.push(node);
    size += subtree.size;
  };
  return {
    add: (eventHash) => addSubtree({ size: 1, root: eventHash }),
    addSubtree,
    size: () => size,
    root: () => rootOf(peaks),
    frontier: () => [...peaks],
  };
}

const empty = { size: 0, frontier: [] };

/** Some events whose tree is a full subtree of that of all: as many as a power of two, behind a multiple of as many. */
export interface Subtree {
  readonly size: number;
  /** In hex. */
  readonly root: string;
}

/**
 * The largest full subtrees over events by their hashes, in hex, that stand behind `before` others, of which nothing need be
 * known. In order: a tree of the `before` events takes them one by one.
 */
export function subtreesOf(before: number, eventHashes: readonly string[]): readonly Subtree[] {
  const left: Subtree[] = [];
  const right: Subtree[] = [];
  let [level, encoding]: [readonly string[], "hex" | "binary"] = [eventHashes, "hex"];
  let place = before;
  for (let size = 1; level.length > 0; size *= 2) {
    const root = (node: string) => ({ size, root: Buffer.from(node, encoding).toString("hex") });
    // The one that it belongs with lies before the first of ours, or behind the last.
    const isRight = place % 2;
    const isLeft = (level.length - isRight) % 2;
    if (isRight === 1) left.push(root(level[0] as string));
    if (isLeft === 1) right.unshift(root(level.at(-1) as string));
    const parents: string[] = [];
    for (let n = isRight; n + 1 < level.length; n += 2) {
      // One character a byte: a node of such nodes takes half of the time that one of nodes in hex takes.
      fill(level[n] as string, level[n + 1] as string, encoding);
      parents.push(hash("sha256", pair, "binary"));
    }
    [level, encoding, place] = [parents, "binary", (place + isRight) / 2];
  }
  return [...left, ...right];
}

/** A stretch of events, by index from 0; `end` is not part of it. */
export interface LeafRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Which stretches of events the roots of an inclusion proof stand for, in the order of the proof. Whoever reads the events
 * once, in order, can compute all of them with a tree for each.
 */
export function inclusionRanges(index: number, size: number): readonly LeafRange[] {
  if (!(index >= 0 && index < size)) throw new RangeError(`There is no event ${index + 1} among ${size}`);
  return pathTo(index, { start: 0, end: size });
}

function pathTo(index: number, { start, end }: LeafRange): LeafRange[] {
  if (end - start === 1) return [];
  const middle = start + splitOf(end - start);
  return index < middle
    ? [...pathTo(index, { start, end: middle }), { start: middle, end }]
    : [...pathTo(index, { start: middle, end }), { start, end: middle }];
}

/** The same of the proof that the tree of the first `older` events is the beginning of that of the first `newer`. */
export function consistencyRanges(older: number, newer: number): readonly LeafRange[] {
  if (!(older >= 1 && older <= newer)) throw new RangeError(`${older} events are no beginning of ${newer}`);
  return between(older, { start: 0, end: newer }, true);
}

/** `isWhole`: the older tree's root is known to whoever checks, where it is a subtree by itself. */
function between(older: number, { start, end }: LeafRange, isWhole: boolean): LeafRange[] {
  if (older === end) return isWhole ? [] : [{ start, end }];
  const middle = start + splitOf(end - start);
  return older <= middle
    ? [...between(older, { start, end: middle }, isWhole), { start: middle, end }]
    : [...between(older, { start: middle, end }, false), { start, end: middle }];
}

/** Computes the root of each range in one pass over the events' hashes, in hex. Ranges reach no further than the events. */
export async function rootsOf(
  ranges: readonly LeafRange[],
  eventHashes: AsyncIterable<readonly string[]>,
): Promise<MerklePath> {
  const trees = ranges.map((range) => ({ range, tree: createMerkleTree() }));
  let index = 0;
  for await (const batch of eventHashes) {
    for (const eventHash of batch) {
      for (const { range, tree } of trees) if (index >= range.start && index < range.end) tree.add(eventHash);
      index += 1;
    }
  }
  const missing = trees.find(({ range, tree }) => tree.size() !== range.end - range.start);
  if (missing !== undefined) throw new RangeError(`There are ${index} events, and ${missing.range.end} were wanted`);
  return trees.map(({ tree }) => tree.root());
}

/**
 * Whether the event with this exact text is the one at `index` (from 0) of the tree of `size` events with this root
 * (RFC 9162, 2.1.3.2). It takes the text, since a hash alone could be an inner node's.
 */
export function isIncluded(claim: {
  readonly text: string;
  readonly index: number;
  readonly size: number;
  readonly root: string;
  readonly path: MerklePath;
}): boolean {
  const { text, index, size, root, path } = claim;
  if (!isCount(index) || !isCount(size) || index >= size || ![root, ...path].every(isHash)) return false;
  if (!text.startsWith("{")) return false;
  let [at, last] = [index, size - 1];
  let node = sha256Hex(text);
  for (const sibling of path) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      node = joined(sibling, node);
      while (at !== 0 && at % 2 === 0) [at, last] = [half(at), half(last)];
    } else node = joined(node, sibling);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && node === root;
}

/** Whether the tree of `older` events is the beginning of the tree of `newer` events (RFC 9162, 2.1.4.2). */
export function isConsistent(claim: {
  readonly older: { readonly size: number; readonly root: string };
  readonly newer: { readonly size: number; readonly root: string };
  readonly path: MerklePath;
}): boolean {
  const { older, newer, path } = claim;
  const areSizes = isCount(older.size) && isCount(newer.size) && older.size >= 1 && older.size <= newer.size;
  if (!areSizes || ![older.root, newer.root, ...path].every(isHash)) return false;
  if (older.size === newer.size) return path.length === 0 && older.root === newer.root;
  // Where the older tree is a full subtree, its own root begins the proof and need not be said again.
  const [first, ...rest] = onesIn(older.size) === 1 ? [older.root, ...path] : path;
  if (first === undefined) return false;
  let [at, last] = [older.size - 1, newer.size - 1];
  while (at % 2 === 1) [at, last] = [half(at), half(last)];
  let was = first;
  let is = first;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      [was, is] = [joined(sibling, was), joined(sibling, is)];
      while (at !== 0 && at % 2 === 0) [at, last] = [half(at), half(last)];
    } else is = joined(is, sibling);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && was === older.root && is === newer.root;
}

const half = (count: number): number => Math.floor(count / 2);
const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
const isHash = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

/** The largest power of two that is smaller than the size. */
function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

function onesIn(size: number): number {
  let ones = 0;
  for (let rest = size; rest > 0; rest = half(rest)) ones += rest % 2;
  return ones;
}

const nodeMark = 1;
/** The mark and two hashes: written anew for every node, since nothing is waited for in between. */
const pair = Buffer.alloc(65, nodeMark);

function joined(left: string | undefined, right: string): string {
  if (left === undefined) throw new RangeError("There is nothing to join with");
  fill(left, right, "hex");
  // In hex, as it comes twice as fast as in bytes.
  return hash("sha256", pair, "hex");
}

function fill(left: string, right: string, encoding: "hex" | "binary"): void {
  pair.write(left, 1, 32, encoding);
  pair.write(right, 33, 32, encoding);
}

function rootOf(peaks: readonly string[]): string {
  const [last, ...others] = peaks.toReversed();
  if (last === undefined) return sha256Hex("");
  return others.reduce((root, peak) => joined(peak, root), last);
}

import { isAscii, isUtf8 } from "node:buffer";
import { hash as digestOf } from "node:crypto";
import { type Subtree, subtreesOf } from "./merkle-tree.ts";
import { readSeal, readUsual, type Seal } from "./read-seal.ts";
import type { ChainLink } from "./seal-event.ts";

/** Events that follow one another, by what it takes to go on behind them. */
export interface Stretch {
  readonly tenantId: string;
  /** Sequence of the first one, and the hash that it names as that of the event before it. */
  readonly first: number;
  readonly previous: string;
  readonly last: ChainLink;
  /** Their hashes in order, each followed by a newline. */
  readonly hashes: string;
  /** The full subtrees over them, as they lie in the tree of all events. */
  readonly subtrees: readonly Subtree[];
  /** How many bytes their lines take. */
  readonly bytes: number;
}

/**
 * Looks whether bytes of an export begin with lines of events in which there is nothing to find: each text is an event of
 * version 1 with the hash that stands beside it, all are of one tenant, and each continues the one before it. It answers with
 * as many of them as there are, or `undefined` for none. It never says what is wrong: that is for the reader that goes line by
 * line, which takes over where this ends. So any number of threads may do this, each with bytes of its own.
 */
export function checkStretch(given: Uint8Array): Stretch | undefined {
  if (!isUtf8(given)) return undefined;
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
  // One character a byte: a place in the text is a place in the bytes. Beyond ASCII a name would not be what these say.
  const [text, isPlain] = [bytes.toString("latin1"), isAscii(bytes)];
  const events: PlacedEvent[] = [];
  let start = 0;
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
    const last = events.at(-1);
    const event = readEvent({ bytes, text, isPlain, start, end, before: last?.hash });
    if (event === undefined || !continues(last, event)) break;
    events.push(event);
    start = end + 1;
  }
  return stretchOf(events, start);
}

interface PlacedEvent {
  readonly hash: string;
  readonly seal: Seal;
}

const eventStart = '{"event":';
const hashKey = ',"hash":"';
const tailLength = hashKey.length + 64 + '"}'.length;

/** One whole line with an event and its hash; `undefined` for anything else. */
function readEvent(line: {
  readonly bytes: Buffer;
  readonly text: string;
  readonly isPlain: boolean;
  readonly start: number;
  readonly end: number;
  /** Hash of the event in the line before. */
  readonly before: string | undefined;
}): PlacedEvent | undefined {
  const { bytes, text, isPlain, start, end, before } = line;
  const [from, to] = [start + eventStart.length, end - tailLength];
  if (to < from || !text.startsWith(eventStart, start)) return undefined;
  const hash = digestOf("sha256", bytes.subarray(from, to), "hex");
  const isHashed = text.slice(to + hashKey.length, end - 2) === hash;
  if (!isHashed || !text.startsWith(hashKey, to) || !text.startsWith('"}', end - 2)) return undefined;
  const usual = readUsual(text, from, to, before);
  const isKnown = usual !== undefined && (isPlain || plainName.test(usual.tenantId));
  const seal = isKnown ? usual : readSeal(bytes.toString("utf8", from, to));
  return seal && { hash, seal };
}

const plainName = /^[\0-\x7f]*$/;

function continues(last: PlacedEvent | undefined, { seal }: PlacedEvent): boolean {
  if (last === undefined) return true;
  const { tenantId, sequence } = last.seal;
  return seal.sequence === sequence + 1 && seal.previous === last.hash && seal.tenantId === tenantId;
}

function stretchOf(events: readonly PlacedEvent[], bytes: number): Stretch | undefined {
  const [first, last] = [events.at(0), events.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const { tenantId, sequence, previous } = first.seal;
  const hashes = events.map(({ hash }) => hash);
  return {
    ...{ tenantId, first: sequence, previous, last: { sequence: last.seal.sequence, hash: last.hash } },
    ...{ hashes: `${hashes.join("\n")}\n`, subtrees: subtreesOf(sequence - 1, hashes), bytes },
  };
}

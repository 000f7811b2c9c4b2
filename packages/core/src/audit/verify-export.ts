import { type ChainCheck, type ChainProblemCode, createChainCheck } from "./chain-check.ts";
import type { Stretch } from "./check-stretch.ts";
import {
  type ExportHeader,
  type ExportStatement,
  exportVersion,
  headerLine,
  isSignedBy,
  isStretchOfTime,
  keyIdOf,
  readExportLine,
} from "./export-format.ts";
import { createHashList, type HashList } from "./hash-list.ts";
import { createMerkleTree, type MerkleTree } from "./merkle-tree.ts";
import { readSeal } from "./read-seal.ts";

/**
 * - `export.empty`: no line, or no event.
 * - `export.not_an_export`: the first line is no header.
 * - `export.unsupported_version`: a newer writer made it.
 * - `export.malformed`: a line that is none of the format.
 * - `export.unfinished`: the closing line is missing, so the end may be too.
 * - `export.after_end`: lines follow the closing one.
 * - `export.other_key`, `export.signature_wrong`: another key closed it, or the closing line was edited.
 * - `export.contradicts`: header, lines and statement do not say the same.
 * - `export.wrong_execution`: an event of another execution, or one hidden or missing of this.
 */
export type ExportProblemCode =
  | ChainProblemCode
  | `export.${
      | "empty"
      | "not_an_export"
      | "unsupported_version"
      | "malformed"
      | "unfinished"
      | "after_end"
      | "other_key"
      | "signature_wrong"
      | "contradicts"
      | "wrong_execution"}`;

/** What a check of an export found: what is proven, or the first thing that is wrong. */
export type ExportReport =
  | {
      readonly ok: true;
      readonly tenantId: string;
      readonly filter: ExportHeader["filter"];
      readonly events: number;
      readonly hidden: number;
      readonly first: number;
      readonly last: number;
      readonly head: string;
      /** Of the Merkle tree over all events up to `last`; absent of one execution. */
      readonly root?: string;
      readonly exportedAt: string;
      readonly keyId: string;
    }
  | {
      readonly ok: false;
      /** Events that were found whole before it. */
      readonly events: number;
      readonly sequence?: number;
      readonly code: ExportProblemCode;
      readonly problem: string;
    };

type Finding = Omit<Extract<ExportReport, { ok: false }>, "ok" | "events">;

/** Lines without line ends, one by one or, much faster, in batches as `splitLines` gives them. */
export type Lines = AsyncIterable<string | readonly string[]> | Iterable<string | readonly string[]>;

const emptyFile: Finding = { code: "export.empty", problem: "the file is empty" };

/**
 * Checks an export with nothing but the public key, line by line in constant memory. It names the first wrong
 * event and how it is wrong. docs/ledger-format.md says what a good report proves and what it does not.
 */
export async function verifyExport(
  lines: Lines,
  { publicKeyPem }: { readonly publicKeyPem: string },
): Promise<ExportReport> {
  const reader = createReader(publicKeyPem);
  for await (const batch of lines) {
    for (const line of typeof batch === "string" ? [batch] : batch) reader.take(line);
    if (reader.isOver()) break;
  }
  return reader.report();
}

/** Takes lines until something is wrong, and then only what can say more about it. */
export function createReader(publicKeyPem: string) {
  let reading: Reading | undefined;
  let finding: Finding | undefined;
  return {
    take(line: string): void {
      if (finding !== undefined) finding = isGap(finding) ? explainGap(finding, line) : finding;
      else if (reading !== undefined) finding = take(reading, line, publicKeyPem);
      else {
        const begun = begin(line);
        if ("code" in begun) finding = begun;
        else reading = begun;
      }
    },
    /** Takes events in which there is nothing to find. False, and nothing taken, where they are not the next ones. */
    takeStretch: (stretch: Stretch): boolean =>
      finding === undefined && reading !== undefined && takeStretch(reading, stretch),
    isOver: () => finding !== undefined && !isGap(finding),
    report(): ExportReport {
      if (reading === undefined) return { ok: false, events: 0, ...(finding ?? emptyFile) };
      finding ??= concluded(reading);
      return finding === undefined ? whole(reading) : { ok: false, events: reading.events, ...finding };
    },
  };
}

interface Reading {
  readonly header: ExportHeader;
  readonly headerText: string;
  readonly chain: ChainCheck;
  readonly hashes: HashList;
  /** Of all events so far, those before a stretch of time included; absent of one execution. */
  readonly tree?: MerkleTree;
  events: number;
  hidden: number;
  statement?: ExportStatement;
}

function begin(line: string): Reading | Finding {
  const header = parseObject(line);
  const version = header?.steadyhand_export;
  if (version === undefined) return { code: "export.not_an_export", problem: "the first line is no export header" };
  if (version !== exportVersion) {
    const problem = `the export has format version ${JSON.stringify(version)}, and this verifier reads ${exportVersion}`;
    return { code: "export.unsupported_version", problem };
  }
  if (!isHeader(header)) return { code: "export.not_an_export", problem: "the export header is not complete" };
  const { filter, first, tenantId } = header;
  const isWhole = filter.executionId === undefined && !isStretchOfTime(filter);
  const tree = filter.executionId === undefined ? treeBefore(header) : undefined;
  return {
    header,
    headerText: line,
    // A stretch that does not begin with the chain names its predecessor only in its first event's text.
    chain: isWhole || first === 1 ? createChainCheck(tenantId) : lateChain(header),
    hashes: createHashList(),
    ...(tree && { tree }),
    events: 0,
    hidden: 0,
  };
}

function treeBefore({ filter, first, frontier = [] }: ExportHeader): MerkleTree {
  return createMerkleTree(isStretchOfTime(filter) ? { size: first - 1, frontier } : undefined);
}

/** A chain check that takes what the first event of a stretch says of the one before it. */
function lateChain({ tenantId, first }: ExportHeader): ChainCheck {
  let chain: ChainCheck | undefined;
  const from = (previous: string) => {
    chain ??= createChainCheck(tenantId, { sequence: first - 1, hash: previous });
    return chain;
  };
  return {
    check: (text, hash) => from(readSeal(text)?.previous ?? "").check(text, hash),
    takeStretch: (stretch) => from(stretch.previous).takeStretch(stretch),
    checkHidden: (sequence, hash) => from("").checkHidden(sequence, hash),
    last: () => chain?.last() ?? { sequence: first - 1, hash: "" },
  };
}

function take(reading: Reading, line: string, publicKeyPem: string): Finding | undefined {
  if (reading.statement !== undefined) {
    return { code: "export.after_end", problem: "lines follow the closing line: they were added" };
  }
  const read = readExportLine(line);
  const sequence = reading.chain.last().sequence + 1;
  switch (read.kind) {
    case "event": {
      const problem = reading.chain.check(read.text, read.hash) ?? ofOtherExecution(reading, read.text, sequence);
      if (problem !== undefined) return problem;
      reading.hashes.add(read.hash);
      reading.tree?.add(read.hash);
      reading.events++;
      return undefined;
    }
    case "hidden":
      return takeHidden(reading, read.sequence, read.hash);
    case "closing":
      return close(reading, read.text, read.signature, publicKeyPem);
    case "event_without_hash":
      return { code: "ledger.hash_missing", sequence, problem: `event ${sequence} stands there without its hash` };
    default:
      return {
        code: "export.malformed",
        sequence,
        problem: `where event ${sequence} should stand is no line of an export`,
      };
  }
}

function takeStretch(reading: Reading, stretch: Stretch): boolean {
  const { statement, header, chain, hashes, tree } = reading;
  // Whose execution each event is of was not looked at.
  if (statement !== undefined || header.filter.executionId !== undefined) return false;
  if (!chain.takeStretch(stretch)) return false;
  hashes.addLines(stretch.hashes);
  for (const subtree of stretch.subtrees) tree?.addSubtree(subtree);
  reading.events += stretch.last.sequence - stretch.first + 1;
  return true;
}

function takeHidden(reading: Reading, sequence: number, hash: string): Finding | undefined {
  if (reading.header.filter.executionId === undefined) {
    const problem = `event ${sequence} is hidden, and an export of everything hides none`;
    return { code: "export.contradicts", sequence, problem };
  }
  const problem = reading.chain.checkHidden(sequence, hash);
  if (problem !== undefined) return problem;
  reading.hashes.add(hash);
  reading.hidden++;
  return undefined;
}

function ofOtherExecution({ header }: Reading, text: string, sequence: number): Finding | undefined {
  const wanted = header.filter.executionId;
  if (wanted === undefined || readSeal(text)?.executionId === wanted) return undefined;
  const problem = `event ${sequence} does not belong to ${wanted}, which is all that this export may show`;
  return { code: "export.wrong_execution", sequence, problem };
}

function close(reading: Reading, text: string, signature: string, publicKeyPem: string): Finding | undefined {
  const statement = parseObject(text);
  if (!isStatement(statement)) return { code: "export.malformed", problem: "the closing statement is not complete" };
  const keyId = keyIdOf(publicKeyPem);
  if (statement.keyId !== keyId) {
    return { code: "export.other_key", problem: `it was signed with key ${statement.keyId}, and yours is ${keyId}` };
  }
  if (!isSignedBy(text, signature, publicKeyPem)) {
    return { code: "export.signature_wrong", problem: "the closing line is not what the key signed: it was edited" };
  }
  reading.statement = statement;
  return undefined;
}

/** Compares what was read with what the key's holder stated. */
function concluded({
  header,
  headerText,
  chain,
  hashes,
  tree,
  events,
  hidden,
  statement,
}: Reading): Finding | undefined {
  if (statement === undefined) {
    return { code: "export.unfinished", problem: "the closing line is missing: the end was cut off" };
  }
  const last = chain.last();
  if (last.sequence < statement.last) {
    const sequence = last.sequence + 1;
    return {
      code: "ledger.tail_cut",
      sequence,
      problem: `events ${sequence} to ${statement.last} are missing at the end`,
    };
  }
  if (last.sequence > statement.last) {
    const sequence = statement.last + 1;
    return { code: "ledger.inserted", sequence, problem: `events from ${sequence} on were added at the end` };
  }
  if (header.first > statement.first) {
    const problem = `events ${statement.first} to ${header.first - 1} are missing: the start was cut off`;
    return { code: "ledger.head_cut", sequence: statement.first, problem };
  }
  if (events === 0) return { code: "export.empty", problem: "it holds no event" };
  const isRoot = statement.root === undefined || statement.root === tree?.root();
  if (last.hash !== statement.head || hashes.digest() !== statement.hashesSha256 || !isRoot) {
    const problem = "the chain holds together, but it is not the one that was signed: it was written anew";
    return { code: "ledger.rechained", sequence: statement.first, problem };
  }
  const { tenantId, filter, first, last: end, frontier } = statement;
  const stretch = { tenantId, filter, first, last: end, ...(frontier && { frontier }) };
  const stated = headerLine({ steadyhand_export: exportVersion, ...stretch });
  const isSame = headerText === stated && events === statement.count && hidden === statement.hidden;
  return isSame
    ? undefined
    : {
        code: "export.contradicts",
        problem: "its first line or its lines say something else than its signed last line",
      };
}

function whole({ header, chain, tree, events, hidden, statement }: Reading): ExportReport {
  const { tenantId, filter, first, last } = header;
  const { exportedAt = "", keyId = "" } = statement ?? {};
  const found = { events, hidden, first, last, head: chain.last().hash, ...(tree && { root: tree.root() }) };
  return { ok: true, tenantId, filter, ...found, exportedAt, keyId };
}

function isGap({ code }: Finding): boolean {
  return code === "ledger.dropped" || code === "ledger.head_cut";
}

/** A missing event may stand further down: then events were swapped, not dropped. */
function explainGap(gap: Finding, line: string): Finding {
  const read = readExportLine(line);
  const isIt = read.kind === "event" && readSeal(read.text)?.sequence === gap.sequence;
  if (!isIt) return gap;
  const problem = `event ${gap.sequence} stands further down: events were swapped`;
  return { ...gap, code: "ledger.swapped", problem };
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    // Not JSON: the caller names what that means where it stands.
    return undefined;
  }
}

function isHeader(value: object | undefined): value is ExportHeader {
  const { tenantId, filter, first, last, frontier } = (value ?? {}) as Partial<Record<keyof ExportHeader, unknown>>;
  if (typeof tenantId !== "string" || !isFilter(filter)) return false;
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(last)) return false;
  return isStretchOfTime(filter) ? isFrontierBefore(Number(first), frontier) : frontier === undefined;
}

/** `{}`, one execution, or a stretch of time. */
function isFilter(value: unknown): value is ExportHeader["filter"] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const keys = Object.keys(value).toSorted().join();
  return filterKeys.includes(keys) && Object.values(value).every((text) => typeof text === "string");
}

const filterKeys = ["", "executionId", "since", "since,until", "until"];

/** Whether these could be the roots of the full subtrees over all events before the first. */
function isFrontierBefore(first: number, frontier: unknown): boolean {
  if (!Array.isArray(frontier) || !frontier.every((root) => typeof root === "string")) return false;
  try {
    createMerkleTree({ size: first - 1, frontier });
    return first >= 1;
  } catch {
    // RangeError: they do not belong to that many events.
    return false;
  }
}

function isStatement(value: object | undefined): value is ExportStatement {
  const { count, hidden, head, hashesSha256, exportedAt, keyId } = (value ?? {}) as Partial<
    Record<keyof ExportStatement, unknown>
  >;
  const texts = [head, hashesSha256, exportedAt, keyId];
  return isHeader(value) && [count, hidden].every(Number.isSafeInteger) && texts.every((t) => typeof t === "string");
}

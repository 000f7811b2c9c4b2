#!/usr/bin/env node
// Checks an export of a Steadyhand ledger with nothing but the signer's public key: nothing to install, nothing to build.
// docs/ledger-format.md says what is checked, and what each code means. The first thing that does not hold is the finding.
import { isUtf8 } from "node:buffer";
import * as crypto from "node:crypto";
import { closeSync, openSync, readFileSync, readSync, realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

/** A finding ends the check. It is thrown, and is told from an error by being none. */
const fail = (code, problem, sequence) => {
  throw { sequence, code, problem };
};

/** Checks one export. Throws only what kept it from looking: a file or a key that cannot be used. */
export function verifyExport({ path, publicKeyPem, anchorsPath }) {
  const key = readKey(publicKeyPem);
  let reading;
  try {
    eachLine(path, (bytes, start, end) => {
      if (reading === undefined) reading = begin(bytes.toString("utf8", start, end), key, anchorsPath);
      else if (reading.gap !== undefined) explainGap(reading.gap, bytes, start, end);
      else take(reading, bytes, start, end);
    });
    if (reading === undefined) fail("export.empty", "the file is empty");
    conclude(reading);
    const { events, hidden, checkpoints, statement } = reading;
    const { tenantId, filter, first, last, head, exportedAt, keyId } = statement;
    return { ok: true, tenantId, filter, events, hidden, first, last, head, exportedAt, keyId, checkpoints };
  } catch (finding) {
    if (finding instanceof Error) throw finding;
    return { ok: false, events: reading?.events ?? 0, ...finding };
  }
}

/** Calls `take(bytes, start, end)` for each line of a file. In memory are one block and at most one line. */
function eachLine(path, take) {
  const [newline, longest] = [0x0a, 64 * 1024 * 1024];
  const file = openSync(path, "r");
  try {
    let [bytes, filled, read] = [Buffer.alloc(1024 * 1024), 0, -1];
    while (read !== 0) {
      if (filled > longest) fail("export.line_too_long", "a line is longer than 64 MiB");
      if (filled === bytes.length) bytes = Buffer.concat([bytes], 2 * filled);
      read = readSync(file, bytes, filled, bytes.length - filled, null);
      // Up to the last line end; where the file ends, all that is left.
      const whole = read === 0 ? filled : bytes.subarray(0, filled + read).lastIndexOf(newline) + 1;
      if (!isUtf8(bytes.subarray(0, whole))) fail("export.not_utf8", "it holds bytes that are no UTF-8 text");
      for (let start = 0, end = 0; start < whole; start = end + 1) {
        end = bytes.indexOf(newline, start);
        if (end < 0 || end > whole) end = whole;
        take(bytes, start, end);
      }
      bytes.copyWithin(0, whole, filled + read);
      filled += read - whole;
    }
  } finally {
    closeSync(file);
  }
}

function begin(line, key, anchorsPath) {
  const header = parseObject(line);
  const version = header?.steadyhand_export;
  if (version === undefined) fail("export.not_an_export", "the first line is no export header");
  if (version !== 1) fail("export.unsupported_version", "it has another format version than 1");
  if (!isStretch(header)) fail("export.not_an_export", "the export header is not complete");
  const { tenantId, first, filter } = header;
  const isWhole = filter.executionId === undefined;
  // What comes before the first line of one execution is not in the file: its `previous` is taken as given.
  const last = isWhole ? { sequence: 0, hash: "0".repeat(64) } : { sequence: first - 1, hash: undefined };
  const signedHeads = anchorsPath === undefined ? new Map() : readAnchors(anchorsPath, key, tenantId);
  const digest = { list: crypto.createHash("sha256"), pending: [], peaks: [] };
  return { line, header, key, isWhole, last, signedHeads, ...digest, events: 0, hidden: 0, checkpoints: 0 };
}

const [eventStart, hashStart, tailLength] = ['{"event":', ',"hash":"', 75];
const hiddenLine = /^\{"hidden":([1-9]\d{0,15}),"hash":"([0-9a-f]{64})"\}$/;
const closingLine = /^\{"statement":(\{.*\}),"signature":"([A-Za-z0-9+/=]{88})"\}$/;

function take(reading, bytes, start, end) {
  if (reading.statement !== undefined) fail("export.after_end", "lines follow the closing line: they were added");
  if (isAt(bytes, start, eventStart)) return takeEvent(reading, bytes, start, end);
  const line = bytes.toString("utf8", start, end);
  const [, text, signature] = closingLine.exec(line) ?? [];
  if (text !== undefined) return close(reading, text, signature);
  const [, place, hash] = hiddenLine.exec(line) ?? [];
  const sequence = Number(place ?? reading.last.sequence + 1);
  if (hash === undefined) fail("export.malformed", `where it should stand is no line of an export`, sequence);
  if (reading.isWhole) fail("export.contradicts", "it is hidden, and an export of everything hides none", sequence);
  if (follow(reading, sequence, hash)) reading.hidden++;
}

function takeEvent(reading, bytes, start, end) {
  const { last, header, isWhole } = reading;
  const [from, to] = [start + eventStart.length, end - tailLength];
  const hasHash = to >= from && isAt(bytes, to, hashStart) && isAt(bytes, end - 2, '"}');
  if (!hasHash) fail("ledger.hash_missing", "it stands there without its hash", last.sequence + 1);
  const [hash, text] = [bytes.latin1Slice(to + hashStart.length, end - 2), bytes.subarray(from, to)];
  const seal = readSeal(bytes, from, to);
  const sequence = seal?.sequence ?? last.sequence + 1;
  if (sha256(text) !== hash) fail("ledger.edited", "its text does not match its hash: it was edited", sequence);
  if (seal === undefined) fail("ledger.malformed", "its text is not an event of version 1", sequence);
  if (seal.tenantId !== header.tenantId) fail("ledger.other_tenant", `it belongs to ${seal.tenantId}`, sequence);
  const continues = sequence !== last.sequence + 1 || last.hash === undefined || seal.previous === last.hash;
  if (!continues) fail("ledger.rechained", "it does not continue the one before: one was hashed anew", sequence);
  if (!follow(reading, sequence, hash)) return;
  const isOwn = isWhole || parseObject(text.toString())?.executionId === header.filter.executionId;
  if (!isOwn) fail("export.wrong_execution", `it does not belong to ${header.filter.executionId}`, sequence);
  reading.events++;
}

/** Takes the next place and hash. A thousand hashes go into the list at once: a call costs as much as an event. */
function follow(reading, sequence, hash) {
  const { last, list, pending, signedHeads, peaks, isWhole } = reading;
  if (sequence !== last.sequence + 1) return misplaced(reading, sequence, hash);
  reading.last = { sequence, hash };
  if (pending.push(`${hash}\n`) === 1000) list.update(pending.splice(0).join(""));
  if (isWhole) grow(peaks, sequence - 1, hash);
  for (const { head, root, at } of signedHeads.get(sequence) ?? []) {
    const isSame = head === hash && (root === undefined || !isWhole || root === rootOf(peaks));
    if (!isSame) fail("ledger.rechained", `it is not the one that was signed at ${at}: it was hashed anew`, sequence);
    reading.checkpoints++;
  }
  return true;
}

function misplaced(reading, sequence, hash) {
  const { last } = reading;
  if (sequence === last.sequence && hash !== last.hash) fail("ledger.inserted", "two events claim its place", sequence);
  if (sequence <= last.sequence) fail("ledger.doubled", "it stands there a second time", sequence);
  const [code, place] = [last.sequence === 0 ? "ledger.head_cut" : "ledger.dropped", last.sequence + 1];
  // Not over yet: what is missing here may stand further down.
  reading.gap = { sequence: place, code, problem: `it is missing: where it should stand is event ${sequence}` };
}

function explainGap({ sequence }, bytes, start, end) {
  const isIt = isAt(bytes, start, eventStart) && readSeal(bytes, start + 9, end - tailLength)?.sequence === sequence;
  if (isIt) fail("ledger.swapped", "it stands further down: events were swapped", sequence);
}

const placed =
  /^"previous":"([0-9a-f]{64})"(?:,"runbookId":"[^"\\]*")?,"sequence":([1-9]\d{0,15})(?:,"stepId":"[^"\\]*")?,"tenantId":"([^"\\]*)","type":"[^"\\]*","version":1,"why":"[^"\\]*(?:\\.[^"\\]*)*"\}$/;
const [quote, colon, backslash, open, shut] = [0x22, 0x3a, 0x5c, 0x7b, 0x7d];

/**
 * Reads what places an event from the top level of its text: keys in rising order, as canonical JSON demands, down to
 * `previous` and the few that may follow. So no key stands there twice, and nothing nested or quoted is taken for one.
 */
function readSeal(bytes, start, end) {
  let [depth, before] = [0, start];
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte === quote) {
      const key = at;
      for (at++; at < end && bytes[at] !== quote; at++) if (bytes[at] === backslash) at++;
      if (depth !== 1 || bytes[at + 1] !== colon) continue;
      if (!rises(bytes, before, key)) return undefined;
      before = key;
      if (!isAt(bytes, key, '"previous":"')) continue;
      const [, previous, sequence, tenantId] = placed.exec(bytes.utf8Slice(key, end)) ?? [];
      return previous && bytes[start] === open ? { previous, sequence: Number(sequence), tenantId } : undefined;
    }
    // With this bit `[` reads as `{`, and `]` as `}`.
    if ((byte | 0x20) === open) depth++;
    else if ((byte | 0x20) === shut && --depth === 0) return undefined;
  }
}

/** Whether a quoted key sorts after the one before. One with an escape does not: it could be another key in disguise. */
function rises(bytes, before, key) {
  for (let at = key + 1; bytes[at] !== quote; at++) if (bytes[at] === backslash) return false;
  let n = 1;
  while (bytes[before + n] === bytes[key + n] && bytes[key + n] !== quote) n++;
  return bytes[before] === open || bytes[before + n] < bytes[key + n];
}

function isAt(bytes, start, ascii) {
  for (let n = 0; n < ascii.length; n++) if (bytes[start + n] !== ascii.charCodeAt(n)) return false;
  return true;
}

function close(reading, text, signature) {
  const statement = parseObject(text);
  const { key } = reading;
  const { head, hashesSha256, exportedAt, keyId, count, hidden } = statement ?? {};
  const isComplete = [head, hashesSha256, exportedAt, keyId].every(isText) && [count, hidden].every(isCount);
  if (!isComplete || !isStretch(statement)) fail("export.malformed", "the closing statement is not complete");
  if (keyId !== key.keyId) fail("export.other_key", `it was signed with key ${keyId}, and yours is ${key.keyId}`);
  if (!isSigned(text, signature, key)) fail("export.signature_wrong", "the closing line is not what the key signed");
  reading.statement = statement;
}

/** Compares what was read with what the key's holder stated. */
function conclude({ header, line, isWhole, gap, last, statement, events, hidden, list, pending, peaks, signedHeads }) {
  if (statement === undefined) throw gap ?? { code: "export.unfinished", problem: "the closing line is missing" };
  const { tenantId, filter, first, last: end, exportedAt } = statement;
  const next = last.sequence + 1;
  if (next <= end) fail("ledger.tail_cut", `events ${next} to ${end} are missing at the end`, next);
  if (next > end + 1) fail("ledger.inserted", "events from here on were added at the end", end + 1);
  if (header.first > first) fail("ledger.head_cut", `events ${first} to ${header.first - 1} are missing`, first);
  if (events + hidden === 0) fail("export.empty", "it holds no event");
  const isList = list.update(pending.join("")).digest("hex") === statement.hashesSha256;
  const isRoot = statement.root === undefined || (isWhole && statement.root === rootOf(peaks));
  const isStated = last.hash === statement.head && isList && isRoot;
  if (!isStated) fail("ledger.rechained", "the chain holds together, but another one was signed", first);
  const shown = filter.executionId === undefined ? "{}" : `{"executionId":${JSON.stringify(filter.executionId)}}`;
  const stretch = `"filter":${shown},"first":${first},"last":${end},"tenantId":${JSON.stringify(tenantId)}`;
  const isCounted = events === statement.count && hidden === statement.hidden;
  const isSame = isCounted && line === `{"steadyhand_export":1,${stretch}}`;
  if (!isSame) fail("export.contradicts", "its first line or its lines say something else than its signed last line");
  for (const [sequence, heads] of isWhole ? signedHeads : []) {
    // A head that was signed after the export may well lie beyond it.
    const head = sequence > end && heads.find(({ at }) => at <= exportedAt);
    if (head) fail("ledger.rolled_back", `at ${head.at} there were ${sequence} events: they were rolled back`, next);
  }
}

/** Adds a leaf to a Merkle tree shaped as in RFC 6962; `peaks` are the roots of its full subtrees, largest first. */
export function grow(peaks, size, leaf) {
  let node = leaf;
  for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) node = join(peaks.pop(), node);
  peaks.push(node);
}
const node = Buffer.alloc(65, 1);
const join = (left, right) => node.write(left + right, 1, "hex") && sha256(node);
export const rootOf = (peaks) => peaks.reduceRight((right, left) => join(left, right));

const anchorLine = /^\{"(anchor|checkpoint)":(\{.*\})(?:,"frontier":\[[^\]]*\])?,"signature":"([\w+/=]{88})"\}$/;

/** Reads where the tenant's chain was signed to end at earlier times. A last line that a crash cut off never counted. */
function readAnchors(path, key, tenantId) {
  const heads = new Map();
  for (const line of readFileSync(path, "utf8").split("\n").slice(0, -1)) {
    const [, kind, text, signature] = anchorLine.exec(line) ?? [];
    const signed = parseObject(text);
    if (signed?.[`steadyhand_${kind}`] !== 1) fail("anchor.malformed", "a line of the anchors is no signed head");
    const { keyId, at, root, sequence = signed.count, head = signed.hash } = signed;
    if (keyId !== key.keyId) fail("anchor.other_key", `key ${keyId} signed the head of ${at}, yours is ${key.keyId}`);
    if (!isSigned(text, signature, key)) fail("anchor.edited", `the head of ${at} was edited after it was signed`);
    if (signed.tenantId === tenantId) heads.set(sequence, [...(heads.get(sequence) ?? []), { head, root, at }]);
  }
  return heads;
}

function readKey(pem) {
  const publicKey = crypto.createPublicKey(pem);
  if (publicKey.asymmetricKeyType !== "ed25519") throw new TypeError("ask for ledger-key.pub: this is no Ed25519 key");
  const text = publicKey.export({ type: "spki", format: "pem" }).replaceAll("\n", "");
  return { publicKey, keyId: sha256(text).slice(0, 16) };
}

function isSigned(text, signature, { publicKey }) {
  const bytes = Buffer.from(signature, "base64");
  // The last digit has bits that mean nothing: without this, several texts would be one signature.
  return bytes.toString("base64") === signature && crypto.verify(null, Buffer.from(text), publicKey, bytes);
}

/** In one call where Node has it, from 20.12 on. */
const sha256 = (data) => crypto.hash?.("sha256", data) ?? crypto.createHash("sha256").update(data).digest("hex");
const isCount = Number.isSafeInteger;
const isText = (value) => typeof value === "string";
const isStretch = (v) => isText(v?.tenantId) && v.filter instanceof Object && [v.first, v.last].every(isCount);

function parseObject(text) {
  try {
    const value = JSON.parse(text);
    if (value instanceof Object) return value;
  } catch {
    // No JSON: the caller says what that means.
  }
}

function drawn({ ok, events, sequence, code, problem, tenantId, filter, hidden, head, checkpoints }) {
  if (!ok) return [`NOT whole: ${sequence === undefined ? "" : `event ${sequence}: `}${problem} [${code}]`];
  const line = `complete and unaltered: ${events} events of ${tenantId}, head ${head}, checkpoints ${checkpoints}`;
  const also = `Of ${filter.executionId} alone: that none of the ${hidden} hidden events is of it rests on the signature`;
  return filter.executionId === undefined ? [line] : [line, also];
}

function main(args) {
  try {
    const options = { key: { type: "string" }, anchors: { type: "string" }, json: { type: "boolean" } };
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    if (positionals.length !== 1 || !values.key) throw new TypeError("it takes one FILE and one --key");
    const publicKeyPem = readFileSync(values.key, "utf8");
    const report = verifyExport({ path: positionals[0], publicKeyPem, anchorsPath: values.anchors });
    // Texts of a file may hold what a terminal obeys.
    if (values.json) console.log(JSON.stringify(report));
    else for (const line of drawn(report)) console.log(line.replace(/[^\x20-\x7e]/g, "?"));
    return report.ok ? 0 : 1;
  } catch ({ message }) {
    console.error(`Nothing was checked: ${message}\nUsage: verify FILE --key KEY [--anchors FILE] [--json]`);
    return 2;
  }
}

const isProgram = process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url);
if (isProgram) process.exitCode = main(process.argv.slice(2));

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
    return conclude(reading ?? fail("export.empty", "the file is empty"));
  } catch (finding) {
    if (finding instanceof Error) throw finding;
    return { ok: false, events: reading?.events ?? 0, ...finding };
  }
}

/** Calls `take(bytes, start, end)` for each line of a file. In memory are one block and at most one line. */
function eachLine(path, take) {
  const file = openSync(path, "r");
  try {
    let [bytes, filled, read] = [Buffer.alloc(1024 * 1024), 0, -1];
    while (read !== 0) {
      if (filled > 64 * 1024 * 1024) fail("export.line_too_long", "a line is longer than 64 MiB");
      if (filled === bytes.length) bytes = Buffer.concat([bytes], 2 * filled);
      read = readSync(file, bytes, filled, bytes.length - filled, null);
      // Up to the last line end; where the file ends, all that is left.
      const whole = read === 0 ? filled : bytes.subarray(0, filled + read).lastIndexOf(0x0a) + 1;
      if (!isUtf8(bytes.subarray(0, whole))) fail("export.not_utf8", "it holds bytes that are no UTF-8 text");
      for (let start = 0, end = 0; start < whole; start = end + 1) {
        end = bytes.indexOf(0x0a, start);
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
  if (header?.steadyhand_export === undefined) fail("export.not_an_export", "the first line is no export header");
  if (header.steadyhand_export !== 1) fail("export.unsupported_version", "it has another format version than 1");
  if (!isStretch(header)) fail("export.not_an_export", "the export header is not complete");
  const { tenantId, first, filter, frontier } = header;
  const hasTree = filter.executionId === undefined;
  // What comes before the first line of a stretch is not in the file: its `previous` is taken as given.
  const before = hasTree && frontier === undefined ? 0 : first - 1;
  const last = { sequence: before, hash: before === 0 ? "0".repeat(64) : undefined };
  const signedHeads = anchorsPath === undefined ? new Map() : readAnchors(anchorsPath, key, tenantId);
  const digest = { list: crypto.createHash("sha256"), pending: [], peaks: [...(frontier ?? [])] };
  return { line, header, key, hasTree, last, signedHeads, ...digest, events: 0, hidden: 0, checkpoints: 0 };
}

const [eventStart, hashTail, tailLength] = ['{"event":', /^,"hash":"(.{64})"\}$/s, 75];
const hiddenLine = /^\{"hidden":([1-9]\d{0,15}),"hash":"([0-9a-f]{64})"\}$/;
const closingLine = /^\{"statement":(\{.*\}),"signature":"([A-Za-z0-9+/=]{88})"\}$/;

function take(reading, bytes, start, end) {
  if (reading.statement !== undefined) fail("export.after_end", "lines follow the closing line: they were added");
  if (bytes.latin1Slice(start, start + 9) === eventStart) return takeEvent(reading, bytes, start, end);
  const line = bytes.toString("utf8", start, end);
  const [, text, signature] = closingLine.exec(line) ?? [];
  if (text !== undefined) return close(reading, text, signature);
  const [, place, hash] = hiddenLine.exec(line) ?? [];
  const [sequence, next] = [Number(place), reading.last.sequence + 1];
  if (!isCount(sequence)) fail("export.malformed", "where it should stand is no line of an export", next);
  if (reading.hasTree) fail("export.contradicts", "it is hidden, and an export of everything hides none", sequence);
  if (follow(reading, sequence, hash)) reading.hidden++;
}

function takeEvent(reading, bytes, start, end) {
  const { last, header, hasTree } = reading;
  const [from, to] = [start + eventStart.length, end - tailLength];
  const [, hash] = (to >= from && hashTail.exec(bytes.latin1Slice(to, end))) || [];
  if (hash === undefined) fail("ledger.hash_missing", "it stands there without its hash", last.sequence + 1);
  const seal = readSeal(bytes.utf8Slice(from, to));
  const sequence = seal?.sequence ?? last.sequence + 1;
  const isEdited = sha256(bytes.subarray(from, to)) !== hash;
  if (isEdited) fail("ledger.edited", "its text does not match its hash: it was edited", sequence);
  if (seal === undefined) fail("ledger.malformed", "its text is not an event of version 1", sequence);
  const isOther = seal.tenantId !== `"${header.tenantId}"`;
  if (isOther) fail("ledger.other_tenant", `it belongs to ${seal.tenantId}`, sequence);
  const continues = sequence !== last.sequence + 1 || last.hash === undefined || seal.previous === `"${last.hash}"`;
  if (!continues) fail("ledger.rechained", "it does not continue the one before: one was hashed anew", sequence);
  if (!follow(reading, sequence, hash)) return;
  const isOwn = hasTree || seal.executionId === `"${header.filter.executionId}"`;
  if (!isOwn) fail("export.wrong_execution", `it does not belong to ${header.filter.executionId}`, sequence);
  reading.events++;
}

/** Takes the next place and hash. A thousand hashes go into the list at once: a call costs as much as an event. */
function follow(reading, sequence, hash) {
  const { last, list, pending, signedHeads, peaks, hasTree } = reading;
  if (sequence !== last.sequence + 1) return misplaced(reading, last, { sequence, hash });
  reading.last = { sequence, hash };
  if (pending.push(`${hash}\n`) === 1000) list.update(pending.splice(0).join(""));
  if (hasTree) grow(peaks, sequence - 1, hash);
  for (const { head, root, at } of signedHeads.get(sequence) ?? []) {
    const isSame = head === hash && (root === undefined || !hasTree || root === rootOf(peaks));
    if (!isSame) fail("ledger.rechained", `it is not the one that was signed at ${at}: it was hashed anew`, sequence);
    reading.checkpoints++;
  }
  return true;
}

function misplaced(reading, last, { sequence, hash }) {
  if (sequence === last.sequence && hash !== last.hash) fail("ledger.inserted", "two events claim its place", sequence);
  if (sequence <= last.sequence) fail("ledger.doubled", "it stands there a second time", sequence);
  const [code, place] = [last.sequence === 0 ? "ledger.head_cut" : "ledger.dropped", last.sequence + 1];
  // Not over yet: what is missing here may stand further down.
  reading.gap = { sequence: place, code, problem: `it is missing: where it should stand is event ${sequence}` };
}

function explainGap({ sequence }, bytes, start, end) {
  const line = bytes.utf8Slice(start, end);
  const isIt = line.startsWith(eventStart) && readSeal(line.slice(9, -tailLength))?.sequence === sequence;
  if (isIt) fail("ledger.swapped", "it stands further down: events were swapped", sequence);
}

const [plain, count, hex] = [/^"[^"\\]*"$/, /^[1-9]\d{0,15}$/, /^"[0-9a-f]{64}"$/];
const texts = { executionId: plain, tenantId: plain, type: plain, why: /^"/ };
const patterns = new Map(Object.entries({ ...texts, previous: hex, sequence: count, version: /^1$/ }));
const pair = /"([ !#-[\]-~]*)":("[^"\\]*(?:\\.[^"\\]*)*"|[^\0-\x20",:[\]{}]+)?/sy;
const inside = /(?:"[^"\\]*(?:\\.[^"\\]*)*"|[^\0-\x20"[\]{}]+){1,1000}|(([[{])|[\]}])/sy;

/** Reads what places an event, texts in their quotes: keys rise, so that none is there twice; unknown ones are passed over. */
function readSeal(text) {
  const values = { executionId: '""' };
  let [at, before] = [0];
  while (at < text.length - 1) {
    pair.lastIndex = at + 1;
    const [, name, flat] = (text[at] === (at === 0 ? "{" : ",") && pair.exec(text)) || [];
    if (name === undefined || before >= name) return undefined;
    if (patterns.has(name)) values[name] = flat;
    [at, before] = [flat === undefined ? endOfNested(text, pair.lastIndex) : pair.lastIndex, name];
  }
  for (const [name, pattern] of patterns) if (!pattern.test(values[name])) return undefined;
  if (text[at] === "}" && isCount(Number(values.sequence))) return { ...values, sequence: Number(values.sequence) };
}

/** Just past an object or a list, by its quotes and brackets alone; NaN where there is none, or a blank. */
function endOfNested(text, start) {
  let [at, depth] = [start, 0];
  do {
    inside.lastIndex = at;
    const [token, bracket, opens] = inside.exec(text) ?? [];
    if (token === undefined || (!bracket && depth === 0)) return Number.NaN;
    if (bracket) depth += opens ? 1 : -1;
    at += token.length;
  } while (depth > 0);
  return depth === 0 ? at : Number.NaN;
}

function close(reading, text, signature) {
  const [statement, { key }] = [parseObject(text) ?? {}, reading];
  const { head, hashesSha256, exportedAt, keyId, count, hidden } = statement;
  const isComplete = [head, hashesSha256, exportedAt, keyId].every(isText) && [count, hidden].every(isCount);
  if (!isComplete || !isStretch(statement)) fail("export.malformed", "the closing statement is not complete");
  if (keyId !== key.keyId) fail("export.other_key", `it was signed with key ${keyId}, and yours is ${key.keyId}`);
  if (!isSigned(text, signature, key)) fail("export.signature_wrong", "the closing line is not what the key signed");
  reading.statement = statement;
}

/** Compares what was read with what the key's holder stated. */
function conclude(reading) {
  const { header, line, hasTree, gap, last, statement, list, pending, peaks, signedHeads } = reading;
  if (statement === undefined) throw gap ?? { code: "export.unfinished", problem: "the closing line is missing" };
  const { tenantId, filter, first, frontier, last: end, exportedAt } = statement;
  const [next, { events, hidden, checkpoints }] = [last.sequence + 1, reading];
  if (next <= end) fail("ledger.tail_cut", `events ${next} to ${end} are missing at the end`, next);
  if (next > end + 1) fail("ledger.inserted", "events from here on were added at the end", end + 1);
  if (header.first > first) fail("ledger.head_cut", `events ${first} to ${header.first - 1} are missing`, first);
  if (events === 0) fail("export.empty", "it holds no event");
  const isList = list.update(pending.join("")).digest("hex") === statement.hashesSha256;
  const root = hasTree ? rootOf(peaks) : undefined;
  const isStated = last.hash === statement.head && isList && root === (statement.root ?? root);
  if (!isStated) fail("ledger.rechained", "the chain holds together, but another one was signed", first);
  const { executionId, since, until } = filter;
  const stated = { steadyhand_export: 1, filter: { executionId, since, until }, first, frontier, last: end, tenantId };
  const isSame = events === statement.count && hidden === statement.hidden && line === JSON.stringify(stated);
  if (!isSame) fail("export.contradicts", "its first line or its lines say something else than its signed last line");
  for (const [sequence, heads] of hasTree && until === undefined ? signedHeads : []) {
    // A head that was signed after the export may well lie beyond it.
    const head = sequence > end && heads.find(({ at }) => at <= exportedAt);
    if (head) fail("ledger.rolled_back", `at ${head.at} there were ${sequence} events: they were rolled back`, next);
  }
  const proven = { events, hidden, first, last: end, head: last.hash, root, exportedAt };
  return { ok: true, tenantId, filter, ...proven, keyId: statement.keyId, checkpoints };
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

function isStretch({ tenantId, filter, first, last, frontier }) {
  const isFilter = filter instanceof Object && !Array.isArray(filter) && Object.values(filter).every(isText);
  const keys = isFilter && Object.keys(filter).sort().join();
  const ones = first >= 1 && Array.isArray(frontier) && (first - 1).toString(2).replaceAll("0", "").length;
  const hasOnes = ones === frontier?.length && frontier.every((root) => isText(root) && /^[0-9a-f]{64}$/.test(root));
  const isOfTime = hasOnes && /^(since|until|since,until)$/.test(keys);
  const isOther = frontier === undefined && /^(executionId)?$/.test(keys);
  return (isOfTime || isOther) && isText(tenantId) && [first, last].every(isCount);
}

function parseObject(text) {
  try {
    return Object(JSON.parse(text));
  } catch {
    return undefined; // No JSON: the caller says what that means.
  }
}

function drawn({ ok, events, tenantId, filter, hidden, first, last, head, root, checkpoints, ...finding }) {
  const at = finding.sequence === undefined ? "" : `event ${finding.sequence}: `;
  if (!ok) return [`NOT whole: ${at}${finding.problem} [${finding.code}]`];
  const line = `complete and unaltered: ${events} events of ${tenantId}, head ${head}, checkpoints ${checkpoints}`;
  if (first === 1 && root) return [line];
  const of = `Of ${filter.executionId} alone: that none of the ${hidden} hidden events is of it rests on the signature`;
  return [line, root ? `Of a stretch alone: events ${first} to ${last} of a ledger with root ${root}` : of];
}

function main(args) {
  try {
    const options = { key: { type: "string" }, anchors: { type: "string" }, json: { type: "boolean" } };
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    if (positionals.length !== 1 || !values.key) throw new TypeError("it takes one FILE and one --key");
    const [path, publicKeyPem] = [positionals[0], readFileSync(values.key, "utf8")];
    const report = verifyExport({ path, publicKeyPem, anchorsPath: values.anchors });
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

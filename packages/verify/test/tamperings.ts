import { drafts, hashOf, lineOf, link, newKey, sealed, signedAgain } from "./make-export.ts";

/** The events that the export of everything holds. */
export const events = sealed(drafts(5));

/** An export's bytes. */
export const joined = (lines: readonly string[]) => Buffer.from(lines.map((line) => `${line}\n`).join(""));

/** Tamperings of an export of everything: what was done, the code it is found by, and how it is done. */
export const tamperedLines: [string, string, (l: string[]) => string[]][] = [
  ["an edited text", "ledger.edited", (l) => edit(l, 3, "restart", "destroy")],
  ["a text with one more space", "ledger.edited", (l) => edit(l, 3, '"outcome":', '"outcome": ')],
  ["an edited time", "ledger.edited", (l) => edit(l, 3, "2026-03-01", "2026-03-02")],
  ["an edited actor", "ledger.edited", (l) => edit(l, 1, "act_riley", "act_robin")],
  ["an edited sequence", "ledger.edited", (l) => edit(l, 3, '"sequence":3', '"sequence":4')],
  ["an edited previous", "ledger.edited", (l) => edit(l, 3, /"previous":"\w\w\w\w/, '"previous":"0000')],
  ["a key there twice", "ledger.edited", (l) => edit(l, 3, '"outcome":"ok"', '"outcome":"ok","outcome":"ok"')],
  ["an edited hash", "ledger.edited", (l) => edit(l, 3, /"hash":"..../, '"hash":"0000')],
  [
    "a hash in capitals",
    "ledger.edited",
    (l) => l.with(3, `${l[3]?.slice(0, -66)}${l[3]?.slice(-66, -2).toUpperCase()}"}`),
  ],
  ["a hash with no hex in it", "ledger.edited", (l) => edit(l, 3, /"hash":"./, '"hash":"g')],
  ["a row without hash", "ledger.hash_missing", (l) => edit(l, 2, /,"hash":"\w+"/, "")],
  ["a hash that is too short", "ledger.hash_missing", (l) => edit(l, 2, /."\}$/, '"}')],
  ["a hash under another key", "ledger.hash_missing", (l) => edit(l, 2, '"hash"', '"hush"')],
  ["a text hashed anew", "ledger.rechained", (l) => rehash(l, 3, "restart", "destroy")],
  ["a last text hashed anew", "ledger.rechained", (l) => rehash(l, 5, "restart", "destroy")],
  ["a previous hashed anew", "ledger.rechained", (l) => rehash(l, 3, /"previous":"\w\w\w\w/, '"previous":"0000')],
  ["a first event with one before it", "ledger.rechained", (l) => rehash(l, 1, /"previous":"0/, '"previous":"1')],
  ["a sequence hashed anew to a later one", "ledger.dropped", (l) => rehash(l, 3, '"sequence":3', '"sequence":9')],
  ["a sequence hashed anew to an earlier one", "ledger.doubled", (l) => rehash(l, 3, '"sequence":3', '"sequence":1')],
  ["a sequence hashed anew to the one before", "ledger.inserted", (l) => rehash(l, 3, '"sequence":3', '"sequence":2')],
  ["a sequence of zero", "ledger.malformed", (l) => rehash(l, 1, '"sequence":1', '"sequence":0')],
  ["a sequence that is a text", "ledger.malformed", (l) => rehash(l, 3, '"sequence":3', '"sequence":"3"')],
  ["a sequence that is no whole number", "ledger.malformed", (l) => rehash(l, 3, '"sequence":3', '"sequence":3.0')],
  ["a tenant hashed anew", "ledger.other_tenant", (l) => rehash(l, 3, '"tenantId":"ten_one"', '"tenantId":"ten_two"')],
  ["a version of another kind", "ledger.malformed", (l) => rehash(l, 3, '"version":1,', '"version":2,')],
  ["a version there twice", "ledger.malformed", (l) => rehash(l, 3, '"version":1,', '"version":1,"version":1,')],
  ["a sequence there twice", "ledger.malformed", (l) => rehash(l, 3, '"sequence":3', '"sequence":3,"sequence":4')],
  ["a text that is no object", "ledger.malformed", (l) => rehash(l, 3, /.+/, "[]")],
  ["a text that is cut off", "ledger.malformed", (l) => rehash(l, 3, /.{9}$/, "")],
  ["no text", "ledger.malformed", (l) => rehash(l, 3, /.+/, "")],
  ["an event that is dropped", "ledger.dropped", (l) => l.toSpliced(3, 1)],
  ["a middle that is cut out", "ledger.dropped", (l) => l.toSpliced(2, 3)],
  ["a head that is cut off", "ledger.head_cut", (l) => l.toSpliced(1, 2)],
  ["a tail that is cut off", "ledger.tail_cut", (l) => l.toSpliced(4, 2)],
  ["a tail that is cut off with the closing line", "export.unfinished", (l) => l.slice(0, 4)],
  ["a closing line that is cut off", "export.unfinished", (l) => l.slice(0, -1)],
  ["no event left", "ledger.tail_cut", (l) => l.toSpliced(1, 5)],
  ["nothing but a header", "export.unfinished", (l) => l.slice(0, 1)],
  ["no header", "export.not_an_export", (l) => l.slice(1)],
  ["two events swapped", "ledger.swapped", (l) => l.with(2, l[4] ?? "").with(4, l[2] ?? "")],
  ["the first two swapped", "ledger.swapped", (l) => l.with(1, l[2] ?? "").with(2, l[1] ?? "")],
  ["the last moved to the front", "ledger.swapped", (l) => l.toSpliced(5, 1).toSpliced(1, 0, l[5] ?? "")],
  ["an event doubled", "ledger.doubled", (l) => l.toSpliced(3, 0, l[2] ?? "")],
  ["an old event again", "ledger.doubled", (l) => l.toSpliced(5, 0, l[2] ?? "")],
  ["an event inserted", "ledger.inserted", (l) => l.toSpliced(4, 0, lineOf(forged(2)[0]))],
  [
    "an event added at the end",
    "ledger.inserted",
    (l) => l.toSpliced(6, 0, lineOf(sealed(drafts(1), "ten_one", link(events[4]))[0])),
  ],
  ["an event replaced and hashed anew", "ledger.rechained", (l) => l.with(3, lineOf(forged(2)[0]))],
  ["a chain written anew from the start", "ledger.rechained", (l) => l.toSpliced(1, 5, ...forged(0).map(lineOf))],
  ["a chain written anew from the third event", "ledger.rechained", (l) => l.toSpliced(3, 3, ...forged(2).map(lineOf))],
  ["a last event written anew", "ledger.rechained", (l) => l.with(5, lineOf(forged(4)[0]))],
  [
    "a chain cut and written anew shorter",
    "ledger.tail_cut",
    (l) => l.toSpliced(3, 3, ...forged(2).slice(0, 2).map(lineOf)),
  ],
  [
    "another chain's head in the statement",
    "export.signature_wrong",
    (l) => edit(l, 6, /"head":"\w+"/, `"head":"${forged(4)[0]?.hash}"`),
  ],
  ["an event of another tenant", "ledger.other_tenant", (l) => l.with(3, lineOf(sealed(drafts(3), "ten_two")[2]))],
  ["a header of another tenant", "ledger.other_tenant", (l) => edit(l, 0, "ten_one", "ten_two")],
  ["a header of another stretch", "export.contradicts", (l) => edit(l, 0, '"last":5', '"last":6')],
  ["a header that begins later", "ledger.head_cut", (l) => edit(l, 0, '"first":1', '"first":2')],
  ["a header in other words", "export.contradicts", (l) => edit(l, 0, '"first":1', '"first": 1')],
  [
    "a header that calls it one execution's",
    "export.wrong_execution",
    (l) => edit(l, 0, '"filter":{}', '"filter":{"executionId":"exe_a"}'),
  ],
  ["a header without tenant", "export.not_an_export", (l) => edit(l, 0, ',"tenantId":"ten_one"', "")],
  ["a header of a newer version", "export.unsupported_version", (l) => edit(l, 0, '_export":1', '_export":2')],
  ["an event that is hidden", "export.contradicts", (l) => l.with(2, hide(l[2], 2))],
  ["a line of noise", "export.malformed", (l) => l.toSpliced(2, 0, "{}")],
  ["an empty line", "export.malformed", (l) => l.toSpliced(2, 0, "")],
  ["an empty line at the end", "export.after_end", (l) => [...l, ""]],
  ["an event after the closing line", "export.after_end", (l) => [...l, l[1] ?? ""]],
  ["a second closing line", "export.after_end", (l) => [...l, l[6] ?? ""]],
  [
    "a closing line of another key",
    "export.other_key",
    (l) => l.with(6, signedAgain(l[6] ?? "", { keyId: newKey().keyId })),
  ],
  [
    "a closing line signed by another key in our name",
    "export.signature_wrong",
    (l) => l.with(6, signedAgain(l[6] ?? "", {}, newKey())),
  ],
  ["an edited statement", "export.signature_wrong", (l) => edit(l, 6, '"count":5', '"count":4')],
  ["a statement with one more space", "export.signature_wrong", (l) => edit(l, 6, '"count":5', '"count": 5')],
  ["an edited signature", "export.signature_wrong", (l) => edit(l, 6, /"signature":"..../, '"signature":"AAAA')],
  ["a signature in other digits", "export.signature_wrong", (l) => l.with(6, alias(l[6] ?? ""))],
  ["a signature that is too short", "export.malformed", (l) => edit(l, 6, "==", "")],
  [
    "a statement of another tenant",
    "export.contradicts",
    (l) => l.with(6, signedAgain(l[6] ?? "", { tenantId: "ten_two" })),
  ],
  ["a statement that lacks its head", "export.malformed", (l) => l.with(6, signedAgain(l[6] ?? "", { head: 1 }))],
  ["a statement of another count", "export.contradicts", (l) => l.with(6, signedAgain(l[6] ?? "", { count: 4 }))],
  [
    "a statement of another head",
    "ledger.rechained",
    (l) => l.with(6, signedAgain(l[6] ?? "", { head: "0".repeat(64) })),
  ],
  [
    "a statement of another list of hashes",
    "ledger.rechained",
    (l) => l.with(6, signedAgain(l[6] ?? "", { hashesSha256: hashOf("") })),
  ],
  ["a statement of another root", "ledger.rechained", (l) => l.with(6, signedAgain(l[6] ?? "", { root: hashOf("") }))],
  ["a statement of more events", "ledger.tail_cut", (l) => l.with(6, signedAgain(l[6] ?? "", { last: 6 }))],
  ["a statement of fewer events", "ledger.inserted", (l) => l.with(6, signedAgain(l[6] ?? "", { last: 4 }))],
];

/** Tamperings of its bytes, below the lines. */
export const tamperedBytes: [string, string, (bytes: Buffer) => Buffer][] = [
  ["no byte at all", "export.empty", () => Buffer.alloc(0)],
  ["nothing but a line end", "export.not_an_export", () => Buffer.from("\n")],
  ["Windows line ends", "ledger.hash_missing", (b) => Buffer.from(b.toString().replaceAll("\n", "\r\n"))],
  ["a byte order mark", "export.not_an_export", (b) => Buffer.concat([Buffer.from("\ufeff"), b])],
  ["an end in the middle of an event", "ledger.hash_missing", (b) => b.subarray(0, b.indexOf('"sequence":3'))],
  ["an end in the middle of the closing line", "export.malformed", (b) => b.subarray(0, -9)],
  ["zeros at the end", "export.after_end", (b) => Buffer.concat([b, Buffer.alloc(512)])],
  ["bytes at the end", "export.after_end", (b) => Buffer.concat([b, Buffer.from("garbage")])],
  ["bytes that are not UTF-8", "export.not_utf8", (b) => Buffer.from(b.map((byte) => (byte === 0xc3 ? 0xff : byte)))],
  [
    "another encoding",
    "export.not_utf8",
    (b) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(b.toString(), "utf16le")]),
  ],
  [
    "its first two lines joined",
    "export.not_an_export",
    (b) => Buffer.from(b.toString().replace(/\}\n\{"event/, '},{"event')),
  ],
  [
    "a line of more than 64 MiB",
    "export.line_too_long",
    (b) => Buffer.concat([b, Buffer.alloc(65 * 1024 * 1024, "x")]),
  ],
];

/** Tamperings of an export of one execution. */
export const tamperedLinesOfExecution: [string, string, (l: string[]) => string[]][] = [
  ["a hidden line that is dropped", "ledger.dropped", (l) => l.toSpliced(4, 1)],
  ["hidden lines that are swapped", "ledger.dropped", (l) => l.with(4, l[5] ?? "").with(5, l[4] ?? "")],
  ["a hidden line that is moved to the front", "ledger.swapped", (l) => l.toSpliced(4, 1).toSpliced(1, 0, l[4] ?? "")],
  ["a hidden line that is doubled", "ledger.doubled", (l) => l.toSpliced(5, 0, l[4] ?? "")],
  ["a hidden line with another hash", "ledger.rechained", (l) => edit(l, 5, /"hash":"..../, '"hash":"0000')],
  ["a first hidden line with another hash", "ledger.rechained", (l) => edit(l, 4, /"hash":"..../, '"hash":"0000')],
  ["an event of it that is hidden", "export.contradicts", (l) => l.with(3, hide(l[3], 5))],
  ["a first event of it that is hidden", "export.contradicts", (l) => l.with(1, hide(l[1], 3))],
  ["an event that claims a hidden place", "ledger.inserted", (l) => l.toSpliced(5, 0, lineOf(sealed(drafts(6))[5]))],
  ["a head that is cut off", "ledger.dropped", (l) => l.toSpliced(1, 1)],
  [
    "a head that is cut off with the header",
    "ledger.head_cut",
    (l) => edit(l.toSpliced(1, 1), 0, '"first":3', '"first":4'),
  ],
  ["a tail that is cut off", "ledger.tail_cut", (l) => l.toSpliced(7, 1)],
  ["a header of another execution", "export.wrong_execution", (l) => edit(l, 0, "exe_a", "exe_b")],
  ["a header that calls it everything", "ledger.head_cut", (l) => edit(l, 0, '{"executionId":"exe_a"}', "{}")],
  [
    "an event of another execution",
    "export.wrong_execution",
    (l) => rehash(l, 3, '"executionId":"exe_a"', '"executionId":"exe_b"'),
  ],
  [
    "a statement of another count of hidden ones",
    "export.contradicts",
    (l) => l.with(8, signedAgain(l[8] ?? "", { hidden: 1 })),
  ],
  ["a statement of a root", "ledger.rechained", (l) => l.with(8, signedAgain(l[8] ?? "", { root: hashOf("") }))],
];

const forged = (from: number) => sealed(drafts(5 - from, "forged"), "ten_one", link(events[from - 1]));
const edit = (l: readonly string[], n: number, from: string | RegExp, to: string) =>
  l.with(
    n,
    (l[n] ?? "").replace(from, () => to),
  );
const hide = (line = "", n = 0) => `{"hidden":${n},"hash":"${line.slice(-66, -2)}"}`;
/** The text of event `n`, edited and hashed anew. */
const rehash = (l: readonly string[], n: number, from: string | RegExp, to: string) => {
  const text = (l[n] ?? "").slice(9, -75).replace(from, () => to);
  return l.with(n, `{"event":${text},"hash":"${hashOf(text)}"}`);
};
const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/** Another last digit that decodes to the same bytes. */
const alias = (line: string) => line.replace(/(.)==/, (_, digit: string) => `${digits[digits.indexOf(digit) ^ 1]}==`);

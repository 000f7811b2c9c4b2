import { drafts, hashOf, lineOf, link, sealed, signedAgain, stretched } from "./make-export.ts";

type Tampering = [what: string, code: string, tamper: (lines: string[]) => string[]];

/** What a header and a closing line can say that fits nothing, of an export of everything. */
export const contradictions: Tampering[] = [
  ["a header of version 1.0", "export.contradicts", (l) => edit(l, 0, '_export":1', '_export":1.0')],
  ["a header that counts with an exponent", "export.contradicts", (l) => edit(l, 0, '"last":5', '"last":5e0')],
  ["a header that counts too far", "export.not_an_export", (l) => edit(l, 0, '"last":5', '"last":9007199254740993')],
  ["a header whose filter is a list", "export.not_an_export", (l) => edit(l, 0, '"filter":{}', '"filter":[]')],
  ["a header of an unknown filter", "export.not_an_export", (l) => edit(l, 0, "{}", '{"colour":"red"}')],
  ["a header whose filter is a number", "export.not_an_export", (l) => edit(l, 0, "{}", '{"executionId":5}')],
  ["a header with a frontier", "export.not_an_export", (l) => edit(l, 0, '"last"', '"frontier":[],"last"')],
  ["a header with one key more", "export.contradicts", (l) => edit(l, 0, '"last"', '"kind":1,"last"')],
  [
    "a statement of an unknown filter",
    "export.malformed",
    (l) => l.with(6, signedAgain(l[6] ?? "", { filter: { a: "b" } })),
  ],
  [
    "a hidden line that counts too far",
    "export.malformed",
    (l) => l.with(2, `{"hidden":9007199254740993,"hash":"${hashOf("")}"}`),
  ],
];

/** Tamperings of an export of a stretch of time: events 4 to 8, on lines 1 to 5. */
export const tamperedLinesOfStretch: Tampering[] = [
  ["an edited text", "ledger.edited", (l) => edit(l, 2, "restart", "destroy")],
  ["an event that is dropped", "ledger.dropped", (l) => l.toSpliced(3, 1)],
  ["its head cut off", "ledger.dropped", (l) => l.toSpliced(1, 1)],
  [
    "its head cut off with the header",
    "export.not_an_export",
    (l) => edit(l.toSpliced(1, 1), 0, '"first":4', '"first":5'),
  ],
  ["its tail cut off", "ledger.tail_cut", (l) => l.toSpliced(5, 1)],
  ["two events swapped", "ledger.swapped", (l) => l.with(2, l[3] ?? "").with(3, l[2] ?? "")],
  ["an event doubled", "ledger.doubled", (l) => l.toSpliced(3, 0, l[2] ?? "")],
  ["an event hidden", "export.contradicts", (l) => l.with(2, `{"hidden":5,"hash":"${stretched[4]?.hash}"}`)],
  ["events written anew", "ledger.rechained", (l) => l.toSpliced(1, 5, ...forged().map(lineOf))],
  ["another history before it", "ledger.rechained", (l) => withFrontier(l, [hashOf("other"), hashOf("history")])],
  ["a frontier of another size", "export.not_an_export", (l) => withFrontier(l, [hashOf("other")])],
  ["a frontier that is no hashes", "export.not_an_export", (l) => withFrontier(l, ["a", "b"])],
  ["a frontier that is a text", "export.not_an_export", (l) => edit(l, 0, /"frontier":\[.*?\]/, '"frontier":"ab"')],
  ["no frontier", "export.not_an_export", (l) => edit(l, 0, /"frontier":\[.*?\],/, "")],
  [
    "a frontier in its header alone that differs",
    "ledger.rechained",
    (l) => edit(l, 0, /(\["..)../, (all) => `${all.slice(0, 2)}0000`),
  ],
  ["a header of other times", "export.contradicts", (l) => edit(l, 0, "T04:00", "T05:00")],
  [
    "a header that calls it everything",
    "ledger.head_cut",
    (l) => edit(l, 0, /"filter":.*?\},"first":4,"frontier":\[.*?\]/, '"filter":{},"first":4'),
  ],
  ["an end that is not stated", "export.unfinished", (l) => l.slice(0, -1)],
];

const edit = (l: readonly string[], n: number, from: string | RegExp, to: string | ((all: string) => string)) =>
  l.with(n, (l[n] ?? "").replace(from, typeof to === "string" ? () => to : to));
const forged = () => sealed(drafts(5, "forged"), "ten_one", link(stretched[2]));

/** Another frontier in the header and, signed by the key itself, in the closing line. */
function withFrontier(l: readonly string[], frontier: readonly string[]): string[] {
  return edit(l, 0, /"frontier":\[.*?\]/, `"frontier":${JSON.stringify(frontier)}`).with(
    6,
    signedAgain(l[6] ?? "", { frontier }),
  );
}

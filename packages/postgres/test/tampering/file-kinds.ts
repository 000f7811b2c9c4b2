import { readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";

interface Finding {
  /** Where there are two, it depends on whether the events are read by an index. */
  readonly codes: readonly string[];
  readonly sequence?: number;
}

/** One way to tamper with the files of a database while its server is stopped; a table of 60 events lies in `heap`. */
export interface FileKind {
  readonly what: string;
  /** Said to the database before it is stopped. `DB` is its name. */
  readonly before?: string;
  readonly change: (files: { readonly heap: string; readonly index: string }) => void;
  /** What is found where PostgreSQL has a checksum for each page, and where it has none. */
  readonly withChecksums: Finding;
  readonly without?: Finding;
}

const pageBytes = 8_192;

const edit = (path: string, from: string, to: string): void => {
  const bytes = readFileSync(path);
  const at = bytes.indexOf(from);
  if (at < 0) throw new TypeError(`${from} does not stand in ${path}`);
  bytes.write(to, at);
  writeFileSync(path, bytes);
};
const seventh = ({ heap }: { readonly heap: string }) => edit(heap, 'nement 7"', 'nement X"');
const setting = (name: string) => `ALTER DATABASE DB SET ${name}`;
const byIndexAlone = ["enable_seqscan", "enable_bitmapscan", "enable_sort"]
  .map((name) => setting(`${name} = off`))
  .join(";");

/** Once in the bytes: pages that are all zeroes pass for new ones, with or without checksums. */
function zeroPage(path: string, page: number): void {
  const bytes = readFileSync(path);
  bytes.fill(0, page * pageBytes, (page + 1) * pageBytes);
  writeFileSync(path, bytes);
}

const damaged = { codes: ["database.damaged"] };

export const fileKinds: readonly FileKind[] = [
  {
    what: "a letter of an event",
    change: seventh,
    withChecksums: damaged,
    without: { codes: ["ledger.edited"], sequence: 7 },
  },
  {
    what: "a letter of an event, with checksums ignored",
    before: setting("ignore_checksum_failure = on"),
    change: seventh,
    withChecksums: { codes: ["ledger.edited"], sequence: 7 },
  },
  {
    what: "a letter of an event, with damaged pages taken for empty ones",
    before: setting("zero_damaged_pages = on"),
    change: seventh,
    withChecksums: { codes: ["ledger.dropped"] },
    without: { codes: ["ledger.edited"], sequence: 7 },
  },
  {
    what: "a hash",
    before: setting("ignore_checksum_failure = on"),
    change: ({ heap }) => {
      const text = readFileSync(heap).toString("latin1");
      const hash = /[0-9a-f]{64}(?=[^"0-9a-f])/.exec(text.slice(text.indexOf('nement 7"')))?.[0] ?? "";
      edit(heap, hash, "0".repeat(64));
    },
    withChecksums: { codes: ["ledger.edited"] },
  },
  {
    what: "a page of nothing",
    change: ({ heap }) => zeroPage(heap, 1),
    withChecksums: { codes: ["ledger.dropped"] },
  },
  {
    what: "a last page cut off",
    change: ({ heap }) => truncateSync(heap, readFileSync(heap).length - pageBytes),
    withChecksums: { codes: ["ledger.dropped", "database.damaged"] },
  },
  {
    what: "a file cut to nothing",
    change: ({ heap }) => truncateSync(heap, 0),
    withChecksums: { codes: ["ledger.head_cut", "database.damaged"] },
  },
  { what: "a file that is gone", change: ({ heap }) => rmSync(heap), withChecksums: damaged },
  {
    what: "an index of nothing",
    before: byIndexAlone,
    change: ({ index }) => writeFileSync(index, Buffer.alloc(readFileSync(index).length)),
    withChecksums: damaged,
  },
];

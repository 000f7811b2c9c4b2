import type { TenantId } from "../identity/index.ts";
import {
  closingLine,
  type ExportFilter,
  type ExportHeader,
  eventLine,
  exportVersion,
  headerLine,
  hiddenLine,
  isStretchOfTime,
  type SigningKey,
} from "./export-format.ts";
import { createHashList } from "./hash-list.ts";
import { createMerkleTree } from "./merkle-tree.ts";
import { type ChainLink, emptyChain } from "./seal-event.ts";

/** One event of the stretch: with its text, or, where the filter leaves it out, its place and hash alone. */
export type ExportRow = ChainLink & { readonly text?: string };

/**
 * Writes an export line by line, without line ends. Rows come in order, from `first` to `last`, in batches; of a stretch of
 * time from the first event of all, since what it proves is that it continues them.
 */
export async function* writeExport(input: {
  readonly tenantId: TenantId;
  readonly filter: ExportFilter;
  readonly first: number;
  readonly last: number;
  readonly rows: AsyncIterable<readonly ExportRow[]> | Iterable<readonly ExportRow[]>;
  readonly exportedAt: () => Date;
  readonly key: SigningKey;
}): AsyncGenerator<string, void, undefined> {
  const { tenantId, filter, first, last, key } = input;
  const tree = filter.executionId === undefined ? createMerkleTree() : undefined;
  const hashes = createHashList();
  const counted = { count: 0, hidden: 0 };
  let header: ExportHeader | undefined;
  const begun = (): ExportHeader => ({
    ...{ steadyhand_export: exportVersion, tenantId, filter, first, last },
    ...(tree && isStretchOfTime(filter) && { frontier: tree.frontier() }),
  });
  let head = emptyChain.hash;
  for await (const batch of input.rows) {
    for (const row of batch) {
      if (isStretchOfTime(filter) && row.sequence < first) {
        tree?.add(row.hash);
        continue;
      }
      if (header === undefined) {
        header = begun();
        yield headerLine(header);
      }
      hashes.add(row.hash);
      tree?.add(row.hash);
      head = row.hash;
      counted[row.text === undefined ? "hidden" : "count"]++;
      yield row.text === undefined ? hiddenLine(row) : eventLine({ text: row.text, hash: row.hash });
    }
  }
  if (header === undefined) {
    header = begun();
    yield headerLine(header);
  }
  const hashesSha256 = hashes.digest();
  const exportedAt = input.exportedAt().toISOString();
  const figures = { ...counted, head, hashesSha256, ...(tree && { root: tree.root() }) };
  yield closingLine({ ...header, ...figures, exportedAt, keyId: key.keyId }, key);
}

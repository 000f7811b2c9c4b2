import { createHash } from "node:crypto";

/** What rows of a table came to: each is a line, and no line end stands within one. */
export interface RowCount {
  take(bytes: Uint8Array): void;
  counted(): { readonly rows: number; readonly sha256: string };
}

export function createRowCount(): RowCount {
  const digest = createHash("sha256");
  let rows = 0;
  return {
    take(bytes) {
      digest.update(bytes);
      for (let at = bytes.indexOf(lineEnd); at !== -1; at = bytes.indexOf(lineEnd, at + 1)) rows++;
    },
    counted: () => ({ rows, sha256: digest.copy().digest("hex") }),
  };
}

const lineEnd = 10;

/** Cuts a stream of rows into parts of about a size, each of whole rows. */
export async function* inParts(chunks: AsyncIterable<Buffer>, size: number): AsyncGenerator<Buffer, void, undefined> {
  let held: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    held.push(chunk);
    bytes += chunk.length;
    const end = bytes < size ? -1 : chunk.lastIndexOf(lineEnd);
    if (end === -1) continue;
    const all = Buffer.concat(held);
    const cut = all.length - (chunk.length - end - 1);
    yield all.subarray(0, cut);
    held = cut === all.length ? [] : [all.subarray(cut)];
    bytes = all.length - cut;
  }
  if (bytes > 0) yield Buffer.concat(held);
}

import { checkStretch, type Stretch } from "./check-stretch.ts";
import { cutBlocks, linesOf } from "./split-lines.ts";
import { createReader, type ExportReport } from "./verify-export.ts";

/** Looks at a block of an export as `checkStretch` does, here or on another thread. */
export type StretchCheck = (block: Uint8Array) => Stretch | undefined | Promise<Stretch | undefined>;

/**
 * `verifyExport` for the bytes of a file. Events in which there is nothing to find are taken by the block, as `check` answers
 * for them, up to `ahead` blocks before their turn; all else is read line by line, and so is what nobody answers for. So the
 * report is the same whoever checks, and only this reader ever says what is wrong.
 */
export async function verifyExportBytes(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: { readonly publicKeyPem: string; readonly check?: StretchCheck; readonly ahead?: number },
): Promise<ExportReport> {
  const { publicKeyPem, check = checkStretch, ahead = 0 } = options;
  const reader = createReader(publicKeyPem);
  for await (const { block, stretch } of checkedInOrder(cutBlocks(chunks), { check, ahead })) {
    const taken = stretch !== undefined && reader.takeStretch(stretch) ? stretch.bytes : 0;
    if (taken < block.length) for (const line of linesOf(block.subarray(taken))) reader.take(line);
    if (reader.isOver()) break;
  }
  return reader.report();
}

interface CheckedBlock {
  readonly block: Uint8Array;
  readonly stretch: Stretch | undefined;
}

async function* checkedInOrder(
  blocks: AsyncIterable<Uint8Array>,
  { check, ahead }: { readonly check: StretchCheck; readonly ahead: number },
): AsyncGenerator<CheckedBlock, void, undefined> {
  const underway: Promise<CheckedBlock>[] = [];
  let failure: { readonly cause: unknown } | undefined;
  try {
    for await (const block of blocks) {
      underway.push(checked(block, check));
      if (underway.length > ahead) yield underway.shift() as Promise<CheckedBlock>;
    }
  } catch (cause) {
    // What was read before it is judged first, as it would be line by line.
    failure = { cause };
  }
  yield* underway;
  if (failure !== undefined) throw failure.cause;
}

async function checked(block: Uint8Array, check: StretchCheck): Promise<CheckedBlock> {
  try {
    return { block, stretch: await check(block) };
  } catch {
    // Whoever should have looked could not: then it is read line by line.
    return { block, stretch: undefined };
  }
}

import { createPublicKey } from "node:crypto";
import { createMerkleTree, type ExportReport } from "@steadyhand/core/audit";
import { type Anchor, readAnchorLine } from "@steadyhand/postgres";

/** What a check of an export against checkpoints found: how many were compared, or the first thing that is wrong. */
export type Comparison =
  | { readonly ok: true; readonly checkpoints: number }
  | { readonly ok: false; readonly sequence?: number; readonly code: string; readonly problem: string };

/** An export that was found whole, once more line by line. */
export interface ComparedExport {
  readonly report: Extract<ExportReport, { ok: true }>;
  readonly lines: AsyncIterable<readonly string[]>;
  readonly publicKeyPem: string;
}

/**
 * Compares an export that was found whole with heads that were signed at other times, as docs/ledger-format.md says. What they
 * find is a ledger whose own keeper wrote it anew, or put it back, since.
 */
export async function compareWithExport(
  { report, lines, publicKeyPem }: ComparedExport,
  checkpoints: AsyncIterable<string>,
): Promise<Comparison> {
  const heads = new Map<number, Anchor[]>();
  const key = { keyId: report.keyId, publicKey: createPublicKey(publicKeyPem) };
  for await (const line of checkpoints) {
    const read = readAnchorLine(line, key);
    if (!read.ok) return read;
    const { anchor } = read;
    if (anchor.tenantId === report.tenantId)
      heads.set(anchor.sequence, [...(heads.get(anchor.sequence) ?? []), anchor]);
  }
  const compared = await compareHeads(heads, report, lines);
  const lost = compared.ok ? beyond(heads, report) : undefined;
  return lost === undefined
    ? compared
    : {
        ...{ ok: false, sequence: report.last + 1, code: "ledger.rolled_back" },
        problem: `at ${lost.at} there were ${lost.sequence} events: they were rolled back`,
      };
}

/** The lines begin with a header and end with a statement; between them each event, also a hidden one, has its hash at its end. */
const hashAtEnd = /^\{"(?:event|hidden)":.*"hash":"([0-9a-f]{64})"\}$/s;

async function compareHeads(
  heads: ReadonlyMap<number, readonly Anchor[]>,
  { first, root }: ComparedExport["report"],
  lines: ComparedExport["lines"],
): Promise<Comparison> {
  let tree: ReturnType<typeof createMerkleTree> | undefined;
  let sequence = first - 1;
  let checkpoints = 0;
  for await (const batch of lines) {
    for (const line of batch) {
      const hash = hashAtEnd.exec(line)?.[1];
      if (hash === undefined) {
        if (sequence === first - 1 && root !== undefined) tree ??= treeBefore(line, first);
        continue;
      }
      sequence += 1;
      tree?.add(hash);
      for (const head of heads.get(sequence) ?? []) {
        const isSame = head.hash === hash && (head.root === undefined || !tree || head.root === tree.root());
        if (!isSame) return writtenAnew(head);
        checkpoints += 1;
      }
    }
  }
  return { ok: true, checkpoints };
}

function treeBefore(header: string, first: number) {
  // It was found to be one.
  const { frontier } = JSON.parse(header) as { readonly frontier?: readonly string[] };
  return createMerkleTree(frontier === undefined ? undefined : { size: first - 1, frontier });
}

function writtenAnew({ sequence, at }: Anchor): Comparison {
  const problem = `event ${sequence} is not the one that was signed at ${at}: it was hashed anew`;
  return { ok: false, sequence, code: "ledger.rechained", problem };
}

/** A head beyond the end of an export of everything, unless it was signed after it: then the ledger has grown. */
function beyond(
  heads: ReadonlyMap<number, readonly Anchor[]>,
  { last, exportedAt, filter }: ComparedExport["report"],
): Anchor | undefined {
  if (filter.executionId !== undefined || filter.until !== undefined) return undefined;
  return [...heads.values()].flat().find(({ sequence, at }) => sequence > last && at <= exportedAt);
}

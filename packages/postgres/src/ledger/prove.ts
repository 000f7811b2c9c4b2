import {
  consistencyRanges,
  type GrowthProof,
  type InclusionProof,
  inclusionRanges,
  type LeafRange,
  proofVersion,
  rootsOf,
} from "@steadyhand/core/audit";
import type { TenantId } from "@steadyhand/core/identity";
import { OpsError } from "@steadyhand/core/outcome";
import { type Database, schemaName } from "../database/index.ts";
import type { AnchorFile } from "./anchor-file.ts";
import { readHashes } from "./read-events.ts";

export interface ProofOptions {
  readonly database: Database;
  readonly anchors: AnchorFile;
  /** Signs a checkpoint where the ledger has grown. */
  readonly anchor: (tenantId: TenantId) => Promise<unknown>;
}

/** Proves that an event is in the ledger that its newest checkpoint states. Throws `ledger.no_event`. */
export async function proveInclusion(
  options: ProofOptions,
  tenantId: TenantId,
  sequence: number,
): Promise<InclusionProof> {
  const { line, count } = await newestCheckpoint(options, tenantId);
  const event = sequence <= count ? await readText(options.database, tenantId, sequence) : undefined;
  if (event === undefined) throw noEvent(tenantId, sequence, count);
  const path = await pathOver(options, tenantId, inclusionRanges(sequence - 1, count), count);
  return { steadyhand_proof: proofVersion, kind: "inclusion", event, path, checkpoint: line };
}

/** Proves that the ledger of the newest checkpoint begins with its first `olderCount` events. Throws `ledger.no_event`. */
export async function proveGrowth(options: ProofOptions, tenantId: TenantId, olderCount: number): Promise<GrowthProof> {
  const { line, count } = await newestCheckpoint(options, tenantId);
  if (!(olderCount >= 1 && olderCount <= count)) throw noEvent(tenantId, olderCount, count);
  const ranges = consistencyRanges(olderCount, count);
  const [olderRoot = "", ...path] = await pathOver(
    options,
    tenantId,
    [{ start: 0, end: olderCount }, ...ranges],
    count,
  );
  return { steadyhand_proof: proofVersion, kind: "growth", olderCount, olderRoot, path, checkpoint: line };
}

async function newestCheckpoint({ anchors, anchor }: ProofOptions, tenantId: TenantId) {
  await anchor(tenantId);
  const found = await anchors.newest(tenantId);
  if (found === undefined) {
    throw new OpsError(`Cannot prove anything of ${tenantId}: no checkpoint of it has been signed yet`, {
      kind: "not_found",
      code: "ledger.no_checkpoint",
      hint: "Checkpoints are signed every minute in which something happens, once there is an event",
    });
  }
  return found;
}

async function pathOver({ database }: ProofOptions, tenantId: TenantId, ranges: readonly LeafRange[], count: number) {
  return rootsOf(ranges, readHashes(database, tenantId, { after: 0, upTo: count }));
}

async function readText(database: Database, tenantId: TenantId, sequence: number): Promise<string | undefined> {
  const sql = `SELECT text FROM ${schemaName}.audit_event WHERE tenant_id = $1 AND sequence = $2`;
  const statement = { name: "read_text", sql, parameters: [tenantId, sequence] };
  const [row] = await database.query<{ text: string }>("read the ledger", { tenantId }, statement);
  return row?.text;
}

function noEvent(tenantId: TenantId, sequence: number, count: number): OpsError {
  return new OpsError(`Cannot prove anything of event ${sequence} of ${tenantId}: its ledger has ${count} events`, {
    kind: "not_found",
    code: "ledger.no_event",
    hint: "`steady audit list` shows the events there are, with their numbers",
  });
}

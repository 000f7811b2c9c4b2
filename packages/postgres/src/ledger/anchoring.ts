import { type Checkpoint, type Grown, nothingGrown } from "@steadyhand/core/audit";
import type { TenantId } from "@steadyhand/core/identity";
import { OpsError } from "@steadyhand/core/outcome";
import type { Clock } from "@steadyhand/engine";
import { createTurns, type Database } from "../database/index.ts";
import type { AnchorFile } from "./anchor-file.ts";
import { readEnd, readHash, readHashes } from "./read-events.ts";

/** Signs how a tenant's ledger stands, where it has grown since it was last signed. */
export interface Anchoring {
  /**
   * Throws `ledger.not_whole` where the events do not lead to the head, and `ledger.other_history` where they do not go on from what was
   * signed last: two histories under one key could not be told from a forgery any more.
   */
  anchor(tenantId: TenantId): Promise<Checkpoint | undefined>;
}

/** Keeps the Merkle tree of each tenant in memory, so that a checkpoint costs only what is new. */
export function createAnchoring(options: {
  readonly database: Database;
  readonly anchors: AnchorFile;
  readonly clock: Clock;
  /** There is a new one in the file. */
  readonly signed?: () => void;
}): Anchoring {
  const { database, anchors, clock, signed } = options;
  const grown = new Map<TenantId, Grown>();
  const turns = createTurns();

  /** Where the tree was left: in memory, or at the newest checkpoint in the file, whose event must still be there. */
  async function leftAt(tenantId: TenantId): Promise<Grown> {
    const known = grown.get(tenantId) ?? (await anchors.newestTree(tenantId));
    const newest = known ? { count: known.head.sequence, head: known.head.hash } : await anchors.newest(tenantId);
    const { count = 0, head } = newest ?? {};
    if (count > 0 && (await readHash(database, tenantId, count)) !== head) throw otherHistory(tenantId, count);
    return known ?? nothingGrown();
  }

  async function anchor(tenantId: TenantId): Promise<Checkpoint | undefined> {
    const head = (await readEnd(database, tenantId))?.head;
    if (head === undefined || head.sequence === 0 || grown.get(tenantId)?.head.hash === head.hash) return undefined;
    const { tree } = await leftAt(tenantId);
    let last = "";
    for await (const hashes of readHashes(database, tenantId, { after: tree.size(), upTo: head.sequence })) {
      for (const hash of hashes) tree.add(hash);
      last = hashes.at(-1) ?? last;
    }
    const isWhole = tree.size() === head.sequence && (last === "" || last === head.hash);
    if (!isWhole) {
      grown.delete(tenantId);
      throw notWhole(tenantId, tree.size(), head.sequence);
    }
    const now = { head, tree };
    const checkpoint = await anchors.add(tenantId, now, clock.now());
    grown.set(tenantId, now);
    signed?.();
    return checkpoint;
  }

  return { anchor: (tenantId) => turns.take(tenantId, () => anchor(tenantId)) };
}

function notWhole(tenantId: TenantId, events: number, head: number): OpsError {
  const found = `its head names event ${head}, and its events lead to ${events}`;
  return new OpsError(`Cannot sign the ledger of ${tenantId}: ${found}`, {
    kind: "internal",
    code: "ledger.not_whole",
    hint: "Keep the database and the checkpoints as they are: they are evidence. `steady audit verify` says what is wrong",
  });
}

function otherHistory(tenantId: TenantId, count: number): OpsError {
  const found = `event ${count} is not there as it was when it was signed last`;
  return new OpsError(`Cannot sign the ledger of ${tenantId}: ${found}`, {
    kind: "internal",
    code: "ledger.other_history",
    hint: "Is this the database that belongs to the data folder, and as new as it was? Keep both as they are: they are evidence. `steady audit verify` says what is wrong",
  });
}

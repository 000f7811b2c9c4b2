import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import {
  createDataKeys,
  createOutputKeys,
  createSweep,
  createVault,
  type DataKeys,
  type MasterKeys,
  type OutputKeys,
  openDiskBlobs,
  openMasterKeys,
  openS3Blobs,
  ownSpaces,
  readS3Address,
  type Sweep,
  testSealing,
} from "@steadyhand/blobs";
import type { TenantId } from "@steadyhand/core/identity";
import { OpsError } from "@steadyhand/core/outcome";
import type { BlobStore, Clock, KeyStore, OutputVault } from "@steadyhand/engine";
import type { ServerLog } from "../log.ts";
import type { DataFolder } from "./data-folder.ts";
import type { OpenStores } from "./open-stores.ts";

/** What outputs are kept with. */
export interface Outputs {
  readonly vault: OutputVault;
  readonly keys: OutputKeys;
  /** Forgets a tenant's keys in memory too, once they are destroyed. */
  readonly forget: DataKeys["forget"];
  readonly sweep: Pick<Sweep, "sweepTenant">;
  /** Where they belong. */
  readonly store: Pick<BlobStore, "kind" | "description">;
  /** Master keys as text: what a step may print of them is removed. */
  readonly secrets: () => readonly string[];
}

export interface BlobsOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly folder: DataFolder;
  readonly stores: Pick<OpenStores, "keys" | "blobIndex" | "databaseBlobs" | "ledger" | "panic">;
  /** The tenant whose server this is. */
  readonly tenantId: TenantId;
  /** Others may use the same database: what lies in this folder is out of their reach. */
  readonly isShared: boolean;
  readonly clock: Clock;
  readonly log: ServerLog;
}

/**
 * Opens keys and store, proves that what lies there is ciphertext, and begins to sweep. Throws `keys.…` and `blobs.…`: with
 * outputs that may lie open, or keys that are not the right ones, nothing starts.
 */
export async function openBlobs(options: BlobsOptions, opening: AsyncDisposableStack): Promise<Outputs> {
  const { env, folder, stores, clock, log } = options;
  const store = openStore(options);
  const masters = await openMasterKeys({
    ...{ env, file: resolve(workingDirectory(options), env.STEADYHAND_MASTER_KEY_FILE || folder.masterKey) },
    mayMake: !(await isSomethingWrapped(stores.keys, env.STEADYHAND_LOST_MASTER_KEYS)),
  });
  const keys = createDataKeys({ store: stores.keys, masters, clock });
  await prove(options, store, keys);
  await tellUnreadable(options, masters);
  const database = stores.databaseBlobs;
  const sweep = createSweep({
    ...{ keys: stores.keys, index: stores.blobIndex, store, database, clock, log },
    append: (tenantId, events) => stores.ledger.append(tenantId, events),
  });
  sweep.start();
  opening.defer(() => sweep.close());
  return {
    vault: createVault({ keys, store, database, clock, log }),
    keys: createOutputKeys({ store: stores.keys, masters, keys, clock }),
    forget: keys.forget,
    sweep,
    store,
    secrets: masters.secrets,
  };
}

/** Default: the data folder. In a database that servers may share, the database itself, which all of them reach. */
function openStore(options: BlobsOptions): BlobStore {
  const { env, folder, stores, isShared } = options;
  const named = env.STEADYHAND_BLOBS || (isShared ? "database" : folder.blobs);
  if (named === "database") return stores.databaseBlobs;
  if (named.startsWith("s3://")) return own(options, openS3Blobs(readS3Address(named, env)));
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(named)) throw unknownStore(named);
  return own(options, openDiskBlobs(resolve(workingDirectory(options), named)));
}

/** What servers of one database share is made anew by a restore, and so tells a copy from its original. */
function own({ env, stores, clock }: BlobsOptions, store: BlobStore): BlobStore {
  const takeOver = env.STEADYHAND_BLOBS_TAKE_OVER;
  return ownSpaces(store, {
    secretOf: (tenantId) => stores.panic.clusterSecret(tenantId, randomBytes(32).toString("base64url")),
    ...(takeOver && { takeOver }),
    clock,
  });
}

function workingDirectory({ env, folder }: BlobsOptions): string {
  return env.INIT_CWD ?? env.PWD ?? folder.path;
}

/** With keys in the database, a master key that is made now could not be the right one. */
async function isSomethingWrapped(keys: KeyStore, lostText = ""): Promise<boolean> {
  const lost = lostText.split(",").map((id) => id.trim());
  for (const tenantId of await keys.listTenants()) {
    const own = (await keys.get(tenantId)).keys;
    if (own.some(({ masterId }) => !lost.includes(masterId))) return true;
  }
  return false;
}

/** A service that is away stops no start: outputs wait in the database, where the same is proven instead. */
async function prove({ stores, tenantId, log }: BlobsOptions, store: BlobStore, keys: DataKeys): Promise<void> {
  const { isDeleted } = await stores.keys.get(tenantId);
  if (isDeleted) return;
  try {
    await testSealing({ keys, store, tenantId });
  } catch (error) {
    if (!(error instanceof OpsError) || error.code !== "blobs.unreachable") throw error;
    log.error({ error }, "the store of blobs cannot be reached; outputs wait in the database until it can");
    await testSealing({ keys, store: stores.databaseBlobs, tenantId });
  }
}

/** Keys of other tenants that this server has no master key for stop only what is done for those. */
async function tellUnreadable({ stores, log }: BlobsOptions, masters: MasterKeys): Promise<void> {
  for (const tenantId of await stores.keys.listTenants()) {
    const { keys } = await stores.keys.get(tenantId);
    for (const { version, masterId } of keys) {
      if (masters.lost.has(masterId) || (await masters.find(masterId)) !== undefined) continue;
      log.error(
        { tenantId, version, masterId },
        "the master key that wrapped a data key is not here: what it sealed cannot be read",
      );
    }
  }
}

function unknownStore(named: string): OpsError {
  const [scheme = ""] = named.split(":");
  return new OpsError(`Cannot keep outputs at ${scheme}://…: that kind of place is not known`, {
    kind: "invalid",
    code: "blobs.address",
    hint: "STEADYHAND_BLOBS is a folder, the word database, or s3://bucket/prefix?endpoint=…&region=…",
  });
}

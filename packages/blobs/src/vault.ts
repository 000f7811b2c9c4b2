import type { AttemptResult, KeptStream } from "@steadyhand/core/execution";
import { OpsError } from "@steadyhand/core/outcome";
import type { BlobKey, BlobStore, Clock, EngineLog, OutputBlob, OutputPlace, OutputVault } from "@steadyhand/engine";
import { type BlobPlace, blobName, openBlob, sealBlob, sha256 } from "./container.ts";
import type { DataKeys } from "./data-keys.ts";

export interface VaultOptions {
  readonly keys: Pick<DataKeys, "current" | "get">;
  /** Where blobs belong. */
  readonly store: BlobStore;
  /** Holds what waits for the store; the same as `store` where blobs belong into the database. */
  readonly database: BlobStore;
  readonly clock: Pick<Clock, "now">;
  readonly log: EngineLog;
}

/** After a store failed, so long nobody waits for it: outputs go into the database at once. */
const restMs = 30_000;
const startCharacters = 500;

interface Kept {
  readonly kept: KeptStream;
  readonly blob?: OutputBlob;
}

/** Seals outputs on their way into the record, and opens them for whoever looks. */
export function createVault({ keys, store, database, clock, log }: VaultOptions): OutputVault {
  let restUntil = 0;

  async function keepStream(place: BlobPlace, text: string): Promise<Kept> {
    const plain = Buffer.from(text, "utf8");
    const kept = { bytes: plain.length, sha256: sha256(plain), start: startOf(text) };
    if (plain.length === 0) return { kept: { ...kept, place: "empty" } };
    try {
      const { key, space } = await keys.current(place.tenantId);
      const sealed = await sealBlob(place, key, plain);
      const blob = { stream: place.stream, name: blobName(sealed), keyVersion: key.version };
      const why = await tryToStore({ tenantId: place.tenantId, space, name: blob.name }, sealed);
      if (why === undefined) return { kept: { ...kept, place: "store" }, blob: { ...blob, place: "store" } };
      const isPlace = store.kind === "database";
      return {
        kept: { ...kept, place: "database", ...(!isPlace && { why }) },
        blob: { ...blob, place: "database", sealed },
      };
    } catch (error) {
      log.error({ ...place, error }, "an output was not kept");
      return { kept: { ...kept, place: "nowhere", why: sayError(error) } };
    }
  }

  /** Why it is not in the store; `undefined` when it is. */
  async function tryToStore(key: BlobKey, sealed: Buffer): Promise<string | undefined> {
    // Written with the outcome, in the same transaction.
    if (store.kind === "database") return "it belongs there";
    if (clock.now().getTime() < restUntil) return "the store of blobs failed a moment ago";
    try {
      await store.put(key, sealed);
      return undefined;
    } catch (error) {
      restUntil = clock.now().getTime() + restMs;
      log.error({ error }, "the store of blobs failed; outputs wait in the database");
      return sayError(error);
    }
  }

  return {
    async keep(place, output) {
      const [stdout, stderr] = await Promise.all([
        keepStream({ ...place, stream: "stdout" }, output.stdout),
        keepStream({ ...place, stream: "stderr" }, output.stderr),
      ]);
      const kept: AttemptResult["kept"] = { stdout: stdout.kept, stderr: stderr.kept };
      return { kept, blobs: [stdout, stderr].flatMap(({ blob }) => blob ?? []) };
    },
    async open(place, blob, { bytes, sha256: digest }) {
      const { key, space } = await keys.get(place.tenantId, blob.keyVersion);
      const from = blob.place === "database" ? database : store;
      const at = { tenantId: place.tenantId, space, name: blob.name };
      // One that was waiting when its row was read may have been moved meanwhile.
      const sealed = (await from.get(at)) ?? (blob.place === "database" ? await store.get(at) : undefined);
      if (sealed === undefined) throw missing(place, blob, from);
      const own = { ...place, stream: blob.stream };
      const plain = await openBlob(own, key, Buffer.from(sealed), { name: blob.name, bytes, sha256: digest });
      return plain.toString("utf8");
    },
  };
}

/** Cut between characters: half of one is no text. */
function startOf(text: string): string {
  const start = text.slice(0, startCharacters);
  return start.isWellFormed() ? start : start.slice(0, -1).toWellFormed();
}

function sayError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function missing({ executionId, stepId, attempt }: OutputPlace, { stream }: OutputBlob, from: BlobStore): OpsError {
  return new OpsError(
    `Cannot show ${stream} of attempt ${attempt} of ${stepId} in ${executionId}: its blob is not in ${from.description}`,
    {
      kind: "unavailable",
      code: "output.missing",
      hint: "Put the blob back from a backup; or name in STEADYHAND_BLOBS the place where the server that ran it keeps them",
    },
  );
}

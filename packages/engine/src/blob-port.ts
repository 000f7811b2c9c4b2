import type { AuditEventDraft } from "@steadyhand/core/audit";
import type { AttemptResult, KeptStream } from "@steadyhand/core/execution";
import type { ExecutionId, TenantId } from "@steadyhand/core/identity";
import type { StepId } from "@steadyhand/core/runbook";

/** Which blob: `space` is its tenant's folder in the store, and neither word says anything of the tenant or the content. */
export interface BlobKey {
  readonly tenantId: TenantId;
  /** A UUID. */
  readonly space: string;
  /** SHA-256 of the sealed bytes, in hex. */
  readonly name: string;
}

export interface ListedBlob {
  readonly name: string;
  readonly storedAt: Date;
}

/** Keeps sealed bytes under the name that is their digest, so that to put one twice is to put it once. Throws `blobs.…`. */
export interface BlobStore {
  readonly kind: "disk" | "s3" | "database";
  /** Where, for people; without credentials. */
  readonly description: string;
  /** Durable once it resolves. */
  put(key: BlobKey, sealed: Uint8Array): Promise<void>;
  get(key: BlobKey): Promise<Uint8Array | undefined>;
  /** No harm where there is none. */
  delete(key: BlobKey): Promise<void>;
  /** In the order of their names, after the one that is given. */
  list(
    space: Omit<BlobKey, "name">,
    page: { readonly limit: number; readonly after?: string },
  ): Promise<readonly ListedBlob[]>;
}

export type OutputStreamName = "stdout" | "stderr";

/** What was written, by whom: it is sealed into the blob, so that none passes for another's. */
export interface OutputPlace {
  readonly tenantId: TenantId;
  readonly executionId: ExecutionId;
  readonly stepId: StepId;
  readonly attempt: number;
}

/** Where the text of one stream lies. */
export interface OutputBlob {
  readonly stream: OutputStreamName;
  readonly name: string;
  readonly keyVersion: number;
  readonly place: "store" | "database";
  /** The sealed bytes, where they are still to be written to the database. */
  readonly sealed?: Uint8Array;
}

/** The output of an ended attempt, on its way into the record. */
export interface KeptOutput {
  readonly kept: NonNullable<AttemptResult["kept"]>;
  readonly blobs: readonly OutputBlob[];
}

/** Seals outputs and opens them again. */
export interface OutputVault {
  /**
   * Seals what an attempt wrote and stores it. Never throws: an outcome is not lost because of an output. What its store
   * cannot take goes into the database with the outcome; what cannot even be sealed is said to be kept nowhere, and why.
   */
  keep(place: OutputPlace, output: AttemptResult["output"]): Promise<KeptOutput>;
  /** The text, exactly as it was kept. Throws `output.…`, which says what became of it. */
  open(place: OutputPlace, blob: OutputBlob, kept: Pick<KeptStream, "bytes" | "sha256">): Promise<string>;
}

/** A data key as it is kept: wrapped by a master key that the database never sees. */
export interface WrappedKey {
  readonly version: number;
  readonly masterId: string;
  readonly wrapped: Uint8Array;
  /** Hex; see `docs/outputs.md`. */
  readonly keyCheck: string;
  readonly madeAt: Date;
  readonly wrappedAt: Date;
}

/** What a tenant's outputs are sealed with, and where they lie. */
export interface TenantKeys {
  readonly tenantId: TenantId;
  readonly space: string;
  /** Its keys are destroyed, and it gets no others. */
  readonly isDeleted: boolean;
  /** Oldest first. The last one seals, all of them open. */
  readonly keys: readonly WrappedKey[];
}

/** The wrapped data keys of all tenants. */
export interface KeyStore {
  listTenants(): Promise<readonly TenantId[]>;
  /** Throws `tenant.not_found`. */
  get(tenantId: TenantId): Promise<TenantKeys>;
  /** False, and nothing is stored, where somebody else has made that version. Throws `tenant.deleted`. */
  add(tenantId: TenantId, key: WrappedKey, events: readonly AuditEventDraft[]): Promise<boolean>;
  /** Replaces how these versions are wrapped; those that have been wrapped by another key meanwhile stay. */
  rewrap(
    tenantId: TenantId,
    keys: readonly { readonly before: WrappedKey; readonly after: WrappedKey }[],
    events: readonly AuditEventDraft[],
  ): Promise<void>;
  /**
   * Destroys a tenant's keys, forgets its outputs and starts nothing of it any more, in one transaction. A repeat changes
   * nothing. Throws `tenant.busy` while one of its executions has not ended.
   */
  deleteTenant(
    tenantId: TenantId,
    events: (destroyed: { readonly keys: number; readonly outputs: number }) => readonly AuditEventDraft[],
  ): Promise<{ readonly keys: number; readonly outputs: number; readonly wasDeleted: boolean }>;
}

/** Which blobs the rows of a tenant name. */
export interface BlobIndex {
  /** Those of the given names that a row names. */
  named(tenantId: TenantId, names: readonly string[]): Promise<ReadonlySet<string>>;
  /** Blobs in the database that are to go to the store. */
  waiting(tenantId: TenantId, limit: number): Promise<readonly string[]>;
  /** A waiting blob now lies in the store: the rows that name it say so, and its copy in the database goes. */
  moved(tenantId: TenantId, names: readonly string[], events: readonly AuditEventDraft[]): Promise<void>;
}

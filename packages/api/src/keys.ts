import { z } from "zod";
import { idText } from "./words.ts";

const Time = z.iso.datetime();

/** What the outputs of attempts are sealed with, and where they lie. No key is ever in it. */
export const KeysView = z
  .object({
    /** Where outputs belong. */
    store: z.object({ kind: z.enum(["disk", "s3", "database"]), description: z.string() }),
    masters: z.array(
      z.object({
        id: z.string(),
        from: z.string(),
        /** Whether it wraps what is wrapped from now on; all of them unwrap. */
        isCurrent: z.boolean(),
      }),
    ),
    tenants: z.array(
      z.object({
        tenantId: z.string(),
        isDeleted: z.boolean(),
        /** Newest first: the first one seals, all of them open. */
        keys: z.array(
          z.object({
            version: z.int(),
            masterId: z.string(),
            madeAt: Time,
            wrappedAt: Time,
            /** Whether the master key that wrapped it is at hand. */
            isReadable: z.boolean(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: "Keys" });

export const MadeKey = z.object({ version: z.int(), masterId: z.string() }).meta({ id: "MadeKey" });

/** `isBegin`: a new master key is made first, where none is half-way in and they lie in a file. */
export const RewrapBody = z.strictObject({ isBegin: z.boolean() }).meta({ id: "RewrapBody" });

/** A part of the work: the same is asked with `isBegin: false` until nothing is left. */
export const RewrapReport = z
  .object({
    masterId: z.string(),
    rewrapped: z.int(),
    left: z.int(),
    stuck: z.array(z.object({ tenantId: z.string(), version: z.int(), why: z.string() })),
  })
  .meta({ id: "RewrapReport" });

/** The tenant's id once more: nobody does this by accident. */
export const DeleteTenantBody = z.strictObject({ confirm: z.string() }).meta({ id: "DeleteTenantBody" });

export const DeletedTenant = z
  .object({
    tenantId: z.string(),
    keysDestroyed: z.int(),
    outputsForgotten: z.int(),
    blobsRemoved: z.int(),
  })
  .meta({ id: "DeletedTenant" });

export const TenantIdSchema = idText(/^ten_[A-Za-z0-9_-]{1,64}$/, "a tenant");

export type KeysWire = z.output<typeof KeysView>;
export type MadeKeyWire = z.output<typeof MadeKey>;
export type RewrapBodyWire = z.output<typeof RewrapBody>;
export type RewrapReportWire = z.output<typeof RewrapReport>;
export type DeleteTenantBodyWire = z.output<typeof DeleteTenantBody>;
export type DeletedTenantWire = z.output<typeof DeletedTenant>;

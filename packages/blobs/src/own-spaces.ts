import type { TenantId } from "@steadyhand/core/identity";
import { OpsError } from "@steadyhand/core/outcome";
import type { BlobKey, BlobStore, Clock } from "@steadyhand/engine";
import { sha256 } from "./container.ts";

export interface OwnSpacesOptions {
  /** What no other installation has, a restored copy of this one included. */
  readonly secretOf: (tenantId: TenantId) => Promise<string>;
  /** Of an installation that has ended, whose outputs are ours from now on. */
  readonly takeOver?: string;
  readonly clock: Pick<Clock, "now">;
}

type Space = Omit<BlobKey, "name">;

/** So long a mark that was looked at is not looked at again. */
const restMs = 60_000;
const markPattern = /^steadyhand outputs of (ins_[0-9a-f]{16})\n$/;

/**
 * Lets nothing be written into or deleted from the space of a tenant that another installation has marked as its own: a
 * restored copy and its original have the same spaces, and each would sweep what only the other names. The mark lies beside
 * the space, under a name with a dot, which no backup takes along. Throws `blobs.other_installation`.
 */
export function ownSpaces(store: BlobStore, { secretOf, takeOver, clock }: OwnSpacesOptions): BlobStore {
  const lookedAt = new Map<string, number>();

  async function claim({ tenantId, space }: Space): Promise<void> {
    const now = clock.now().getTime();
    if (now - (lookedAt.get(space) ?? Number.NEGATIVE_INFINITY) < restMs) return;
    const marks: Space = { tenantId, space: `.owner-${space}` };
    const mark = Buffer.from(`steadyhand outputs of ${installationOf(await secretOf(tenantId))}\n`);
    const own = sha256(mark);
    const before = await names(marks);
    const others = before.filter((name) => name !== own);
    for (const name of others) await refuseUnless(takeOver, { ...marks, name });
    if (!before.includes(own)) {
      await store.put({ ...marks, name: own }, mark);
      // Another may have come in at the same moment: then both stand there, and neither goes on.
      const late = (await names(marks)).find((name) => name !== own && !others.includes(name));
      if (late !== undefined) await refuseUnless(undefined, { ...marks, name: late });
    }
    for (const name of others) await store.delete({ ...marks, name });
    lookedAt.set(space, now);
  }

  async function names(marks: Space): Promise<readonly string[]> {
    return (await store.list(marks, { limit: 100 })).map(({ name }) => name);
  }

  async function refuseUnless(id: string | undefined, mark: BlobKey): Promise<void> {
    const found = Buffer.from((await store.get(mark)) ?? []).toString("utf8");
    const [, other = "unknown"] = markPattern.exec(found) ?? [];
    if (id === undefined || other !== id) throw otherInstallation(store.description, other);
  }

  return {
    ...store,
    async put(key, sealed) {
      await claim(key);
      await store.put(key, sealed);
    },
    async delete(key) {
      await claim(key);
      await store.delete(key);
    },
  };
}

function installationOf(secret: string): string {
  return `ins_${sha256(Buffer.from(`steadyhand installation\0${secret}`)).slice(0, 16)}`;
}

function otherInstallation(description: string, other: string): OpsError {
  return new OpsError(
    `Cannot keep outputs in ${description}: those of this tenant there belong to the installation ${other}, and this is another`,
    {
      kind: "unavailable",
      code: "blobs.other_installation",
      hint: `Name another folder or prefix in STEADYHAND_BLOBS; or, where ${other} has ended for good, start with STEADYHAND_BLOBS_TAKE_OVER=${other}`,
    },
  );
}

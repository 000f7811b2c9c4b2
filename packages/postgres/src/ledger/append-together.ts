import type { AuditEventDraft } from "@steadyhand/core/audit";
import type { TenantId } from "@steadyhand/core/identity";
import { OpsError } from "@steadyhand/core/outcome";
import { inTrace, traced } from "@steadyhand/engine";

/** Appends events in one transaction, all or none of them. */
export type Append = (tenantId: TenantId, drafts: readonly AuditEventDraft[]) => Promise<void>;

interface Waiting {
  readonly drafts: readonly AuditEventDraft[];
  readonly stored: PromiseWithResolvers<void>;
}

/** So many events at most go into one transaction: those who come later do not wait long behind it. */
const mostEvents = 1_000;

/**
 * Group commit: appends of one tenant that come while another is being written go into the next transaction together, in the
 * order they came. Each resolves when its events are durable, and one that cannot be stored fails alone.
 */
export function appendTogether(append: Append): Append {
  const queues = new Map<TenantId, Waiting[]>();

  async function writeAll(tenantId: TenantId, queue: Waiting[]): Promise<void> {
    while (queue.length > 0) await writeGroup(tenantId, takeGroup(queue));
    queues.delete(tenantId);
  }

  async function writeGroup(tenantId: TenantId, group: readonly Waiting[]): Promise<void> {
    try {
      await append(
        tenantId,
        group.flatMap(({ drafts }) => drafts),
      );
      for (const { stored } of group) stored.resolve();
    } catch (error) {
      const [first, ...others] = group;
      // With the answer lost, nobody knows whether they were stored: written once more, they might stand there twice.
      if (others.length === 0 || isUncertain(error)) for (const { stored } of group) stored.reject(error);
      else for (const one of [first, ...others]) if (one) await writeGroup(tenantId, [one]);
    }
  }

  return (tenantId, drafts) => {
    // Among others it would pass for stored: alone it is refused.
    if (drafts.length === 0) return append(tenantId, drafts);
    const one: Waiting = { drafts: traced(drafts), stored: Promise.withResolvers() };
    const queue = queues.get(tenantId);
    if (queue !== undefined) queue.push(one);
    else {
      const begun = [one];
      queues.set(tenantId, begun);
      // Each has its own trace by now: that of whoever came first is not that of the others.
      void inTrace(undefined, () => writeAll(tenantId, begun));
    }
    return one.stored.promise;
  };
}

function takeGroup(queue: Waiting[]): readonly Waiting[] {
  let events = 0;
  const beyond = queue.findIndex(({ drafts }, index) => {
    events += drafts.length;
    return index > 0 && events > mostEvents;
  });
  return queue.splice(0, beyond === -1 ? queue.length : beyond);
}

function isUncertain(error: unknown): boolean {
  return error instanceof OpsError && error.kind === "unavailable";
}

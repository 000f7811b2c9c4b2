import { OpsError } from "@steadyhand/core/outcome";
import type { ExecutionStore, Ledger, NodeStore } from "@steadyhand/engine";

/** Why the record cannot be written: then nothing runs either. */
export interface RecordFailure {
  readonly since: Date;
  /** When it was last tried. */
  readonly triedAt: Date;
  readonly why: string;
  readonly hint?: string;
}

type Watched = {
  readonly ledger: Ledger;
  readonly executions: ExecutionStore;
  readonly nodes: NodeStore;
};

/**
 * Sees whether the record can be written by watching those who write it, and the heartbeat, which writes to the same database
 * each second. Nothing is written to find out: what was refused once is known to be over when it is taken again.
 */
export function watchRecord<Stores extends Watched>(
  stores: Stores,
  now: () => Date,
): { readonly stores: Stores; failure(): RecordFailure | undefined } {
  // Apart: where the disk is full, a heartbeat may still find room while no event does.
  const failures = new Map<"events" | "heartbeat", RecordFailure>();
  const { ledger, executions, nodes } = stores;

  async function watch<Result>(what: "events" | "heartbeat", work: () => Promise<Result>): Promise<Result> {
    try {
      const result = await work();
      failures.delete(what);
      return result;
    } catch (error) {
      if (error instanceof OpsError && isOfDatabase(error)) {
        const { message: why, hint } = error;
        const since = failures.get(what)?.since ?? now();
        failures.set(what, { since, triedAt: now(), why, ...(hint !== undefined && { hint }) });
      }
      throw error;
    }
  }

  return {
    stores: {
      ...stores,
      ledger: { ...ledger, append: (...given) => watch("events", () => ledger.append(...given)) },
      executions: {
        ...executions,
        create: (...given) => watch("events", () => executions.create(...given)),
        transition: (key, decide) => watch("events", () => executions.transition(key, decide)),
      },
      nodes: { ...nodes, beat: (...given) => watch("heartbeat", () => nodes.beat(...given)) },
    },
    failure: () => failures.get("events") ?? failures.get("heartbeat"),
  };
}

/** What was refused for another reason, such as a wrong state, says nothing of the record. */
function isOfDatabase({ kind, code }: OpsError): boolean {
  return code.startsWith("database.") && (kind === "unavailable" || kind === "internal");
}

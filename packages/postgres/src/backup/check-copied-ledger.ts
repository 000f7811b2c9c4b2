import type { ChainLink } from "@steadyhand/core/audit";
import type { TenantId } from "@steadyhand/core/identity";
import { type Anchor, createLedgerCheck, type EventRow, type LedgerProblem } from "../ledger/index.ts";
import { type CopiedRow, readCopiedRow } from "./read-copied-rows.ts";

/** Checks a tenant's ledger as it lies in a backup, in constant memory but for its anchors. */
export interface CopiedLedgerCheck {
  /** Lines of the table `audit_event`, in order. The first problem is answered from then on. */
  take(lines: readonly string[]): Promise<LedgerProblem | undefined>;
  finish(head: ChainLink): Promise<LedgerProblem | undefined>;
}

export function createCopiedLedgerCheck(input: {
  readonly tenantId: TenantId;
  readonly columns: readonly string[];
  readonly anchors: readonly Anchor[];
}): CopiedLedgerCheck {
  const check = createLedgerCheck({
    tenantId: input.tenantId,
    anchors: inOrder(input.anchors),
    // They come in order, so none is older than the one before it.
    hashAt: async () => undefined,
  });
  let found: LedgerProblem | undefined;
  let last = 0;
  return {
    async take(lines) {
      for (const line of lines) {
        if (found !== undefined) return found;
        const row = asEvent(readCopiedRow(line, input.columns));
        last = Math.max(last, row.sequence);
        found = await check.take(row);
      }
      return found;
    },
    finish: async (head) => found ?? check.finish({ head, last }),
  };
}

async function* inOrder(anchors: readonly Anchor[]) {
  for (const anchor of anchors.toSorted((one, other) => one.sequence - other.sequence)) {
    yield { ok: true, anchor } as const;
  }
}

function asEvent(row: CopiedRow): EventRow {
  const text = (name: string) => row[name] ?? "";
  const number = (name: string) => (row[name] === null ? null : Number(row[name]));
  return {
    sequence: Number(row.sequence),
    hash: text("hash"),
    text: text("text"),
    type: text("type"),
    actor_id: text("actor_id"),
    execution_id: row.execution_id ?? null,
    execution_sequence: number("execution_sequence"),
    part: number("part"),
    runbook_id: row.runbook_id ?? null,
    outcome: text("outcome"),
    at: readTime(text("at")),
  };
}

/** As PostgreSQL writes it in UTC: `2026-11-21 20:00:00.123+00`. What is none gives a time that no text holds. */
function readTime(text: string): Date {
  const at = new Date(`${text.replace(" ", "T").replace(/\+00$/, "")}Z`);
  return Number.isNaN(at.getTime()) ? new Date(0) : at;
}

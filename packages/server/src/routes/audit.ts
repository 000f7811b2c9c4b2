import { Readable } from "node:stream";
import { AuditPage, AuditQuery, ExportQuery, LedgerKey, LedgerReport } from "@steadyhand/api";
import type { AuditEventDraft } from "@steadyhand/core/audit";
import type { Caller, LedgerReport as Report } from "@steadyhand/engine";
import { callerOf, type Route, rawRoute, route } from "../http/route.ts";
import { presentAuditEvent } from "../present/audit-event.ts";
import type { Services } from "../services.ts";
import { ids } from "./ids.ts";

const ListQuery = AuditQuery.extend({
  executionId: ids.executionId.optional(),
  runbookId: ids.runbookId.optional(),
  actorId: ids.actorId.optional(),
});

export function auditRoutes({ engine, ledger, ledgerPublicKey, now, log }: Services): Route[] {
  return [
    route({
      operation: "listAuditEvents",
      summary: "The record, newest first",
      query: ListQuery,
      answer: AuditPage,
      async handle({ caller, query: { limit, after, since, until, ...filter } }) {
        const times = { ...(since && { since: new Date(since) }), ...(until && { until: new Date(until) }) };
        const page = { limit, ...(after !== undefined && { after }) };
        const { items, next } = await ledger.list(caller.tenantId, { ...filter, ...times }, page);
        return { items: items.map(presentAuditEvent), next };
      },
    }),
    route({
      operation: "verifyLedger",
      summary: "Is the record whole? Every event, the chain, the head and the signed heads outside the database",
      answer: LedgerReport,
      async handle({ caller }) {
        const report = await ledger.verify(caller.tenantId);
        // A record that is not whole may refuse even this event; what was found must reach the person all the same.
        await ledger.append(caller.tenantId, [verified(caller, report)]).catch((error: unknown) => {
          log.error({ err: error }, "the verification could not be recorded");
        });
        return report;
      },
    }),
    rawRoute({
      operation: "exportLedger",
      summary: "The record as JSON Lines with a signed last line, for `steady audit verify FILE`",
      query: ExportQuery.extend({ executionId: ids.executionId.optional() }),
      async respond({ query, request, reply }) {
        const caller = callerOf(request);
        // What cannot be exported is said as a problem, before this becomes a file.
        if (query.executionId) await engine.get(caller, query.executionId);
        await ledger.append(caller.tenantId, [exported(caller, query.executionId)]);
        const name = `steadyhand-${query.executionId ?? "record"}-${now().toISOString().slice(0, 10)}.jsonl`;
        return reply
          .header("content-disposition", `attachment; filename="${name}"`)
          .type("application/jsonl; charset=utf-8")
          .send(Readable.from(asLines(ledger.export(caller.tenantId, query))));
      },
    }),
    route({
      operation: "getLedgerKey",
      summary: "The public key that the record's heads are signed with",
      answer: LedgerKey,
      handle: async () => ({ publicKeyPem: ledgerPublicKey }),
    }),
  ];
}

async function* asLines(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield line.endsWith("\n") ? line : `${line}\n`;
}

function verified({ actor }: Caller, report: Report): AuditEventDraft {
  const why = report.ok ? `${actor.name} found the record whole` : `${actor.name} found: ${report.problem}`;
  return { type: "ledger.verified", actor, outcome: report.ok ? "ok" : "failed", why, data: { ...report } };
}

function exported({ actor }: Caller, executionId: string | undefined): AuditEventDraft {
  const what = executionId === undefined ? "the whole record" : `the record of ${executionId}`;
  return {
    type: "ledger.exported",
    actor,
    outcome: "ok",
    why: `${actor.name} exported ${what}`,
    data: { executionId: executionId ?? null },
  };
}

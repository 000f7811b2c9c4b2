import { Readable } from "node:stream";
import { AuditPage, AuditQuery, ExportQuery, LedgerKey, LedgerReport } from "@steadyhand/api";
import type { AuditEventDraft } from "@steadyhand/core/audit";
import { writeAuditCsv } from "@steadyhand/core/audit-csv";
import { OpsError } from "@steadyhand/core/outcome";
import type { Caller, LedgerReport as Report } from "@steadyhand/engine";
import type { z } from "zod";
import { callerOf, type Route, rawRoute, route } from "../http/route.ts";
import { presentAuditEvent } from "../present/audit-event.ts";
import type { Services } from "../services.ts";
import { ids } from "./ids.ts";

const ListQuery = AuditQuery.extend({
  executionId: ids.executionId.optional(),
  runbookId: ids.runbookId.optional(),
  actorId: ids.actorId.optional(),
});

const RecordExport = ExportQuery.extend({ executionId: ids.executionId.optional() });
type Asked = z.output<typeof RecordExport>;

export function auditRoutes({ engine, ledger, ledgerPublicKey, reads, now, log }: Services): Route[] {
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
        await reads.note(caller, { what: "list", filter: { ...filter, ...times }, events: items.length });
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
      summary: "The record as JSON Lines with a signed last line, for `steady audit verify FILE`, or as CSV",
      query: RecordExport,
      async respond({ query, request, reply }) {
        const caller = callerOf(request);
        // What cannot be exported is said as a problem, before this becomes a file.
        refuseWhatIsNotSigned(query);
        const { executionId, format, since, until } = query;
        if (executionId) await engine.get(caller, executionId);
        await ledger.append(caller.tenantId, [exported(caller, query)]);
        const name = `steadyhand-${executionId ?? "record"}-${now().toISOString().slice(0, 10)}.${format}`;
        const times = { ...(since && { since: new Date(since) }), ...(until && { until: new Date(until) }) };
        const filter = executionId ? { executionId } : format === "jsonl" ? times : {};
        const lines = await begun(ledger.export(caller.tenantId, filter));
        return reply
          .header("content-disposition", `attachment; filename="${name}"`)
          .type(format === "csv" ? "text/csv; charset=utf-8; header=present" : "application/jsonl; charset=utf-8")
          .send(Readable.from(format === "csv" ? asCsv(lines, query) : asLines(lines)));
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

/** What refuses to begin is said as a problem, before this becomes a file. */
async function begun(lines: AsyncIterable<string>): Promise<AsyncIterable<string>> {
  const iterator = lines[Symbol.asyncIterator]();
  const first = await iterator.next();
  return (async function* () {
    if (first.done) return;
    yield first.value;
    yield* { [Symbol.asyncIterator]: () => iterator };
  })();
}

async function* asLines(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield line.endsWith("\n") ? line : `${line}\n`;
}

function asCsv(lines: AsyncIterable<string>, { since, until, byteOrderMark }: Asked): AsyncIterable<string> {
  return writeAuditCsv(lines, {
    ...(since && { since: new Date(since) }),
    ...(until && { until: new Date(until) }),
    hasByteOrderMark: byteOrderMark === "true",
  });
}

/** What is signed is all of the record, one execution, or one stretch of time: never one within another. */
function refuseWhatIsNotSigned({ format, executionId, since, until, byteOrderMark }: Asked): void {
  const times = executionId === undefined ? {} : { since, until };
  const given = Object.entries({ ...times, byteOrderMark }).find(([, value]) => value !== undefined);
  if (format !== "jsonl" || given === undefined) return;
  const what = "what is signed is all of the record, one execution, or one stretch of time";
  throw new OpsError(`Cannot export as JSON Lines with \`${given[0]}\` as well: ${what}`, {
    kind: "invalid",
    code: "export.only_csv",
    hint: "Ask for the format `csv`, or leave it out",
  });
}

function verified({ actor }: Caller, report: Report): AuditEventDraft {
  const why = report.ok ? `${actor.name} found the record whole` : `${actor.name} found: ${report.problem}`;
  return { type: "ledger.verified", actor, outcome: report.ok ? "ok" : "failed", why, data: { ...report } };
}

function exported({ actor }: Caller, { executionId, format, since, until }: Asked): AuditEventDraft {
  const what = executionId === undefined ? "the whole record" : `the record of ${executionId}`;
  const when = [since && ` from ${since}`, until && ` until ${until}`].filter(Boolean).join("");
  return {
    type: "ledger.exported",
    actor,
    outcome: "ok",
    why: `${actor.name} exported ${what}${when} as ${format === "csv" ? "CSV" : "JSON Lines"}`,
    data: { executionId: executionId ?? null, format, ...(since && { since }), ...(until && { until }) },
  };
}

import { Readable } from "node:stream";
import { EvidenceQuery, evidenceHeader } from "@steadyhand/api";
import { type AuditEventDraft, keyIdOf } from "@steadyhand/core/audit";
import type { ExecutionId } from "@steadyhand/core/identity";
import type { Caller } from "@steadyhand/engine";
import { callerOf, type Route, rawRoute } from "../http/route.ts";
import type { Services } from "../services.ts";
import { ExecutionParams } from "./ids.ts";

/** The evidence of one execution, for people who rely on it. */
export function evidenceRoutes({ engine, executions, ledger, ledgerPublicKey, now, redact }: Services): Route[] {
  return [
    rawRoute({
      operation: "getEvidence",
      summary: "All that the record holds of one execution as a PDF, with whether the record is whole",
      params: ExecutionParams,
      query: EvidenceQuery,
      async respond({ params: { executionId }, query: { paper }, request, reply }) {
        const caller = callerOf(request);
        const { execution, version } = await engine.get(caller, executionId);
        const { tenantId, actor } = caller;
        await ledger.append(tenantId, [taken(caller, executionId, paper)]);
        // Loaded when it is first wanted: the type alone takes longer to read than most requests.
        const [{ readRecord }, { writeEvidence }] = await Promise.all([
          import("../evidence/read-record.ts"),
          import("@steadyhand/evidence"),
        ]);
        const at = now();
        const where = { ledger, publicKeyPem: ledgerPublicKey, tenantId, executionId };
        const { story, check } = await readRecord(where, { at, keyId: keyIdOf(ledgerPublicKey) });
        const outputs = story.lacksOutputs ? await executions.listOutputs(tenantId, executionId) : [];
        const pdf = writeEvidence(
          {
            executionId,
            tenantId,
            story,
            names: version.plan.steps.map(({ id, number, title }) => ({ id, number, title: redact(title) })),
            outputs: outputs.map(({ stepId, attempt, result: { output } }) => ({ stepId, attempt, ...output })),
            check,
            takenBy: actor,
            takenAt: at,
          },
          { paper },
        );
        const name = `steadyhand-${execution.id}-${at.toISOString().slice(0, 10)}.pdf`;
        return reply
          .header("content-disposition", `attachment; filename="${name}"`)
          .header(evidenceHeader, check.isWhole ? "whole" : "not-whole")
          .type("application/pdf")
          .send(Readable.from(pdf, { objectMode: false }));
      },
    }),
  ];
}

function taken({ actor }: Caller, executionId: ExecutionId, paper: string): AuditEventDraft {
  return {
    type: "ledger.exported",
    actor,
    outcome: "ok",
    why: `${actor.name} exported the record of ${executionId} as PDF`,
    data: { executionId, format: "pdf", paper },
  };
}

import { ClassificationQuery, RescanBody, RescanResult, StepClassification } from "@steadyhand/api";
import { OpsError } from "@steadyhand/core/outcome";
import { z } from "zod";
import { type Route, route } from "../http/route.ts";
import { presentRescan, presentStepClassification } from "../present/classification.ts";
import type { Services } from "../services.ts";
import { ids } from "./ids.ts";

const Query = ClassificationQuery.extend({ runbookId: ids.runbookId });

export function classificationRoutes({ engine, runbooks, classifications }: Services): Route[] {
  return [
    route({
      operation: "rescanRunbooks",
      summary: "Judges kept runbooks again, as after a change of the scanner's tables, and lists what changed",
      body: RescanBody.extend({ runbookId: ids.runbookId.optional() }),
      answer: RescanResult,
      async handle({ caller, body: { runbookId, dryRun } }) {
        return presentRescan(await engine.rescan(caller, { dryRun, ...(runbookId && { runbookId }) }));
      },
    }),
    route({
      operation: "getClassification",
      summary: "The stored judgement of one step of a runbook, with everything it was made from",
      params: z.strictObject({ stepId: ids.stepId }),
      query: Query,
      answer: StepClassification,
      async handle({ caller, params: { stepId }, query }) {
        const { id, version } = await runbooks.get(caller.tenantId, query.runbookId, query.version);
        const stored = await classifications.list(caller.tenantId, id, version);
        const found = presentStepClassification(stored.filter((command) => command.stepId === stepId));
        if (found === undefined) throw notFound(stepId, id, version);
        return found;
      },
    }),
  ];
}

function notFound(stepId: string, runbookId: string, version: number): OpsError {
  return new OpsError(`Cannot find the judgement of ${stepId} in version ${version} of ${runbookId}: none is stored`, {
    kind: "not_found",
    code: "classification.not_found",
    hint: "It has no such step, or the step has no command; one that was kept by an older release is judged by `steady runbook rescan`",
  });
}

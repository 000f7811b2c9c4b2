import {
  Execution,
  ExecutionCommandBody,
  ExecutionPage,
  Outputs,
  PageQuery,
  StartExecutionBody,
} from "@steadyhand/api";

import type { StepId } from "@steadyhand/core/runbook";
import type { PersonCommand } from "@steadyhand/engine";
import type { z } from "zod";
import { type Route, route } from "../http/route.ts";
import { presentExecution, presentExecutionSummary } from "../present/execution.ts";
import { presentOutputs } from "../present/output.ts";
import type { Inspect } from "../present/step.ts";
import type { Services } from "../services.ts";
import { ExecutionParams, ids } from "./ids.ts";

const StartBody = StartExecutionBody.extend({ runbookId: ids.runbookId });

export function executionRoutes({ engine, executions }: Services, inspect: Inspect): Route[] {
  return [
    route({
      operation: "startExecution",
      summary: "Starts a run of a runbook",
      body: StartBody,
      answer: Execution,
      status: 201,
      handle: async ({ caller, body }) => presentExecution(await engine.startExecution(caller, body), inspect),
    }),
    route({
      operation: "listExecutions",
      summary: "Runs, newest first",
      query: PageQuery,
      answer: ExecutionPage,
      async handle({ caller, query }) {
        const { items, next } = await executions.list(caller.tenantId, query);
        return { items: items.map(presentExecutionSummary), next };
      },
    }),
    route({
      operation: "getExecution",
      summary: "One run with all its steps",
      params: ExecutionParams,
      answer: Execution,
      handle: async ({ caller, params }) => presentExecution(await engine.get(caller, params.executionId), inspect),
    }),
    route({
      operation: "commandExecution",
      summary: "Pauses, resumes or aborts a run",
      params: ExecutionParams,
      body: ExecutionCommandBody,
      answer: Execution,
      async handle({ caller, params, body }) {
        return presentExecution(await engine.command(caller, params.executionId, readCommand(body)), inspect);
      },
    }),
    route({
      operation: "continueExecution",
      summary: "Starts a run that goes on where an ended one stopped",
      params: ExecutionParams,
      answer: Execution,
      status: 201,
      handle: async ({ caller, params }) =>
        presentExecution(await engine.continueExecution(caller, params.executionId), inspect),
    }),
    route({
      operation: "getOutputs",
      summary: "Kept output of every attempt of a run, secrets removed",
      params: ExecutionParams,
      answer: Outputs,
      async handle({ caller, params }) {
        // Says `execution.not_found` where a list would only be empty.
        await engine.get(caller, params.executionId);
        return presentOutputs(await executions.listOutputs(caller.tenantId, params.executionId));
      },
    }),
  ];
}

function readCommand(body: z.output<typeof ExecutionCommandBody>): PersonCommand {
  if (body.type !== "add") return body;
  const { after, ...rest } = body;
  // The schema lets only ids of that form in.
  return { ...rest, ...(after !== undefined && { after: after as StepId }) };
}

import { DecisionBody, Execution, StepCommandBody } from "@steadyhand/api";
import type { StepId } from "@steadyhand/core/runbook";
import type { PersonCommand } from "@steadyhand/engine";
import type { z } from "zod";
import { type Route, route } from "../http/route.ts";
import { presentExecution } from "../present/execution.ts";
import type { Inspect } from "../present/step.ts";
import type { Services } from "../services.ts";
import { StepParams } from "./ids.ts";

export function stepRoutes({ engine }: Services, inspect: Inspect): Route[] {
  return [
    route({
      operation: "decideApproval",
      summary: "Approves or rejects exactly the bytes of one digest",
      params: StepParams,
      body: DecisionBody,
      answer: Execution,
      async handle({ caller, params: { executionId, stepId }, body }) {
        return presentExecution(await engine.command(caller, executionId, readDecision(stepId, body)), inspect);
      },
    }),
    route({
      operation: "commandStep",
      summary: "Edits, skips, ticks off, retries or rolls back a step, or answers its condition",
      params: StepParams,
      body: StepCommandBody,
      answer: Execution,
      async handle({ caller, params: { executionId, stepId }, body }) {
        return presentExecution(await engine.command(caller, executionId, readCommand(stepId, body)), inspect);
      },
    }),
  ];
}

function readCommand(stepId: StepId, body: z.output<typeof StepCommandBody>): PersonCommand {
  if (body.type === "answer") return body;
  if (body.type !== "move") return { ...body, stepId };
  // The schema lets only ids of that form in.
  return { type: "move", stepId, ...(body.after !== undefined && { after: body.after as StepId }) };
}

function readDecision(stepId: StepId, body: z.output<typeof DecisionBody>): PersonCommand {
  if (body.type === "reject") return { type: "reject", stepId, reason: body.reason };
  const { digest, typedTarget } = body;
  return { type: "approve", stepId, digest, ...(typedTarget !== undefined && { typedTarget }) };
}

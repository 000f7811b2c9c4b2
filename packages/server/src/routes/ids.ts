import { ActorIdSchema, ApprovalIdSchema, ExecutionIdSchema, RunbookIdSchema, StepIdSchema } from "@steadyhand/api";
import type { ActorId, ApprovalId, ExecutionId, RunbookId } from "@steadyhand/core/identity";
import type { StepId } from "@steadyhand/core/runbook";
import { z } from "zod";

// The patterns of the schemas begin with exactly the prefixes of these types.
const executionId = ExecutionIdSchema.transform((id) => id as ExecutionId);
const runbookId = RunbookIdSchema.transform((id) => id as RunbookId);
const stepId = StepIdSchema.transform((id) => id as StepId);
const actorId = ActorIdSchema.transform((id) => id as ActorId);

// The pattern begins with exactly the prefix of this type.
const approvalId = ApprovalIdSchema.transform((id) => id as ApprovalId);

export const ApprovalParams = z.strictObject({ approvalId });
export const ExecutionParams = z.strictObject({ executionId });
export const StepParams = z.strictObject({ executionId, stepId });
export const PersonParams = z.strictObject({ actorId });
export const ids = { executionId, runbookId, stepId, actorId };

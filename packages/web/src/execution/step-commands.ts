import type { ExecutionWire, Operations } from "@steadyhand/api";
import { client } from "../api/index.ts";

type StepCommand = Operations["commandStep"]["body"];
type ExecutionCommand = Operations["commandExecution"]["body"];
type Decision = Operations["decideApproval"]["body"];

/** What a person can ask of one execution, as calls of the API. */
export interface ExecutionCalls {
  step(stepId: string, body: StepCommand): Promise<ExecutionWire>;
  decide(stepId: string, body: Decision): Promise<ExecutionWire>;
  execution(body: ExecutionCommand): Promise<ExecutionWire>;
}

export function executionCalls(executionId: string): ExecutionCalls {
  return {
    step: (stepId, body) => client.commandStep({ parameters: { executionId, stepId }, body }),
    decide: (stepId, body) => client.decideApproval({ parameters: { executionId, stepId }, body }),
    execution: (body) => client.commandExecution({ parameters: { executionId }, body }),
  };
}

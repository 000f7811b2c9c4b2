import type { ParsedRunbookWire } from "@steadyhand/api";
import { isWorkflow } from "@steadyhand/core/action";
import { type Refusal, refusalError } from "@steadyhand/core/outcome";
import type { Dialect } from "@steadyhand/core/risk";
import type { ParsedRunbook } from "@steadyhand/core/runbook";
import type { LineJudge } from "./open-judge.ts";
import { presentJudgement } from "./present-judgement.ts";

/** A little more than the parser takes, so that it is the parser that says what is too large. */
export const mostRunbookBytes = 16 * 1024 * 1024;

/** Reads a runbook or a workflow from its bytes. Throws the refusal as an error. */
export async function readRunbook(bytes: Uint8Array): Promise<ParsedRunbook> {
  // A workflow is UTF-8; what is not is refused by the parser, with the byte.
  const text = new TextDecoder("utf-8").decode(bytes);
  if (isWorkflow(text)) {
    const { createOfflineCatalogue, workflowOrRefusal } = await import("@steadyhand/actions");
    return runbookOf(workflowOrRefusal(text, createOfflineCatalogue(noScan)));
  }
  const { parseRunbookBytes } = await import("@steadyhand/parser");
  return runbookOf(parseRunbookBytes(bytes));
}

/** Whether it can be read is asked here, and not how risky it is. */
const noScan = () => ({ risk: "safe", evidence: [] }) as const;

/** The runbook of a parser's answer; its refusal becomes an error. */
export function runbookOf(
  answer: { readonly ok: true; readonly runbook: ParsedRunbook } | { readonly ok: false; readonly refusal: Refusal },
): ParsedRunbook {
  if (!answer.ok) throw refusalError(answer.refusal);
  return answer.runbook;
}

/** A parsed runbook in the API's shape, each command and rollback with its judgement. */
export function presentRunbook(runbook: ParsedRunbook, { judge }: LineJudge): ParsedRunbookWire {
  const judged = ({ text, dialect }: { readonly text: string; readonly dialect: Dialect }) =>
    presentJudgement(judge(text, dialect));
  const { steps, variables, prerequisites, conditions, ambiguities, ...rest } = runbook;
  return {
    ...rest,
    steps: steps.map(({ command, rollback, section, after, variables: names, ...step }) => ({
      ...step,
      section: [...section],
      after: [...after],
      variables: [...names],
      ...(command && { command, judgement: judged(command) }),
      ...(rollback && { rollback, rollbackJudgement: judged(rollback) }),
    })),
    variables: variables.map((variable) => ({ ...variable, uses: [...variable.uses] })),
    prerequisites: [...prerequisites],
    conditions: conditions.map((one) => ({ ...one, then: [...one.then], otherwise: [...one.otherwise] })),
    ambiguities: [...ambiguities],
  };
}

import type { AttemptResult } from "@steadyhand/core/execution";
import type { AttemptKey } from "./attempts.ts";
import type { KeptOutput, OutputVault } from "./blob-port.ts";
import { attemptNumber } from "./transact.ts";

/** The result of an attempt with what the record says of its output, and where that lies. */
export async function keepOutput(
  vault: Pick<OutputVault, "keep"> | undefined,
  { tenantId, executionId, stepId, attemptId }: AttemptKey,
  result: AttemptResult,
): Promise<{ readonly result: AttemptResult } & Partial<Pick<KeptOutput, "blobs">>> {
  if (vault === undefined) return { result };
  const place = { tenantId, executionId, stepId, attempt: attemptNumber(attemptId) };
  const { kept, blobs } = await vault.keep(place, result.output);
  return { result: { ...result, kept }, blobs };
}

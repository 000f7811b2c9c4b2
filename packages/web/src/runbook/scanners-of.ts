import type { ParsedRunbookWire } from "@steadyhand/api";

/** The versions of the scanner by which a runbook's commands were judged. */
export function scannersOf({ steps }: ParsedRunbookWire): readonly string[] {
  const judged = steps.flatMap(({ judgement, rollbackJudgement }) => [judgement, rollbackJudgement]);
  return [...new Set(judged.flatMap((one) => one?.scannerVersion ?? []))];
}

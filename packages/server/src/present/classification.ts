import type { RescanResultWire, StepClassificationWire } from "@steadyhand/api";
import type { Judgement } from "@steadyhand/core/risk";
import type { ChangedCommand, RescanReport, StepClassification } from "@steadyhand/engine";
import { presentJudgement } from "./judgement.ts";

/** The stored judgements of one step; `undefined` when there are none. */
export function presentStepClassification(stored: readonly StepClassification[]): StepClassificationWire | undefined {
  const [first] = stored;
  if (first === undefined) return undefined;
  const of = (purpose: StepClassification["purpose"]) => stored.find((command) => command.purpose === purpose);
  const [command, rollback] = [of("forward"), of("rollback")];
  const { runbookId, version, stepId, judgedAt, occasion } = first;
  return {
    ...{ runbookId, version, stepId, occasion, judgedAt: judgedAt.toISOString() },
    ...(command && { command: presentCommand(command) }),
    ...(rollback && { rollback: presentCommand(rollback) }),
  };
}

function presentCommand({ text, dialect, judgement }: StepClassification) {
  return { text, dialect, judgement: presentJudgement(judgement) };
}

export function presentRescan({ changed, ...report }: RescanReport): RescanResultWire {
  return { ...report, changed: changed.map(presentChange) };
}

function presentChange({ text, before, after, ...change }: ChangedCommand): RescanResultWire["changed"][number] {
  const { runbookId, version, title, stepId, number, purpose } = change;
  return {
    ...{ runbookId, version, title, stepId, number, purpose, command: text },
    before: presentSide(before),
    after: presentSide(after),
  };
}

function presentSide({ scanner, merged, scannerVersion }: Judgement): RescanResultWire["changed"][number]["before"] {
  // The evidence that made the scanner say what it says.
  const decisive = scanner.evidence.find(({ risk }) => risk === scanner.risk)?.why;
  const why = decisive === undefined ? merged.why : `${merged.why} ${decisive}`;
  return { scanner: scanner.risk, final: merged.risk, scannerVersion, why };
}

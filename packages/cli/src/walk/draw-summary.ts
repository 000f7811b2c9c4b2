import type { ExecutionWire, LedgerReportWire, OutputsWire, StepWire } from "@steadyhand/api";
import { drawLine } from "../io/draw-text.ts";
import { duration } from "../io/duration.ts";
import { table } from "../io/table.ts";
import { phaseWords } from "./draw-situation.ts";

/** What became of each step, and what the record says. */
export function drawSummary({
  execution,
  outputs,
  events,
  report,
}: {
  readonly execution: ExecutionWire;
  readonly outputs: OutputsWire;
  readonly events: number;
  readonly report: LedgerReportWire;
}): string {
  const { id, phase, runbook, targetName, environment, steps } = execution;
  const rows = steps.map((step) => [
    step.number,
    phaseWords[step.phase],
    lastAttempt(step, outputs),
    drawLine(step.title),
  ]);
  return [
    `${id} ${phaseOf(phase)}: ${drawLine(runbook.title)} on ${targetName} (${environment})`,
    table(["step", "outcome", "took", "what"], rows),
    drawRecord(events, report),
  ].join("\n");
}

function phaseOf(phase: ExecutionWire["phase"]): string {
  return phase === "manual_intervention" ? "needs a person" : phase;
}

function lastAttempt({ id }: StepWire, { steps }: OutputsWire): string {
  const last = steps.find(({ stepId }) => stepId === id)?.attempts.at(-1);
  if (last?.startedAt === undefined) return "";
  return duration(Date.parse(last.endedAt) - Date.parse(last.startedAt));
}

/** One line on the record: how much of it there is, and whether it is whole. */
export function drawRecord(events: number, report: LedgerReportWire): string {
  const count = `Record: ${events} ${events === 1 ? "event" : "events"} of this execution`;
  if (report.ok) return `${count}; the ledger of ${report.events} is whole, head ${report.head.slice(0, 12)}`;
  const where = report.sequence === undefined ? "" : ` at event ${report.sequence}`;
  return `${count}; THE LEDGER IS NOT WHOLE${where}: ${drawLine(report.problem)} [${report.code}]`;
}

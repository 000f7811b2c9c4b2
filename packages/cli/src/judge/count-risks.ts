import type { JudgementWire, ParsedRunbookWire, RiskWire } from "@steadyhand/api";
import type { Paint } from "../io/paint.ts";
import { riskMark } from "../io/risk-mark.ts";

const order: readonly RiskWire[] = ["safe", "caution", "unknown", "dangerous"];

/** What both keys say of a runbook's commands, rollbacks included, counted. */
export function drawRiskCounts({ steps }: ParsedRunbookWire, paint: Paint): string {
  const judged = steps.flatMap(({ judgement, rollbackJudgement }) => [judgement, rollbackJudgement].filter(isThere));
  if (judged.length === 0) return "no commands to judge";
  const absent = Map.groupBy(
    judged.flatMap(({ secondKey }) => (secondKey.state === "absent" ? [secondKey.code] : [])),
    (code) => code,
  );
  const answered = judged.flatMap(({ secondKey }) => (secondKey.state === "answered" ? [secondKey.risk] : []));
  const missing = [...absent].map(([code, { length }]) => `${length} without an answer [${code}]`);
  return [
    `final       ${count(
      judged.map(({ final }) => final),
      paint,
    )}`,
    `scanner     ${count(
      judged.map(({ scanner }) => scanner),
      paint,
    )}`,
    `second key  ${[...(answered.length > 0 ? [count(answered, paint)] : []), ...missing].join(", ")}`,
  ].join("\n");
}

const isThere = (judgement: JudgementWire | undefined): judgement is JudgementWire => judgement !== undefined;

function count(risks: readonly RiskWire[], paint: Paint): string {
  return order
    .map((risk) => ({ risk, times: risks.filter((one) => one === risk).length }))
    .filter(({ times }) => times > 0)
    .map(({ risk, times }) => `${times} ${riskMark(risk, paint)}`)
    .join(", ");
}

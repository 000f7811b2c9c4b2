import type { RecordSummaryWire } from "@steadyhand/api";
import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";
import { drawLine } from "../../io/draw-text.ts";
import { duration } from "../../io/duration.ts";
import { table } from "../../io/table.ts";
import { serverOptions } from "../../session/server-options.ts";
import { withServer } from "../../session/with-server.ts";
import { readDay } from "./read-day.ts";

export const summary = command({
  name: "summary",
  summary: "Show one day of the record in figures",
  description: "docs/record.md says what each figure counts.",
  examples: ["steady audit summary", "steady audit summary --day 2026-11-20 --time-zone Europe/Vienna --json"],
  options: {
    ...serverOptions,
    day: { type: "text", value: "day", help: "today, yesterday, or a day such as 2026-11-20 (default: today)" },
    timeZone: { type: "text", value: "zone", help: "where it is a day, such as Europe/Vienna (default: UTC)" },
  },
  run: ({ options, ...services }) =>
    withServer(options, services, async ({ client }) => {
      const { timeZone } = options;
      const day = options.day === undefined ? undefined : readDay(options.day, timeZone, services.now());
      const found = await client.summarizeRecord({ query: { ...(day && { day }), ...(timeZone && { timeZone }) } });
      services.io.out(options.json ? JSON.stringify(found) : drawSummary(found, services.now()));
      return exitCode.ok;
    }),
});

function drawSummary(found: RecordSummaryWire, now: Date): string {
  const { day, timeZone, from, isOver, executions, attempts, approvals, panics, refusals } = found;
  const { byHow } = attempts;
  const answered =
    approvals.answeredInMs === undefined
      ? []
      : [
          `answered in: half within ${duration(approvals.answeredInMs.p50)}, 95 % within ${duration(approvals.answeredInMs.p95)}`,
        ];
  return [
    `${day} (${timeZone})${isOver ? "" : Date.parse(from) > now.getTime() ? ", not begun yet" : ", not over yet"}`,
    "",
    `executions: ${executions.started} started, ${executions.completed} completed, ${executions.aborted} aborted, ${executions.rolledBack} rolled back`,
    `attempts: ${attempts.attempts}, ${shareText(attempts)}`,
    `let through: ${byHow.automatic} automatic, ${byHow.approved} approved, ${byHow.by_hand} done by hand`,
    `approvals: ${approvals.asked} asked, ${approvals.granted} granted, ${approvals.rejected} rejected, ${approvals.expired} expired, ${approvals.voided} void, ${approvals.open} open`,
    ...answered,
    `panics: ${panics}, refusals: ${refusals}`,
    ...groupTables(attempts),
    ...slowestTables(found),
  ].join("\n");
}

type Attempts = RecordSummaryWire["attempts"];

function groupTables({ byOutcome, byLevel, byEnvironment }: Attempts): string[] {
  if (byOutcome.length === 0) return [];
  const share = (name: string, group: Share) => [name, String(group.attempts), shareText(group)];
  return [
    "",
    table(
      ["outcome", "attempts"],
      byOutcome.map(({ outcome, attempts }) => [outcome.replaceAll("_", " "), String(attempts)]),
    ),
    "",
    table(
      ["level", "attempts", "success"],
      byLevel.map((group) => share(`L${group.level}`, group)),
    ),
    "",
    table(
      ["environment", "attempts", "success"],
      byEnvironment.map((group) => share(group.environment, group)),
    ),
  ];
}

function slowestTables({ slowest: { steps, executions } }: RecordSummaryWire): string[] {
  const stepRows = steps.map(({ executionId, stepId, attempt, subject, tookMs }) => [
    ...[duration(tookMs), executionId, stepId, String(attempt), drawLine(subject)],
  ]);
  const runRows = executions.map(({ executionId, ended, subject, tookMs }) => [
    ...[duration(tookMs), executionId, ended.replaceAll("_", " "), drawLine(subject)],
  ]);
  return [
    ...(stepRows.length > 0 ? ["", table(["slowest steps", "execution", "step", "attempt", "subject"], stepRows)] : []),
    ...(runRows.length > 0 ? ["", table(["slowest runs", "execution", "ended", "subject"], runRows)] : []),
  ];
}

type Share = Pick<Attempts, "attempts" | "counted" | "succeeded" | "successShare">;

function shareText({ counted, succeeded, successShare }: Share): string {
  if (successShare === undefined) return "none judged yet";
  return `${(successShare * 100).toFixed(1)} % did what they were for (${succeeded} of ${counted})`;
}

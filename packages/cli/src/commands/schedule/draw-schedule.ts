import type { ScheduleWire } from "@steadyhand/api";
import { drawLine } from "../../io/draw-text.ts";
import { moment } from "../../io/duration.ts";
import type { Channel } from "../../io/io.ts";

/** When a schedule is due, as people read it. */
export function drawTiming({ timing }: ScheduleWire): string {
  return timing.kind === "cron" ? `${drawLine(timing.expression)} (${drawLine(timing.timeZone)})` : "once";
}

/** What a schedule waits for, or why it does not. */
export function drawState({ phase, nextDue, why }: ScheduleWire, now: Date): string {
  return nextDue === undefined ? `${phase}: ${drawLine(why ?? "")}` : moment(nextDue, now);
}

/** All there is to say of one schedule. */
export function drawSchedule(schedule: ScheduleWire, { paint }: Pick<Channel, "paint">, now: Date): string {
  const { id, name, runbook, environment, mode, createdBy, createdAt, last, follows, only } = schedule;
  const facts: [string, string][] = [
    [
      "runbook",
      `${runbook.id}${runbook.version === undefined ? "" : ` version ${runbook.version}`}: ${drawLine(runbook.title)}`,
    ],
    ...(only ? [["steps", only.join(", ")] as [string, string]] : []),
    ["environment", `${environment}${mode === "run" ? "" : ` (${mode.replace("_", " ")})`}`],
    ["when", drawTiming(schedule)],
    ["next", drawState(schedule, now)],
    ["for", `${drawLine(createdBy.name)}, ${moment(createdAt, now)}`],
    ...(follows === undefined ? [] : [["follows", follows] as [string, string]]),
    ["last", last === undefined ? "nothing yet" : `${last.outcome} ${moment(last.at, now)}: ${drawLine(last.why)}`],
  ];
  return [
    `${paint("strong", drawLine(name))} ${paint("quiet", id)}`,
    ...facts.map(([title, value]) => `  ${paint("quiet", title.padEnd(13))}${value}`),
  ].join("\n");
}

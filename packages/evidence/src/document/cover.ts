import { dig, listAt, numberAt, type ToldEvent, textAt } from "../story/index.ts";
import type { Block, Prose } from "./block.ts";
import type { Evidence } from "./evidence.ts";
import { sayProblems } from "./say-problems.ts";
import { sayRunStanding } from "./say-standing.ts";
import { counted, sayActor, sayDuration, sayLevel, sayTime, sentence } from "./words.ts";

const modes: Readonly<Record<string, string>> = {
  run: "run",
  instructions: "instructions to follow by hand; nothing ran by itself",
  dry_run: "dry run: everything was judged and nothing ran",
};

/** What was done, where, by whom, when, and whether the record of it holds. */
export function* cover(evidence: Evidence): Generator<Block> {
  const { story, executionId } = evidence;
  const { started } = story;
  yield {
    kind: "title",
    above: "Evidence of one execution",
    text: textAt(started?.data, "runbook", "title") ?? executionId,
    below: [{ code: executionId }],
  };
  yield verdictBanner(evidence);
  const { says, isEnded } = sayRunStanding(story);
  yield {
    kind: "facts",
    rows: [
      { label: "Outcome", value: [{ text: sentence(says), style: "strong" }] },
      ...(isEnded
        ? []
        : [
            {
              label: "Taken while it goes on",
              value: `What came after ${sayTime(evidence.takenAt.toISOString())} is not in here.`,
            },
          ]),
      { label: "What", value: runbookOf(started) },
      { label: "Where", value: placeOf(started) },
      { label: "Environment", value: textAt(started?.data, "environment") ?? "not recorded" },
      { label: "Started by", value: started === undefined ? "not recorded" : whoOf(started) },
      { label: "On behalf of", value: behalfOf(started) },
      { label: "When", value: whenOf(evidence, isEnded) },
      { label: "Takeover level", value: levelsOf(evidence) },
      { label: "Mode", value: modes[textAt(started?.data, "mode") ?? ""] ?? "not recorded" },
      { label: "Values", value: valuesOf(started) },
      ...continuesOf(started),
      { label: "Tenant", value: [{ code: evidence.tenantId }] },
      { label: "Taken out", value: `${sayTime(evidence.takenAt.toISOString())} by ${sayActor(evidence.takenBy)}` },
    ],
  };
}

function verdictBanner({ check, story }: Evidence): Block {
  if (!check.isWhole) {
    return {
      kind: "banner",
      tone: "alarm",
      title: "The record does not hold",
      lines: [
        ...sayProblems(check.problems),
        "Nothing in this document can be relied on until that is explained. Keep the database and the checkpoints as they are.",
      ],
    };
  }
  const { count } = check.inclusion.checkpoint;
  return {
    kind: "banner",
    tone: "good",
    title: "Complete and unaltered",
    lines: [
      `All ${counted(story.events.length, "event")} of this execution were checked on ${sayTime(check.at.toISOString())}, with the whole chain they stand in and a checkpoint signed over ${counted(count, "event")}. The last section says how to check it without us.`,
    ],
  };
}

function runbookOf(started: ToldEvent | undefined): Prose {
  const runbook = dig(started?.data, "runbook");
  const version = numberAt(runbook, "version");
  return [
    {
      text: `${textAt(runbook, "title") ?? "not recorded"}, version ${version ?? "?"}, ${counted(numberAt(started?.data, "steps") ?? 0, "step")}  `,
    },
    {
      code: `${textAt(runbook, "id") ?? ""} sha256:${textAt(runbook, "sourceSha256") ?? "not recorded"}`,
      style: "muted",
    },
  ];
}

function placeOf(started: ToldEvent | undefined): Prose {
  const data = started?.data;
  const disposable = dig(data, "target", "isDisposable") === true ? ", marked disposable" : "";
  return [
    { code: textAt(data, "target", "name") ?? "not recorded" },
    { text: `${disposable}; subject ` },
    { code: textAt(data, "subject") ?? "not recorded" },
    { text: ", project " },
    { code: textAt(data, "project") ?? "not recorded" },
    { text: ", in " },
    { code: textAt(data, "workingDirectory") ?? "not recorded" },
  ];
}

function whoOf({ actor }: ToldEvent): Prose {
  return [{ text: sayActor(actor) }, { code: `  ${actor.id}`, style: "muted" }];
}

/** A schedule acts under the id of the person who set it up. */
function behalfOf(started: ToldEvent | undefined): Prose {
  if (started === undefined) return "not recorded";
  const { kind, id, name } = started.actor;
  if (kind === "schedule") return [{ text: "the person who set the schedule up  " }, { code: id, style: "muted" }];
  return kind === "person" ? `${name}, nobody else` : "nobody";
}

function whenOf({ story: { started, standing, events } }: Evidence, isEnded: boolean): string {
  const [from, to] = [started?.at ?? events[0]?.at, standing?.at];
  if (from === undefined) return "not recorded";
  if (!isEnded || to === undefined) return `${sayTime(from)} to now`;
  return `${sayTime(from)} to ${sayTime(to)}, ${sayDuration(Math.max(0, Date.parse(to) - Date.parse(from)))}`;
}

function levelsOf({ story: { events } }: Evidence): string {
  const levels = [...new Set(events.flatMap(({ level }) => level ?? []))];
  if (levels.length === 0) return "not recorded";
  return levels.map(sayLevel).join(", then ");
}

function valuesOf(started: ToldEvent | undefined): Prose {
  const values = dig(started?.data, "values");
  const entries = Object.entries(typeof values === "object" && values !== null ? values : {});
  if (entries.length === 0) return "none";
  return entries.flatMap(([name, value], index) => [
    { text: index === 0 ? "" : "; " },
    { code: `${name}=${typeof value === "string" ? value : JSON.stringify(value)}` },
  ]);
}

function continuesOf(started: ToldEvent | undefined) {
  const from = textAt(started?.data, "continues");
  const guards = listAt(started?.data, "guards");
  return [
    ...(from === undefined ? [] : [{ label: "Goes on from", value: [{ code: from }] }]),
    ...(guards.length === 0
      ? []
      : [
          {
            label: "Must not get worse",
            value: [{ code: guards.map((one) => textAt(one, "name") ?? "?").join(", ") }],
          },
        ]),
  ];
}

import { createRedactor } from "@steadyhand/core/redaction";
import { expect, it } from "vitest";
import { classifiedEvents, parsedEvents } from "../src/classified-events.ts";
import type { JudgedCommand } from "../src/index.ts";
import { judgeText } from "../src/judge-text.ts";
import { answered, riley, scanner } from "./samples.ts";

const recorded = {
  by: riley,
  version: { id: "rbk_1", version: 3 },
  redactor: createRedactor({ learned: ["hunter2hunter2"] }),
} as const;

function judged(count: number, text = "systemctl stop nginx"): JudgedCommand[] {
  const command = { text, dialect: "shell" } as const;
  const judgement = judgeText(scanner, command, { ...answered("caution"), reason: "stops hunter2hunter2" } as never);
  return Array.from({ length: count }, (_, n) => ({
    ...command,
    stepId: `stp_${n + 1}`,
    purpose: "forward",
    judgement,
  }));
}

const made = { occasion: "imported", scannerVersion: "9" } as const;

it("holds the whole judgement of a command: rules with ranges, both keys, the merge and who was asked", () => {
  const [event] = classifiedEvents(recorded, made, judged(1));
  expect(event).toMatchObject({
    type: "runbook.classified",
    runbookId: "rbk_1",
    data: {
      ...{ version: 3, occasion: "imported", scannerVersion: "9", part: 1, parts: 1 },
      steps: [
        {
          ...{ stepId: "stp_1", purpose: "forward", scanner: "dangerous", final: "dangerous", mergeRule: 1 },
          rules: [{ rule: "program.systemctl", risk: "dangerous", range: { start: 0, end: 20 } }],
          secondKey: { risk: "caution", confidence: 1, by: { model: "m-1", requestedModel: "m", promptVersion: "1" } },
        },
      ],
    },
  });
});

it("keeps secrets out, also those that a model repeats", () => {
  const events = [...classifiedEvents(recorded, made, judged(2)), ...parsedEvents(recorded, head, judged(2))];
  expect(JSON.stringify(events)).not.toContain("hunter2");
});

const head = { why: "read as markdown with hunter2hunter2", data: { title: "hunter2hunter2" } };

it("says of an absent key which it was and why", () => {
  const absent = { state: "absent", code: "budget", reason: "the day's tokens are used up" } as const;
  const command = { text: "ls", dialect: "shell", stepId: "stp_1", purpose: "forward" } as const;
  const [event] = classifiedEvents(recorded, made, [{ ...command, judgement: judgeText(scanner, command, absent) }]);
  expect(event?.data.steps).toMatchObject([{ secondKey: absent, final: "caution", mergeRule: 4 }]);
});

it("becomes several events for a runbook of thousands of steps, complete, in order and each of bounded size", () => {
  const all = judged(2_000);
  for (const [events, name] of [
    [classifiedEvents(recorded, made, all), "steps"],
    [parsedEvents(recorded, head, all), "commands"],
  ] as const) {
    const entries = events.flatMap(({ data }) => data[name] as { stepId: string }[]);
    expect(entries.map(({ stepId }) => stepId)).toEqual(all.map(({ stepId }) => stepId));
    expect(events.length).toBeGreaterThan(2);
    for (const [index, { data }] of events.entries()) {
      expect(JSON.stringify(data).length).toBeLessThan(66 * 1024);
      expect(data).toMatchObject({ part: index + 1, parts: events.length });
    }
  }
});

it("is one event for a runbook without a command", () => {
  expect(classifiedEvents(recorded, made, [])).toMatchObject([{ data: { steps: [], part: 1, parts: 1 } }]);
});

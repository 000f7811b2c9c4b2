import { dig, type StepStory, type TryStory, textAt } from "../story/index.ts";
import type { Block, Prose } from "./block.ts";
import { commandLine } from "./command-text.ts";
import type { Evidence } from "./evidence.ts";
import { riskOf } from "./risk-section.ts";
import { sayDecidedBy, sayStanding } from "./say-standing.ts";

/** Every step on one line: what it was, how risky, who let it run, how often it ran, how it stands. */
export function* summary(evidence: Evidence, steps: readonly StepStory[]): Generator<Block> {
  yield { kind: "heading", level: 1, text: "The steps" };
  const told = new Map(steps.map((step) => [step.stepId, step]));
  const silent = evidence.names.filter(({ id }) => !told.has(id));
  yield {
    kind: "table",
    columns: [
      { title: "step", share: 29 },
      { title: "risk", share: 15 },
      { title: "decided", share: 19 },
      { title: "ran", share: 7 },
      { title: "outcome", share: 30 },
    ],
    rows: steps.map((step) => row(evidence, step)),
  };
  if (silent.length > 0) {
    const named = silent.map(({ number, title }) => `${number} ${title}`).join("; ");
    yield { kind: "prose", text: `Nothing is recorded of the steps that were not reached: ${named}.` };
  }
  yield {
    kind: "prose",
    tone: "muted",
    text: "Numbers and titles of steps are those of the runbook version named above; everything else comes from the events.",
  };
}

function row({ names }: Evidence, step: StepStory): readonly Prose[] {
  const name = names.find(({ id }) => id === step.stepId);
  const last =
    step.tries.findLast(({ proposed }) => textAt(proposed.data, "purpose") !== "rollback") ?? step.tries.at(-1);
  const title = name === undefined ? step.stepId : `${name.number}  ${name.title}`;
  const command = dig(last?.proposed.data, "proposal", "command");
  return [
    command === undefined ? title : [{ text: `${title}  ` }, { code: commandLine(command, 60), style: "muted" }],
    last === undefined
      ? "not judged"
      : [{ risk: riskOf(dig(last.proposed.data, "proposal", "risk", "merged", "risk")) }],
    last === undefined ? "by hand, or not at all" : sayDecidedBy(last),
    sayRan(step.tries),
    sayStanding(step),
  ];
}

function sayRan(tries: readonly TryStory[]): string {
  const ran = tries.filter(({ after }) => after.some(({ type }) => type === "step.dispatched")).length;
  return ran === 0 ? "never" : `${ran} ×`;
}

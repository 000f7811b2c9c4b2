import { listAt, textAt } from "../story/index.ts";
import type { Block, Prose } from "./block.ts";
import { excerpt } from "./command-text.ts";
import type { Evidence } from "./evidence.ts";
import { sayActor, sayMoment, sentence } from "./words.ts";

/** What concerns the run and no single step, and where it did otherwise than its runbook. */
export function* runSection({ story: { ofRun, divergence, standing } }: Evidence): Generator<Block> {
  yield { kind: "heading", level: 1, text: "The run and its runbook" };
  const found = listAt(divergence?.data, "divergences");
  if (found.length > 0) {
    yield { kind: "prose", text: "The run did otherwise than its runbook prescribes:" };
    for (const one of found) yield* divergenceBlocks(one);
  } else {
    const hasEnded = standing !== undefined && /completed|aborted|rolled_back/.test(standing.type);
    yield {
      kind: "prose",
      text: hasEnded
        ? "The run did what its runbook prescribes: no divergence is recorded."
        : "Divergences from the runbook are recorded when a run ends; this one has not.",
    };
  }
  if (ofRun.length === 0) return;
  yield { kind: "heading", level: 2, text: "What happened to the run as a whole" };
  yield {
    kind: "table",
    columns: [
      { title: "when (UTC)", share: 20 },
      { title: "who", share: 18 },
      { title: "what", share: 22 },
      { title: "in words", share: 40 },
    ],
    rows: ofRun.map(({ at, actor, type, why, outcome }) => [
      sayMoment(at),
      sayActor(actor),
      [{ code: type }, ...(outcome === "ok" ? [] : [{ text: `  ${outcome}`, style: "strong" as const }])],
      sentence(why),
    ]),
  };
}

function* divergenceBlocks(one: unknown): Generator<Block> {
  const by = textAt(one, "by", "name");
  const [prescribed, done] = [textAt(one, "prescribed"), textAt(one, "done")];
  const how = [by && `by ${by}`, textAt(one, "why")].filter(Boolean).join(": ");
  const kind = (textAt(one, "kind") ?? "?").replaceAll("_", " ");
  const text: Prose = [
    { text: `Step ${textAt(one, "number") ?? "?"}, ${textAt(one, "title") ?? ""}: ` },
    { text: kind, style: "strong" },
    { text: how === "" ? "" : `, ${how}` },
  ];
  yield { kind: "prose", text };
  if (prescribed !== undefined) yield excerpt(prescribed, "Prescribed");
  if (done !== undefined) yield excerpt(done, "Done");
}

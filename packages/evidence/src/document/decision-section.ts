import { dig, listAt, numberAt, type TryStory, textAt } from "../story/index.ts";
import type { Block, Prose } from "./block.ts";
import { sayLevel, sayVerdict, sentence } from "./words.ts";

/** The gate's answer, with every limit and every rule that spoke. */
export function* decisionSection({ proposed: { data } }: TryStory): Generator<Block> {
  const decision = dig(data, "decision");
  yield { kind: "heading", level: 3, text: "What the gate decided" };
  const level = numberAt(decision, "level");
  yield {
    kind: "facts",
    rows: [
      { label: "Decision", value: [{ text: sentence(sayVerdict(textAt(decision, "verdict"))), style: "strong" }] },
      { label: "Takeover level", value: level === undefined ? "not recorded" : sayLevel(level) },
      {
        label: "Policy",
        value: [
          { text: "SHA-256 " },
          { code: textAt(data, "proposal", "dependsOn", "policySha256") ?? "not recorded", style: "muted" },
        ],
      },
    ],
  };
  const rows = [
    ...listAt(decision, "findings").map((one) => ruleRow(one, sayVerdict(textAt(one, "verdict")))),
    ...listAt(decision, "demands").map((one) => ruleRow(one, "It asks more of a yes")),
    ...listAt(decision, "caps").map((one) => capRow(one)),
  ];
  if (rows.length === 0) return;
  yield {
    kind: "table",
    columns: [
      { title: "rule or setting", share: 24 },
      { title: "says", share: 24 },
      { title: "why", share: 52 },
    ],
    rows,
  };
}

function ruleRow(finding: unknown, says: string): readonly Prose[] {
  return [[{ code: textAt(finding, "rule") ?? "?" }], says, sentence(textAt(finding, "reason") ?? "")];
}

function capRow(cap: unknown): readonly Prose[] {
  const level = numberAt(cap, "level");
  const says = level === undefined ? "not recorded" : `At most ${sayLevel(level)}`;
  return [[{ code: textAt(cap, "name") ?? "?" }], says, sentence(textAt(cap, "reason") ?? "")];
}

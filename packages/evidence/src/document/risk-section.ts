import type { Risk } from "@steadyhand/core/risk";
import { dig, listAt, numberAt, textAt } from "../story/index.ts";
import type { Block, Prose, Span } from "./block.ts";
import { partOf } from "./command-text.ts";
import { sentence } from "./words.ts";

const risks: readonly string[] = ["safe", "caution", "dangerous", "unknown"] satisfies Risk[];

/** A recorded risk with its shape; what is none is unknown. */
export function riskOf(value: unknown): Risk {
  return typeof value === "string" && risks.includes(value) ? (value as Risk) : "unknown";
}

/** What both keys said, apart, and which rule merged them. */
export function* riskSection(proposal: unknown): Generator<Block> {
  const risk = dig(proposal, "risk");
  yield { kind: "heading", level: 3, text: "How risky it was judged" };
  yield {
    kind: "facts",
    rows: [
      {
        label: "Risk",
        value: [
          { risk: riskOf(dig(risk, "merged", "risk")) },
          {
            text: `  by merge rule ${JSON.stringify(dig(risk, "merged", "rule") ?? null)}: ${textAt(risk, "merged", "why") ?? "not recorded"}`,
          },
        ],
      },
      {
        label: "First key: scanner",
        value: [
          { risk: riskOf(dig(risk, "scanner")) },
          { text: "  tables " },
          { code: textAt(risk, "scannerVersion") ?? "not recorded", style: "muted" },
        ],
      },
      { label: "Second key: model", value: secondKey(dig(risk, "secondKey")) },
    ],
  };
  const evidence = listAt(risk, "evidence");
  if (evidence.length === 0) return;
  yield {
    kind: "table",
    columns: [
      { title: "the scanner's rule", share: 24 },
      { title: "risk", share: 15 },
      { title: "speaks of", share: 26 },
      { title: "why", share: 35 },
    ],
    rows: evidence.map((one) => ruleRow(proposal, one)),
  };
}

function ruleRow(proposal: unknown, evidence: unknown): readonly Prose[] {
  const part = partOf(dig(proposal, "command"), evidence);
  const instead = textAt(evidence, "instead");
  return [
    [{ code: textAt(evidence, "rule") ?? "?" }],
    [{ risk: riskOf(dig(evidence, "risk")) }],
    part === undefined ? [{ text: "the command", style: "muted" }] : [{ code: cut(part, 120) }],
    [
      { text: sentence(textAt(evidence, "why") ?? "") },
      ...(instead === undefined ? [] : [{ text: ` Safer: ${instead}`, style: "muted" as const }]),
    ],
  ];
}

function secondKey(key: unknown): readonly Span[] {
  const by = [textAt(key, "by", "provider"), textAt(key, "by", "model"), textAt(key, "by", "promptVersion")].filter(
    (one) => one !== undefined,
  );
  const whom: readonly Span[] = by.length === 0 ? [] : [{ text: "  " }, { code: by.join(" · "), style: "muted" }];
  if (textAt(key, "state") !== "answered") {
    const why = textAt(key, "reason") ?? "not recorded";
    return [
      { text: "no answer", style: "strong" },
      { text: `: ${why} (${textAt(key, "code") ?? "no code"})` },
      ...whom,
    ];
  }
  const confidence = numberAt(key, "confidence");
  return [
    { risk: riskOf(dig(key, "risk")) },
    {
      text: `  confidence ${confidence ?? "not recorded"}; in the model's own words: “${textAt(key, "reason") ?? ""}”`,
    },
    ...whom,
  ];
}

function cut(text: string, mostCharacters: number): string {
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text;
}

import type { Classification, Dialect, Evidence, Risk } from "@steadyhand/core/risk";
import { judgeCharacters } from "./characters.ts";
import { fillPlaceholders } from "./placeholders.ts";
import { finding } from "./scope.ts";
import { judgeShell } from "./shell/judge-shell.ts";
import type { SqlGrammar } from "./sql/grammar.ts";
import { judgeSql } from "./sql/judge-sql.ts";

/** A command longer than this is not read. */
const maxBytes = 8 * 1024;
/** Nor one in which more brackets and substitutions than this lie inside one another. */
const maxNesting = 32;

/** Judges one command: pure, no clock, no input or output. */
export function scan(text: string, dialect: Dialect, grammar: SqlGrammar): Classification {
  const whole = { start: 0, end: text.length };
  const refusal = refuse(text);
  if (refusal) return classify([finding("limit", "unknown", whole, refusal)]);
  const characters = judgeCharacters(text);
  if (text.includes("\0")) {
    return classify([
      ...characters,
      finding("text.nul", "unknown", whole, "Everything after U+0000 NULL would be read differently by each program."),
    ]);
  }
  if (text.trim() === "") return classify([finding("text.empty", "unknown", whole, "There is no command.")]);
  if (dialect === "sql") return classify([...characters, ...judgeSql(text, whole, "any", grammar)]);
  const { text: filled, evidence: blanks } = fillPlaceholders(text);
  const found = judgeShell(filled, (sql, range, client) => judgeSql(sql, range, client, grammar));
  if (found.length === 0) found.push(finding("shell.nothing", "safe", whole, "Runs nothing."));
  return classify([...characters, ...blanks, ...found]);
}

function refuse(text: string): string | undefined {
  if (text.length > maxBytes || (text.length > maxBytes / 3 && Buffer.byteLength(text) > maxBytes)) {
    return `It is longer than ${maxBytes} bytes.`;
  }
  let depth = 0;
  let backticks = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 40 || code === 123) {
      if (++depth > maxNesting) return `More than ${maxNesting} brackets or substitutions lie inside one another.`;
    } else if (code === 41 || code === 125) depth = Math.max(0, depth - 1);
    else if (code === 96 && ++backticks > 2 * maxNesting) return `It has more than ${2 * maxNesting} backticks.`;
  }
  return undefined;
}

const order: Readonly<Record<Risk, number>> = { safe: 0, caution: 1, unknown: 2, dangerous: 3 };
/** More findings than this tell nobody more; the worst are kept. */
const maxFindings = 64;

function classify(evidence: readonly Evidence[]): Classification {
  // A text about which nothing was said has not been understood.
  let risk: Risk = evidence.length === 0 ? "unknown" : "safe";
  for (const one of evidence) if (order[one.risk] > order[risk]) risk = one.risk;
  if (evidence.length <= maxFindings) return { risk, evidence };
  const worstFirst = [...evidence].sort((left, right) => order[right.risk] - order[left.risk]);
  return { risk, evidence: worstFirst.slice(0, maxFindings) };
}

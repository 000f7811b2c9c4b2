import type { Classification, Dialect, Evidence, Risk, SourceRange } from "@steadyhand/core/risk";
import { judgeCharacters } from "./characters.ts";
import { fillPlaceholders } from "./placeholders.ts";
import type { Programs } from "./programs/programs.ts";
import { builtInPrograms } from "./programs/registry.ts";
import { finding } from "./scope.ts";
import { judgeShell, type SqlJudge } from "./shell/judge-shell.ts";
import type { SqlGrammar } from "./sql/grammar.ts";
import { judgeSql } from "./sql/judge-sql.ts";
import { withoutFilled } from "./without-filled.ts";

/** A command longer than this is not read. */
const maxBytes = 8 * 1024;
/** Nor one in which more brackets and substitutions than this lie inside one another. */
const maxNesting = 32;
/** Nor one whose characters lie inside more brackets than this, all of them counted together: 12 around each at most. */
const maxEnclosed = 12 * maxBytes;

/** Judges one command: pure, no clock, no input or output. */
export function scan(
  text: string,
  dialect: Dialect,
  grammar: SqlGrammar,
  programs: Programs = builtInPrograms,
): Classification {
  const { evidence, readable } = prepareText(text, dialect);
  if (readable === undefined) return classify(evidence);
  const whole = { start: 0, end: text.length };
  if (dialect === "sql") return classify([...evidence, ...judgeSql(readable, whole, "any", grammar)]);
  const sql: SqlJudge = (statement, range, client) => judgeSql(statement, range, client, grammar);
  const found = judgeShell(readable, sql, undefined, programs);
  if (found.length === 0) return classify([...evidence, runsNothing(whole)]);
  return classify([...evidence, ...(readable === text ? found : found.map(withoutFilled))]);
}

/** What is said of a text before it is read as shell or SQL. */
export interface PreparedText {
  readonly evidence: readonly Evidence[];
  /** The text with its blanks filled in, every position as it was; nothing when it is not to be read at all. */
  readonly readable: string | undefined;
}

/** Looks at a text's size, characters and blanks. */
export function prepareText(text: string, dialect: Dialect): PreparedText {
  const whole = { start: 0, end: text.length };
  const refusal = refuse(text);
  if (refusal) return { evidence: [finding("limit", "unknown", whole, refusal)], readable: undefined };
  const characters = judgeCharacters(text);
  if (text.includes("\0")) {
    const why = "Everything after U+0000 NULL would be read differently by each program.";
    return { evidence: [...characters, finding("text.nul", "unknown", whole, why)], readable: undefined };
  }
  if (text.trim() === "")
    return { evidence: [finding("text.empty", "unknown", whole, "There is no command.")], readable: undefined };
  if (dialect === "sql") return { evidence: characters, readable: text };
  const { text: filled, evidence: blanks } = fillPlaceholders(text);
  return { evidence: [...characters, ...blanks], readable: filled };
}

/** What is said of a text in which nothing is found to judge. */
export function runsNothing(whole: SourceRange): Evidence {
  return finding("shell.nothing", "safe", whole, "Runs nothing.");
}

function refuse(text: string): string | undefined {
  if (text.length > maxBytes || (text.length > maxBytes / 3 && Buffer.byteLength(text) > maxBytes)) {
    return `It is longer than ${maxBytes} bytes.`;
  }
  let depth = 0;
  let backticks = 0;
  let enclosed = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // Each bracket around a character has it read once more.
    enclosed += depth;
    if (enclosed > maxEnclosed) return "Too much of it lies inside brackets inside one another.";
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

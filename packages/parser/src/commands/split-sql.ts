import { maxSteps, TooManyStepsError } from "../too-many-steps-error.ts";

export interface SqlPart {
  readonly from: number;
  readonly to: number;
}

const keywords =
  /^(?:select|insert|update|delete|merge|upsert|replace|alter|create|drop|truncate|with|explain|show|set|reset|grant|revoke|vacuum|analyze|analyse|reindex|cluster|refresh|comment|begin|start|end|commit|rollback|abort|savepoint|release|copy|lock|unlock|declare|fetch|close|move|do|call|exec|execute|prepare|deallocate|listen|notify|unlisten|checkpoint|discard|security|reassign|import|load|use|desc|describe|flush|kill|optimize|repair|check|purge|rename|handler|change|stop|values|table|attach|detach|pragma|admin|backup|restore|recover|split|cancel|pause|resume|\()/i;
const clear =
  /^(?:select\b.*\bfrom\b|select\s+[\w.]+\(|update\s+\S+\s+set\b|delete\s+from\b|insert\s+into\b|alter\s+(?:table|role|user|system|database|index|sequence|schema|view|extension)\b|create\s+(?:or\s+replace\s+)?(?:unique\s+)?(?:table|index|database|role|user|extension|schema|view|function|materialized|publication|subscription)\b|drop\s+(?:table|index|database|role|user|extension|schema|view|function)\b|grant\b.*\b(?:on|to)\b|revoke\b.*\bfrom\b|truncate\s+table\b|vacuum\b|explain\s+(?:analyze\s+|\()?|with\s+\S+\s+as\s*\()/i;

/** Whether text without a language is SQL: a statement nobody would take for prose or shell. */
export function looksLikeSql(text: string): boolean {
  const start = afterComments(text);
  const head = text.slice(start, start + 400).replace(/\s+/g, " ");
  if (!keywords.test(head) || head.startsWith("(")) return false;
  if (clear.test(head)) return true;
  return /^[A-Z]{2,}\b/.test(head) && text.trimEnd().endsWith(";");
}

/** Splits SQL into its statements, with their semicolons; psql's backslash commands are one a line. */
export function splitSql(text: string): readonly SqlPart[] {
  const parts: SqlPart[] = [];
  let at = 0;
  while (at < text.length) {
    if (parts.length > maxSteps) throw new TooManyStepsError();
    at = afterComments(text, at);
    if (at >= text.length) break;
    const lineEnd = endOfLine(text, at);
    if (text[at] === "\\") {
      parts.push(trimmedPart(text, at, lineEnd));
      at = lineEnd + 1;
    } else if (!keywords.test(text.slice(at, at + 20))) at = lineEnd + 1;
    else {
      const to = statementEnd(text, at);
      const part = trimmedPart(text, at, to);
      if (!isCommandTag(text.slice(part.from, part.to))) parts.push(part);
      at = to;
    }
  }
  return parts;
}

/** What the server answers, as in `INSERT 0 1`. */
function isCommandTag(text: string): boolean {
  return /^(?:INSERT 0 \d+|(?:UPDATE|DELETE|SELECT|COPY|MOVE|FETCH) \d+|(?:CREATE|ALTER|DROP) [A-Z]+(?: [A-Z]+)?|GRANT|REVOKE)$/.test(
    text,
  );
}

/** After the semicolon that ends the statement at `from`; an empty line before a new keyword ends one too. */
function statementEnd(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const char = text[i] ?? "";
    if (char === ";") return i + 1;
    if (char === "'" || char === '"' || char === "`") i = quoteEnd(text, i);
    else if (char === "-" && text[i + 1] === "-") i = endOfLine(text, i) - 1;
    else if (char === "/" && text[i + 1] === "*") i = blockCommentEnd(text, i) - 1;
    else if (char === "$") i = dollarQuoteEnd(text, i);
    else if (char === "\\" && /^\\(?:G|g|gx|gexec|watch)\b/.test(text.slice(i, i + 8))) return endOfLine(text, i);
    else if (char === "\n" && /^\n[ \t]*\n/.test(text.slice(i, i + 40))) {
      const next = afterBlank(text, i);
      if (text[next] === "\\" || (/^[A-Za-z]/.test(text[next] ?? "") && keywords.test(text.slice(next, next + 20))))
        return i;
    }
  }
  return text.length;
}

function quoteEnd(text: string, open: number): number {
  const quote = text[open] ?? "";
  for (let i = open + 1; i < text.length; i++) {
    if (text[i] !== quote) continue;
    if (text[i + 1] !== quote) return i;
    i++;
  }
  return text.length;
}

function dollarQuoteEnd(text: string, at: number): number {
  const tag = /^\$(?:[A-Za-z_]\w{0,62})?\$/.exec(text.slice(at, at + 66))?.[0];
  if (tag === undefined) return at;
  const close = text.indexOf(tag, at + tag.length);
  return close < 0 ? text.length : close + tag.length - 1;
}

function blockCommentEnd(text: string, at: number): number {
  const close = text.indexOf("*/", at + 2);
  return close < 0 ? text.length : close + 2;
}

function afterComments(text: string, from = 0): number {
  let at = from;
  while (at < text.length) {
    const next = afterBlank(text, at);
    if (text.startsWith("--", next)) at = endOfLine(text, next);
    else if (text.startsWith("/*", next)) at = blockCommentEnd(text, next);
    else if (text[next] === "#") at = endOfLine(text, next);
    else return next;
  }
  return at;
}

function afterBlank(text: string, from: number): number {
  let at = from;
  while (at < text.length && /[\s;]/.test(text[at] ?? "")) at++;
  return at;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}

function trimmedPart(text: string, from: number, to: number): SqlPart {
  const content = text.slice(from, to);
  const start = from + content.length - content.trimStart().length;
  return { from: start, to: Math.max(start, from + content.trimEnd().length) };
}

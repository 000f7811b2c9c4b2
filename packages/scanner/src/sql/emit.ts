import type { SqlReading, SqlToken } from "./tokens.ts";

/**
 * Tokens as one text that PostgreSQL's grammar takes apart in just the same way: without comments, and with MySQL's
 * and SQLite's quotes turned into its own. `undefined` where no such text is known.
 */
export function emit(text: string, tokens: readonly SqlToken[], reading: SqlReading): string | undefined {
  let emitted = "";
  let before: SqlToken | undefined;
  for (const token of tokens) {
    if (token.kind === "broken") return undefined;
    emitted += blankBetween(before, token, text, reading);
    before = token;
    if (token.kind === "client" || token.text === "\\") emitted += runsBuffer(token) ? ";" : " ";
    else emitted += reading === "postgres" ? text.slice(token.start, token.end) : translated(token, text, reading);
  }
  return emitted;
}

function blankBetween(before: SqlToken | undefined, token: SqlToken, text: string, reading: SqlReading): string {
  if (before === undefined) return "";
  const gap = text.slice(before.end, token.start);
  // PostgreSQL makes one text of two where a line ends between them.
  if (before.kind === "text" && token.kind === "text" && reading === "postgres" && /[\n\r]/.test(gap)) return "\n";
  // And it makes one operator of neighbouring marks, or a comment.
  return gap !== "" ||
    (before.kind === "mark" &&
      token.kind === "mark" &&
      reading !== "postgres" &&
      isOperator(before) &&
      isOperator(token))
    ? " "
    : "";
}

function isOperator({ text }: SqlToken): boolean {
  return /^[~!@#^&|`?+\-*/%<>=]/.test(text);
}

/** `\g` and its like run what stands before them, as a semicolon does. */
export function runsBuffer({ kind, text }: SqlToken): boolean {
  return kind === "client" && /^\\(?:g|G|crosstabview|watch)/.test(text);
}

function translated(token: SqlToken, text: string, reading: SqlReading): string {
  const raw = text.slice(token.start, token.end);
  switch (token.kind) {
    case "text":
      if (raw.startsWith("'") && !raw.includes("\\")) return raw;
      return ` '${token.text.replaceAll("\\", "/").replaceAll("'", "''")}' `;
    case "name":
      return raw.startsWith('"') ? raw : `"${token.text.replaceAll('"', '""')}"`;
    case "variable":
      // Somebody else decides its value.
      return " $1 ";
    case "mark":
      if (raw === "||" && reading !== "sqlite") return " OR ";
      if (raw === "&&" && reading !== "sqlite") return " AND ";
      return raw === "==" ? "=" : raw;
    default:
      return raw;
  }
}

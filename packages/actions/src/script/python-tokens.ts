/** One token of Python source. Comments and blanks are none. `text` of a string is what stands between its quotes. */
export interface PythonToken {
  readonly kind: "name" | "string" | "sign" | "number" | "line";
  readonly text: string;
  readonly line: number;
  /** The letters in front of a string's quotes, in lower case. */
  readonly prefix?: string;
}

export type PythonTokens =
  | { readonly ok: true; readonly tokens: readonly PythonToken[] }
  | { readonly ok: false; readonly line: number; readonly why: string };

const closing: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };
const pieces =
  /(?<blank>[ \t\f]+|\\\r?\n)|(?<comment>#[^\r\n]*)|(?<line>\r?\n|\r)|(?<prefix>[rRbBuUfFtT]{0,2})(?<quote>"""|'''|"|')|(?<name>[\p{L}_][\p{L}\p{N}_]*)|(?<number>\.?\d[\w.]*)|(?<sign>.)/uy;

/** Splits Python source into tokens, and finds strings and brackets that are never closed. It knows no grammar. */
export function tokenizePython(source: string): PythonTokens {
  const tokens: PythonToken[] = [];
  const open: { readonly sign: string; readonly line: number }[] = [];
  let line = 1;
  for (let at = 0; at < source.length; ) {
    pieces.lastIndex = at;
    const groups = pieces.exec(source)?.groups ?? {};
    const start = pieces.lastIndex;
    if (groups.quote !== undefined) {
      const end = endOfString(source, start, groups.quote);
      if (end === undefined) return { ok: false, line, why: "a string is not closed" };
      const text = source.slice(start, end);
      tokens.push({ kind: "string", text, line, prefix: (groups.prefix ?? "").toLowerCase() });
      line += text.split("\n").length - 1;
      at = end + groups.quote.length;
      continue;
    }
    at = start;
    if (groups.name !== undefined) tokens.push({ kind: "name", text: groups.name, line });
    if (groups.number !== undefined) tokens.push({ kind: "number", text: groups.number, line });
    if (groups.line !== undefined) {
      if (open.length === 0) tokens.push({ kind: "line", text: "\n", line });
      line += 1;
    }
    if (groups.blank?.includes("\n")) line += 1;
    if (groups.sign !== undefined) {
      tokens.push({ kind: "sign", text: groups.sign, line });
      if (groups.sign in closing) open.push({ sign: groups.sign, line });
      else if (")]}".includes(groups.sign)) {
        const last = open.pop();
        if (last === undefined || closing[last.sign] !== groups.sign) {
          return { ok: false, line, why: `${groups.sign} closes nothing that is open` };
        }
      }
    }
  }
  const last = open.at(-1);
  if (last !== undefined) return { ok: false, line: last.line, why: `${last.sign} is not closed` };
  return { ok: true, tokens };
}

function endOfString(source: string, start: number, quote: string): number | undefined {
  for (let at = start; at < source.length; at++) {
    // In a raw string a backslash stays, but the quote behind it still does not end the string.
    if (source[at] === "\\") at += 1;
    else if (source.startsWith(quote, at)) return at;
    else if (quote.length === 1 && (source[at] === "\n" || source[at] === "\r")) return undefined;
  }
  return undefined;
}

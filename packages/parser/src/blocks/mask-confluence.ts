export interface CdataSection {
  /** Of `<![CDATA[`. */
  readonly start: number;
  readonly contentStart: number;
  readonly contentEnd: number;
  /** After `]]>`. */
  readonly end: number;
}

export interface MaskedSource {
  /** As long as the original, so that every offset stays true. */
  readonly text: string;
  readonly cdata: readonly CdataSection[];
}

const filler = "\uE000";
const open = "<![CDATA[";

/**
 * Confluence storage format is XML and an HTML reader is not: it ends a CDATA section at the first `>` and never closes
 * `<ri:page/>`. Sections become filler text, self-closing elements become comments of the same length.
 */
export function maskConfluence(source: string): MaskedSource {
  if (!/<!\[CDATA\[|<(?:ac|ri):/.test(source)) return { text: source, cdata: [] };
  const parts: string[] = [];
  const cdata: CdataSection[] = [];
  let at = 0;
  while (at < source.length) {
    const next = source.indexOf("<", at);
    if (next < 0) break;
    parts.push(source.slice(at, next));
    at = next;
    if (source.startsWith(open, at)) {
      const close = source.indexOf("]]>", at + open.length);
      const contentEnd = close < 0 ? source.length : close;
      const end = close < 0 ? source.length : close + 3;
      cdata.push({ start: at, contentStart: at + open.length, contentEnd, end });
      parts.push(filler.repeat(end - at));
      at = end;
    } else if (source.startsWith("<ac:", at) || source.startsWith("<ri:", at)) {
      const end = tagEnd(source, at);
      const isSelfClosing = source[end - 2] === "/";
      parts.push(isSelfClosing ? `<!--${" ".repeat(end - at - 7)}-->` : source.slice(at, end));
      at = end;
    } else {
      parts.push("<");
      at++;
    }
  }
  parts.push(source.slice(at));
  return { text: parts.join(""), cdata };
}

/** After the `>` that ends the tag at `at`; a `>` inside of quotes does not. */
function tagEnd(source: string, at: number): number {
  let quote = "";
  for (let i = at; i < source.length; i++) {
    const char = source[i] ?? "";
    if (quote !== "") {
      if (char === quote) quote = "";
    } else if (char === '"' || char === "'") quote = char;
    else if (char === ">") return i + 1;
    else if (char === "<" && i > at) return i;
  }
  return source.length;
}

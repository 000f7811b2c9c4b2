export interface AnglePlaceholder {
  /** Of `<` and after `>`. */
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

const maxNameLength = 160;
const nameStart = /[\p{L}_]/u;
const nameChar = /[\p{L}\p{N} _\-./:,'@#()+=*!?[\]%~]/u;
const markupOnly = new Set("b body br div em h1 h2 h3 head hr html i li ol p span strong td tr ul".split(" "));

/** Every `<name>` that stands for a value: not a redirection, a tag, a link, an e-mail address or a regular expression's group. */
export function anglePlaceholders(text: string): readonly AnglePlaceholder[] {
  const found: AnglePlaceholder[] = [];
  const closing = closingTags(text);
  for (let at = text.indexOf("<"); at >= 0; at = text.indexOf("<", at + 1)) {
    const end = placeholderEnd(text, at);
    if (end === undefined) continue;
    const name = text.slice(at + 1, end - 1);
    if (!isPlaceholderName(name)) continue;
    // Markup closes what it opens.
    if ((closing.get(name.split(" ")[0] ?? "") ?? -1) > at) continue;
    found.push({ start: at, end, name });
    at = end - 1;
  }
  return found;
}

/** The same text with every placeholder turned into a word of the same length, so that a shell does not see a redirection. */
export function maskPlaceholders(text: string): string {
  const placeholders = anglePlaceholders(text);
  if (placeholders.length === 0) return text;
  let masked = "";
  let at = 0;
  for (const { start, end } of placeholders) {
    masked += text.slice(at, start) + "_".repeat(end - start);
    at = end;
  }
  return masked + text.slice(at);
}

function placeholderEnd(text: string, open: number): number | undefined {
  const before = text[open - 1];
  if (before === "<" || before === "?" || (before === "P" && text[open - 2] === "?")) return undefined;
  if (!nameStart.test(text[open + 1] ?? "")) return undefined;
  let parens = 0;
  const limit = Math.min(text.length, open + maxNameLength);
  for (let i = open + 1; i < limit; i++) {
    const char = text[i] ?? "";
    if (char === ">") return parens === 0 ? i + 1 : undefined;
    if (!nameChar.test(char)) return undefined;
    if (char === "(") parens++;
    if (char === ")" && --parens < 0) return undefined;
  }
  return undefined;
}

function isPlaceholderName(name: string): boolean {
  if (/[\s=-]$/.test(name) || /\s[012]$/.test(name) || name.includes("://")) return false;
  if (/^[\w.+-]+@[\w-]+\.[\w.-]+$/.test(name)) return false;
  return !markupOnly.has(name.toLowerCase());
}

/** Where each element is closed last. */
function closingTags(text: string): ReadonlyMap<string, number> {
  const closing = new Map<string, number>();
  if (!text.includes("</")) return closing;
  for (const tag of text.matchAll(/<\/([^\s<>/]{1,160})>/g)) closing.set(tag[1] ?? "", tag.index);
  return closing;
}

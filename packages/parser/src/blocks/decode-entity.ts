import MarkdownIt from "markdown-it";

const { unescapeAll } = new MarkdownIt().utils;
const known = new Map<string, string>();
const maxKnown = 1000;

/** The text one HTML character reference stands for, semicolon included; anything else comes back as it is. */
export function decodeEntity(reference: string): string {
  const found = known.get(reference);
  if (found !== undefined) return found;
  const decoded = unescapeAll(reference);
  if (known.size < maxKnown) known.set(reference, decoded);
  return decoded;
}

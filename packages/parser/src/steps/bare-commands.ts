import type { Prose } from "../blocks/block.ts";
import { isCertainCommand } from "../commands/shell-likeness.ts";

const maxLineLength = 1000;

/** In plain text nothing marks code: a line that is surely a command counts as such, and so does what follows its colon. */
export function withBareCommands(prose: Prose): Prose {
  const { text } = prose.text;
  if (prose.codes.length > 0 || text.includes("\n") || text.length > maxLineLength) return prose;
  if (isCertainCommand(text)) return { ...prose, codes: [{ start: 0, end: text.length }] };
  const colon = Math.max(text.lastIndexOf(": "), text.lastIndexOf(":\u00A0"));
  if (colon < 0) return prose;
  const start = text.length - text.slice(colon + 1).trimStart().length;
  return isCertainCommand(text.slice(start)) ? { ...prose, codes: [{ start, end: text.length }] } : prose;
}

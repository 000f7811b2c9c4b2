import { type MappedText, MappedTextBuilder } from "../text/mapped-text.ts";
import type { Prose } from "./block.ts";
import { closingTicks, runLength } from "./code-spans.ts";

/** Text as it stands. Only backticks mean something, as people type them in chats and reStructuredText demands them. */
export function readPlainProse(content: MappedText): Prose {
  const { text } = content;
  if (!text.includes("`")) return { text: content, codes: [] };
  const out = new MappedTextBuilder();
  const codes: { start: number; end: number }[] = [];
  const closers = closingTicks(text);
  let at = 0;
  for (let tick = text.indexOf("`"); tick >= 0; tick = text.indexOf("`", at)) {
    const length = runLength(text, tick, "`");
    const close = closers.after(length, tick + length);
    if (close === undefined) {
      out.addSlice(content, at, tick + length);
      at = tick + length;
      continue;
    }
    out.addSlice(content, at, tick);
    const start = out.length;
    out.addSlice(content, tick + length, close);
    codes.push({ start, end: out.length });
    at = close + length;
  }
  out.addSlice(content, at, text.length);
  return { text: out.build(), codes };
}

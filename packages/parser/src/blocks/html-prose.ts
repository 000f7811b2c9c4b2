import { type MappedText, MappedTextBuilder } from "../text/mapped-text.ts";
import type { Prose } from "./block.ts";

/** Gathers running text out of HTML: white space collapses, `<br>` breaks the line, code spans are noted. */
export class ProseBuilder {
  readonly #out = new MappedTextBuilder();
  readonly #codes: { start: number; end: number }[] = [];
  /** Whether the text so far ends in white space, so that more of it adds nothing. */
  #endsBlank = true;

  addText(text: MappedText): void {
    let at = 0;
    while (at < text.text.length) {
      const end = runEnd(text.text, at);
      if (!isBlank(text.text.charCodeAt(at))) {
        this.#out.addSlice(text, at, end);
        this.#endsBlank = false;
      } else if (!this.#endsBlank) {
        const { start, end: sourceEnd } = text.range(at, end);
        this.#out.add(" ", start, sourceEnd - start);
        this.#endsBlank = true;
      }
      at = end;
    }
  }

  addCode(code: MappedText): void {
    const start = this.#out.length;
    this.#out.addSlice(code, 0, code.text.length);
    if (this.#out.length > start) this.#codes.push({ start, end: this.#out.length });
    this.#endsBlank = false;
  }

  addBreak(source: number): void {
    this.#out.add("\n", source, 0);
    this.#endsBlank = true;
  }

  build(): Prose {
    const built = this.#out.build();
    const start = built.text.length - built.text.trimStart().length;
    const end = Math.max(start, built.text.trimEnd().length);
    const codes = this.#codes
      .map((code) => ({ start: Math.max(code.start, start) - start, end: Math.min(code.end, end) - start }))
      .filter((code) => code.end > code.start);
    return { text: built.slice(start, end), codes };
  }
}

function runEnd(text: string, at: number): number {
  const blank = isBlank(text.charCodeAt(at));
  let end = at + 1;
  while (end < text.length && isBlank(text.charCodeAt(end)) === blank) end++;
  return end;
}

/** HTML's white space: a no-break space is not among it. */
function isBlank(code: number): boolean {
  return code === 32 || code === 10 || code === 9 || code === 13 || code === 12;
}

import type { MappedTextBuilder } from "./mapped-text.ts";

interface Line {
  readonly start: number;
  /** Before its line break. */
  readonly end: number;
}

/** The lines of the original, broken where Markdown breaks them: at LF, CRLF or a lone CR. */
export class SourceLines {
  readonly source: string;
  readonly #lines: readonly Line[];

  constructor(source: string) {
    this.source = source;
    this.#lines = splitLines(source);
  }

  get count(): number {
    return this.#lines.length;
  }

  start(line: number): number {
    return this.#lines[line]?.start ?? this.source.length;
  }

  end(line: number): number {
    return this.#lines[line]?.end ?? this.source.length;
  }

  text(line: number): string {
    return this.source.slice(this.start(line), this.end(line));
  }

  /** Adds `content`, which a Markdown reader took out of line `line` by dropping what surrounds it. */
  addFound(builder: MappedTextBuilder, content: string, line: number): void {
    const original = this.text(line);
    const start = this.start(line);
    if (original.endsWith(content)) {
      builder.add(content, start + original.length - content.length);
      return;
    }
    // A tab that is partly indentation comes back as blanks: they stand nowhere in the original.
    const trimmed = content.trim();
    const at = trimmed === "" ? -1 : original.lastIndexOf(trimmed);
    if (at < 0) {
      builder.add(content, start, original.length);
      return;
    }
    const lead = content.indexOf(trimmed);
    builder.add(content.slice(0, lead), start + at, 0);
    builder.add(trimmed, start + at);
    builder.add(content.slice(lead + trimmed.length), start + at + trimmed.length, 0);
  }

  addBreak(builder: MappedTextBuilder, line: number): void {
    const end = this.end(line);
    builder.add("\n", end, Math.max(0, this.start(line + 1) - end));
  }
}

function splitLines(source: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (let i = 0; i < source.length; i++) {
    const code = source.charCodeAt(i);
    if (code !== 10 && code !== 13) continue;
    lines.push({ start, end: i });
    if (code === 13 && source.charCodeAt(i + 1) === 10) i++;
    start = i + 1;
  }
  lines.push({ start, end: source.length });
  return lines;
}

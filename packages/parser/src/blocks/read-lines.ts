import { isPromptLine } from "../commands/prompts.ts";
import { isCertainCommand } from "../commands/shell-likeness.ts";
import { MappedTextBuilder } from "../text/mapped-text.ts";
import { SourceLines } from "../text/source-lines.ts";
import type { Block, ListItem, Page } from "./block.ts";
import { isHeadingLine, isUnderline } from "./line-heading.ts";
import { type ListMarker, listMarker } from "./list-marker.ts";
import { readPlainProse } from "./read-plain-prose.ts";

/** Reads plain text and reStructuredText, where indentation and empty lines carry the structure. */
export function readLines(source: string): Page {
  const reader = new LineReader(new SourceLines(source));
  reader.readAll();
  return { blocks: reader.blocks, title: undefined };
}

interface OpenItem {
  readonly item: ListItem;
  readonly indent: number;
  readonly contentIndent: number;
}

/** Below this, indentation is how a paragraph happens to be set. */
const codeIndent = 4;
const maxCommentLines = 8;
const directive = /^\.\. ([a-z-]{1,40})::\s*(.*)$/;
const codeDirectives = new Set(["code-block", "code", "sourcecode", "prompt", "parsed-literal", "highlight"]);

class LineReader {
  readonly blocks: Block[] = [];
  readonly #lines: SourceLines;
  readonly #items: OpenItem[] = [];
  readonly #underlines: string[] = [];
  #line = 0;
  #baseIndent = 0;
  #paragraph: number[] = [];
  /** The last line said that code follows: by `::` or by a colon. */
  #announces: "literal" | "colon" | undefined;
  #afterBlank = true;
  #lastItem:
    | { readonly ordered: boolean; readonly indent: number; ordinal: number; readonly shape: string }
    | undefined;

  constructor(lines: SourceLines) {
    this.#lines = lines;
  }

  readAll(): void {
    this.#baseIndent = this.#commonIndent();
    while (this.#line < this.#lines.count) this.#readLine();
    this.#flush();
  }

  #readLine(): void {
    const line = this.#line;
    const text = this.#lines.text(line);
    const content = text.trim();
    if (content === "") {
      this.#flush();
      this.#afterBlank = true;
      this.#line++;
      return;
    }
    const indent = this.#indent(line);
    if (this.#readDirective(content, indent) || this.#readHeading(text, line, indent)) return;
    if (this.#readCode(content, indent)) return;
    const marker = listMarker(content, this.#markerBefore(indent));
    if (marker !== undefined) this.#openItem(marker, line, indent);
    else if (isTableLine(content)) this.#readRow(line);
    else this.#addToParagraph(line, indent);
    this.#announces = content.endsWith("::") ? "literal" : content.endsWith(":") ? "colon" : undefined;
    this.#afterBlank = false;
    this.#line++;
  }

  #readDirective(content: string, indent: number): boolean {
    if (!content.startsWith(".. ")) return false;
    this.#flush();
    const found = directive.exec(content.slice(0, 500));
    this.#line++;
    this.#announces = undefined;
    if (found === null || !codeDirectives.has(found[1] ?? "") || found[1] === "highlight") return true;
    while (/^\s+:[a-z-]{1,40}:/.test(this.#lines.text(this.#line).slice(0, 200))) this.#line++;
    this.#pushIndented(indent + 1, found[2]?.split(/\s/)[0] ?? "", "fence");
    return true;
  }

  #readHeading(text: string, line: number, indent: number): boolean {
    if (this.#paragraph.length > 0) return false;
    const next = this.#lines.text(line + 1);
    if (isUnderline(text) && this.#lines.count > line + 2 && isUnderline(this.#lines.text(line + 2))) {
      this.#line++;
      return true;
    }
    if (isUnderline(next) && next.trim().length >= Math.min(text.trim().length, 3) && !isUnderline(text)) {
      this.#pushHeading(line, this.#underlineLevel(next.trim()[0] ?? ""));
      this.#line += 2;
      return true;
    }
    if (isUnderline(text)) {
      this.#line++;
      return true;
    }
    const isAlone = this.#afterBlank && (next.trim() === "" || this.#indent(line + 1) > indent);
    if (indent > 0 || !isHeadingLine(text.trim(), isAlone) || isCertainCommand(text.trim())) return false;
    this.#pushHeading(line, this.blocks.length === 0 ? 1 : 2);
    this.#line++;
    return true;
  }

  #pushHeading(line: number, level: number): void {
    this.#flush();
    this.#items.length = 0;
    this.#lastItem = undefined;
    const prose = readPlainProse(this.#textOf([line]));
    this.blocks.push({ kind: "heading", level, prose, range: this.#rangeOf(line, line), item: undefined });
    this.#announces = undefined;
    this.#afterBlank = true;
  }

  #underlineLevel(char: string): number {
    if (!this.#underlines.includes(char)) this.#underlines.push(char);
    return Math.min(6, this.#underlines.indexOf(char) + 1);
  }

  #readCode(content: string, indent: number): boolean {
    if (this.#announces === "literal" && this.#afterBlank && indent > this.#contextIndent()) {
      this.#pushIndented(this.#contextIndent() + 1, "", "indented");
      return true;
    }
    if (isPromptLine(content)) {
      this.#pushPrompted(indent);
      return true;
    }
    const item = this.#items.at(-1);
    const isSetOff = this.#afterBlank || this.#announces === "colon";
    if (!isSetOff || listMarker(content, undefined) !== undefined) return false;
    const needed =
      item === undefined ? (this.#announces === "colon" ? 2 : codeIndent) : item.contentIndent + codeIndent;
    const isDeep = indent >= needed;
    const isCommand = indent > (item?.indent ?? 0) && this.#isTypedAhead(indent);
    if (!isDeep && !isCommand) return false;
    this.#pushIndented(indent, "", "indented");
    return true;
  }

  /** Whether the first line from here on that is no comment is surely typed. */
  #isTypedAhead(indent: number): boolean {
    const limit = Math.min(this.#lines.count, this.#line + maxCommentLines);
    for (let line = this.#line; line < limit; line++) {
      const content = this.#lines.text(line).trim();
      if (content === "" || this.#indent(line) < indent) return false;
      if (!content.startsWith("#")) return isCertainCommand(content) || /^[A-Za-z_]\w*=["'$<(]/.test(content);
    }
    return false;
  }

  /** Everything from here on that is indented by at least `indent`, empty lines between included. */
  #pushIndented(indent: number, language: string, origin: "fence" | "indented"): void {
    this.#flush();
    let first = this.#line;
    while (first < this.#lines.count && this.#lines.text(first).trim() === "") first++;
    let end = first;
    let last = first - 1;
    while (end < this.#lines.count) {
      if (this.#lines.text(end).trim() !== "") {
        if (this.#indent(end) < indent) break;
        last = end;
      }
      end++;
    }
    if (last >= first) this.#pushCode(first, last, language, origin);
    this.#line = Math.max(last + 1, this.#line);
  }

  /** From a prompt to the next empty line, and on as long as prompts follow. */
  #pushPrompted(indent: number): void {
    this.#flush();
    const first = this.#line;
    let last = first;
    for (let line = first + 1; line < this.#lines.count; line++) {
      const content = this.#lines.text(line).trim();
      if (content === "") break;
      const isContinued = this.#lines
        .text(line - 1)
        .trimEnd()
        .endsWith("\\");
      if (!isContinued && !isPromptLine(content) && this.#indent(line) < indent) break;
      if (!isContinued && !isPromptLine(content) && listMarker(content, undefined) !== undefined) break;
      last = line;
    }
    this.#pushCode(first, last, "", "indented");
    this.#line = last + 1;
  }

  #pushCode(first: number, last: number, language: string, origin: "fence" | "indented"): void {
    let common = Number.POSITIVE_INFINITY;
    for (let line = first; line <= last; line++) {
      if (this.#lines.text(line).trim() !== "") common = Math.min(common, leadingBlanks(this.#lines.text(line)));
    }
    const out = new MappedTextBuilder();
    for (let line = first; line <= last; line++) {
      const text = this.#lines.text(line);
      out.add(text.slice(Math.min(common, text.length)), this.#lines.start(line) + Math.min(common, text.length));
      if (line < last) this.#lines.addBreak(out, line);
    }
    const range = this.#rangeOf(first, last);
    const code = out.build();
    this.blocks.push({
      kind: "code",
      origin,
      language,
      code,
      isUnclosed: false,
      range,
      item: this.#items.at(-1)?.item,
    });
    this.#announces = undefined;
    this.#afterBlank = false;
  }

  #openItem(marker: ListMarker, line: number, indent: number): void {
    this.#flush();
    while ((this.#items.at(-1)?.indent ?? -1) >= indent) this.#items.pop();
    const before = this.#lastItem;
    const isNext = before !== undefined && before.indent === indent && before.shape === marker.shape;
    const ordinal =
      isNext && (marker.ordinal === undefined || marker.ordinal <= before.ordinal)
        ? before.ordinal + 1
        : (marker.ordinal ?? 1);
    const item: ListItem = { ordered: marker.ordered, ordinal, parent: this.#items.at(-1)?.item };
    this.#lastItem = { ordered: marker.ordered, indent, ordinal, shape: marker.shape };
    this.#items.push({ item, indent, contentIndent: indent + marker.length });
    this.blocks.push({ kind: "item", item, range: this.#rangeOf(line, line) });
    this.#paragraph = [line];
  }

  #addToParagraph(line: number, indent: number): void {
    if (this.#paragraph.length === 0) while ((this.#items.at(-1)?.indent ?? -1) >= indent) this.#items.pop();
    this.#paragraph.push(line);
  }

  #flush(): void {
    const [first] = this.#paragraph;
    const last = this.#paragraph.at(-1);
    if (first === undefined || last === undefined) return;
    const prose = readPlainProse(this.#textOf(this.#paragraph));
    this.#paragraph = [];
    const range = prose.text.range(0, prose.text.text.length);
    const isQuote = prose.text.text.startsWith("> ");
    this.blocks.push({ kind: "paragraph", prose, range, isQuote, item: this.#items.at(-1)?.item });
  }

  #readRow(line: number): void {
    this.#flush();
    const text = this.#lines.text(line);
    if (/^[\s|+=-]*$/.test(text)) return;
    const start = this.#lines.start(line);
    const cells = [];
    let at = text.indexOf("|") + 1;
    for (let end = text.indexOf("|", at); end >= 0; end = text.indexOf("|", at)) {
      const out = new MappedTextBuilder();
      const cell = text.slice(at, end);
      out.add(cell.trim(), start + at + leadingBlanks(cell));
      cells.push(readPlainProse(out.build()));
      at = end + 1;
    }
    this.blocks.push({ kind: "row", cells, range: this.#rangeOf(line, line), item: this.#items.at(-1)?.item });
  }

  /** The lines as one text, without list marker and indentation. */
  #textOf(lines: readonly number[]) {
    const out = new MappedTextBuilder();
    lines.forEach((line, i) => {
      const text = this.#lines.text(line);
      const blanks = leadingBlanks(text);
      const marker = i === 0 ? listMarker(text.trim(), this.#lastItem?.shape) : undefined;
      const isItem = marker !== undefined && this.blocks.at(-1)?.kind === "item";
      const from = blanks + (isItem ? marker.length : 0);
      out.add(text.slice(from).trimEnd(), this.#lines.start(line) + from);
      if (i < lines.length - 1) this.#lines.addBreak(out, line);
    });
    return out.build();
  }

  #markerBefore(indent: number): string | undefined {
    return this.#lastItem?.indent === indent ? this.#lastItem.shape : undefined;
  }

  #contextIndent(): number {
    return this.#items.at(-1)?.indent ?? 0;
  }

  #indent(line: number): number {
    return Math.max(0, columns(this.#lines.text(line)) - this.#baseIndent);
  }

  /** A page pasted with every line indented is read as if it were not. */
  #commonIndent(): number {
    let common = Number.POSITIVE_INFINITY;
    for (let line = 0; line < this.#lines.count; line++) {
      const text = this.#lines.text(line);
      if (text.trim() !== "") common = Math.min(common, columns(text));
      if (common === 0) break;
    }
    return Number.isFinite(common) ? common : 0;
  }

  #rangeOf(first: number, last: number): { start: number; end: number } {
    const start = this.#lines.start(first) + leadingBlanks(this.#lines.text(first));
    return { start, end: this.#lines.start(last) + this.#lines.text(last).trimEnd().length };
  }
}

function isTableLine(content: string): boolean {
  return (content.startsWith("|") && content.endsWith("|") && content.length > 2) || /^\+[-=+]{3,}\+$/.test(content);
}

function leadingBlanks(text: string): number {
  return text.length - text.trimStart().length;
}

function columns(text: string): number {
  let column = 0;
  for (const char of text) {
    if (char === "\t") column += 4 - (column % 4);
    else if (char === " " || char === "\u00A0") column++;
    else break;
  }
  return column;
}

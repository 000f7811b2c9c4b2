import MarkdownIt, { type Token } from "markdown-it";
import { type MappedText, MappedTextBuilder } from "../text/mapped-text.ts";
import { SourceLines } from "../text/source-lines.ts";
import { TooDeepError } from "../too-deep-error.ts";
import type { Block, ListItem, Page } from "./block.ts";
import { readFrontMatter } from "./front-matter.ts";
import { readHtmlBlocks } from "./read-html.ts";
import { readMarkdownProse } from "./read-markdown-prose.ts";

/** Only blocks are asked of the library: running text needs no more than code spans, and those are found in linear time. */
const markdown = new MarkdownIt({ html: true });
const maxNesting = 100;

/** @throws {TooDeepError} where quotes and lists are nested deeper than the library reads. */
export function readMarkdown(source: string): Page {
  const lines = new SourceLines(source);
  const frontMatter = readFrontMatter(lines);
  const tokens: Token[] = [];
  markdown.block.parse(normalised(lines, frontMatter.lineCount), markdown, {}, tokens);
  const reader = new MarkdownReader(lines);
  for (const token of tokens) reader.read(token);
  return { blocks: reader.blocks, title: frontMatter.title };
}

/** The same lines, broken by LF alone and with the front matter emptied, so that line numbers stay those of the original. */
function normalised(lines: SourceLines, frontMatterLines: number): string {
  if (frontMatterLines === 0 && !lines.source.includes("\r")) return lines.source;
  const kept: string[] = [];
  for (let line = 0; line < lines.count; line++) kept.push(line < frontMatterLines ? "" : lines.text(line));
  return kept.join("\n");
}

class MarkdownReader {
  readonly blocks: Block[] = [];
  readonly #lines: SourceLines;
  readonly #items: ListItem[] = [];
  readonly #lists: { ordered: boolean; next: number }[] = [];
  #quotes = 0;
  #headingLevel = 0;
  #row: { line: number; cursor: number; cells: MappedText[] } | undefined;

  constructor(lines: SourceLines) {
    this.#lines = lines;
  }

  read(token: Token): void {
    if (token.level >= maxNesting - 1) throw new TooDeepError(maxNesting);
    switch (token.type) {
      case "heading_open":
        this.#headingLevel = Number(token.tag.slice(1));
        return;
      case "heading_close":
        this.#headingLevel = 0;
        return;
      case "blockquote_open":
        this.#quotes++;
        return;
      case "blockquote_close":
        this.#quotes--;
        return;
      case "ordered_list_open":
        this.#lists.push({ ordered: true, next: Number(attribute(token, "start") ?? 1) });
        return;
      case "bullet_list_open":
        this.#lists.push({ ordered: false, next: 1 });
        return;
      case "ordered_list_close":
      case "bullet_list_close":
        this.#lists.pop();
        return;
      case "list_item_open":
        this.#openItem(token);
        return;
      case "list_item_close":
        this.#items.pop();
        return;
      case "tr_open":
        this.#row = { line: token.map?.[0] ?? 0, cursor: 0, cells: [] };
        return;
      case "tr_close":
        this.#closeRow();
        return;
      case "inline":
        this.#readInline(token);
        return;
      case "fence":
      case "code_block":
        this.#readCode(token);
        return;
      case "html_block":
        this.#readHtml(token);
        return;
    }
  }

  get #item(): ListItem | undefined {
    return this.#items.at(-1);
  }

  #openItem(token: Token): void {
    const list = this.#lists.at(-1) ?? { ordered: false, next: 1 };
    const item: ListItem = { ordered: list.ordered, ordinal: list.next++, parent: this.#item };
    this.#items.push(item);
    this.blocks.push({ kind: "item", item, range: this.#range(token) });
  }

  #readInline(token: Token): void {
    if (this.#row !== undefined) {
      this.#readCell(token.content, this.#row);
      return;
    }
    const prose = readMarkdownProse(this.#content(token.content, token.map?.[0] ?? 0));
    const placed = { prose, range: prose.text.range(0, prose.text.text.length), item: this.#item };
    if (this.#headingLevel > 0) this.blocks.push({ kind: "heading", level: this.#headingLevel, ...placed });
    else this.blocks.push({ kind: "paragraph", isQuote: this.#quotes > 0, ...placed });
  }

  #readCell(content: string, row: { line: number; cursor: number; cells: MappedText[] }): void {
    const start = this.#lines.start(row.line);
    const at = this.#lines.text(row.line).indexOf(content, row.cursor);
    const builder = new MappedTextBuilder();
    if (at < 0) builder.add(content, start, this.#lines.end(row.line) - start);
    else builder.add(content, start + at);
    if (at >= 0) row.cursor = at + content.length;
    row.cells.push(builder.build());
  }

  #closeRow(): void {
    const row = this.#row;
    this.#row = undefined;
    if (row === undefined) return;
    const range = { start: this.#lines.start(row.line), end: this.#lines.end(row.line) };
    this.blocks.push({ kind: "row", cells: row.cells.map(readMarkdownProse), range, item: this.#item });
  }

  #readCode(token: Token): void {
    const isFence = token.type === "fence";
    const [first, end] = token.map ?? [0, 0];
    const content = token.content.endsWith("\n") ? token.content.slice(0, -1) : token.content;
    const code = this.#content(content, isFence ? first + 1 : first);
    // markdown-it counts the closing marker into the range of the block: where it is missing, the content fills it.
    const contentLines = token.content === "" ? 0 : content.split("\n").length;
    this.blocks.push({
      kind: "code",
      origin: isFence ? "fence" : "indented",
      language: token.info.trim(),
      code,
      isUnclosed: isFence && first + 1 + contentLines >= end,
      range: this.#range(token),
      item: this.#item,
    });
  }

  #readHtml(token: Token): void {
    const { start, end } = this.#range(token);
    const page = readHtmlBlocks(this.#lines.source.slice(start, end), { offset: start, item: this.#item });
    for (const block of page) this.blocks.push(block);
  }

  #content(content: string, firstLine: number): MappedText {
    const builder = new MappedTextBuilder();
    const parts = content.split("\n");
    parts.forEach((part, i) => {
      this.#lines.addFound(builder, part, firstLine + i);
      if (i < parts.length - 1) this.#lines.addBreak(builder, firstLine + i);
    });
    return builder.build();
  }

  #range(token: Token): { start: number; end: number } {
    const [first, end] = token.map ?? [0, 0];
    return { start: this.#lines.start(first), end: this.#lines.end(Math.max(first, end - 1)) };
  }
}

function attribute(token: Token, name: string): string | undefined {
  const value = token.attrs?.find(([key]) => key === name)?.[1];
  return value === undefined ? undefined : String(value);
}

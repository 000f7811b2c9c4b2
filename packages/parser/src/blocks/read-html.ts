import { type DefaultTreeAdapterMap, defaultTreeAdapter, parse, type TreeAdapter } from "parse5";
import { type MappedText, MappedTextBuilder } from "../text/mapped-text.ts";
import { TooDeepError } from "../too-deep-error.ts";
import type { Block, Heading, ListItem, Page } from "./block.ts";
import { attribute, type Element } from "./html-attribute.ts";
import { isInlineElement } from "./html-elements.ts";
import { htmlLanguage } from "./html-language.ts";
import { ProseBuilder } from "./html-prose.ts";
import { addHtmlText, type HtmlText } from "./html-text.ts";
import { maskConfluence } from "./mask-confluence.ts";

type Node = DefaultTreeAdapterMap["childNode"];

const maxNesting = 512;
const skipped = new Set(["script", "style", "template", "noscript", "head", "ac:parameter", "ac:placeholder", "svg"]);
const codeElements = new Set(["code", "tt", "kbd", "samp"]);

/** @throws {TooDeepError} where elements are nested deeper than {@link maxNesting}. */
export function readHtml(source: string): Page {
  const reader = new HtmlReader(source, 0);
  reader.readAll(undefined);
  return { blocks: reader.blocks, title: reader.title };
}

/** The blocks of a piece of HTML that stands at `offset` of a page, inside of `item`. */
export function readHtmlBlocks(
  source: string,
  { offset, item }: { offset: number; item: ListItem | undefined },
): readonly Block[] {
  const reader = new HtmlReader(source, offset);
  reader.readAll(item);
  return reader.blocks;
}

interface Context {
  readonly item: ListItem | undefined;
  readonly isQuote: boolean;
  /** The list whose items come next. */
  readonly list: { readonly ordered: boolean; next: number } | undefined;
}

class HtmlReader {
  readonly blocks: Block[] = [];
  title: string | undefined;
  readonly #text: HtmlText;
  readonly #masked: string;
  #prose = new ProseBuilder();

  constructor(source: string, offset: number) {
    const { text, cdata } = maskConfluence(source);
    this.#masked = text;
    this.#text = { source, cdata, offset };
  }

  readAll(item: ListItem | undefined): void {
    const document = parse(this.#masked, { sourceCodeLocationInfo: true, treeAdapter: adapterWithLimit() });
    const context = { item, isQuote: false, list: undefined };
    for (const node of document.childNodes) this.#read(node, context);
    this.#flush(context);
  }

  #read(node: Node, context: Context): void {
    if (node.nodeName === "#text" && "value" in node) {
      const at = node.sourceCodeLocation;
      if (at) this.#prose.addText(this.#decoded(at.startOffset, at.endOffset));
      return;
    }
    if (!("tagName" in node)) return;
    if (node.tagName === "head") this.#readTitle(node);
    if (skipped.has(node.tagName)) return;
    if (codeElements.has(node.tagName)) this.#readCodeSpan(node, context);
    else if (node.tagName === "br") this.#prose.addBreak(this.#start(node));
    else if (isInlineElement(node.tagName) || isInlineConfluence(node.tagName)) this.#readChildren(node, context);
    else this.#readBlock(node, context);
  }

  #readBlock(node: Element, context: Context): void {
    this.#flush(context);
    switch (node.tagName) {
      case "h1":
      case "h2":
      case "h3":
      case "h4":
      case "h5":
      case "h6":
        this.#readChildren(node, context);
        this.#flush(context, Number(node.tagName.slice(1)));
        return;
      case "pre":
        this.#pushCode(node, node, context);
        return;
      case "ol":
      case "ul":
      case "ac:task-list":
        this.#readChildren(node, { ...context, list: { ordered: node.tagName === "ol", next: startOf(node) } });
        break;
      case "li":
      case "ac:task":
        this.#readItem(node, context);
        return;
      case "tr":
        this.#readRow(node, context);
        return;
      case "blockquote":
        this.#readChildren(node, { ...context, isQuote: true });
        break;
      case "ac:structured-macro":
      case "ac:macro":
        this.#readMacro(node, context);
        return;
      case "ac:task-id":
      case "ac:task-status":
        return;
      default:
        this.#readChildren(node, context);
    }
    this.#flush({ ...context, isQuote: context.isQuote || node.tagName === "blockquote" });
  }

  #readChildren(node: Element, context: Context): void {
    for (const child of node.childNodes) this.#read(child, context);
  }

  #readCodeSpan(node: Element, context: Context): void {
    const code = this.#preformatted(node);
    if (code.text.trim().includes("\n")) {
      this.#flush(context);
      this.#pushCode(node, node, context);
    } else this.#prose.addCode(code);
  }

  #readItem(node: Element, context: Context): void {
    const list = context.list ?? { ordered: false, next: 1 };
    const value = Number(attribute(node, "value") ?? Number.NaN);
    if (Number.isInteger(value)) list.next = value;
    const item: ListItem = { ordered: list.ordered, ordinal: list.next++, parent: context.item };
    this.blocks.push({ kind: "item", item, range: this.#range(node) });
    const inner = { ...context, item, list: undefined };
    this.#readChildren(node, inner);
    this.#flush(inner);
  }

  #readRow(node: Element, context: Context): void {
    const cells = node.childNodes.filter(
      (child): child is Element => child.nodeName === "td" || child.nodeName === "th",
    );
    // A table that lays out a page holds blocks in its cells; those are read as if the table were not there.
    if (cells.some(hasBlock)) {
      for (const cell of cells) {
        this.#readChildren(cell, context);
        this.#flush(context);
      }
      return;
    }
    const prose = cells.map((cell) => {
      this.#readChildren(cell, context);
      return this.#takeProse();
    });
    this.blocks.push({ kind: "row", cells: prose, range: this.#range(node), item: context.item });
  }

  #readMacro(node: Element, context: Context): void {
    const name = attribute(node, "ac:name") ?? "";
    const body = node.childNodes.find((child): child is Element => child.nodeName === "ac:plain-text-body");
    if (body !== undefined && (name === "code" || name === "noformat")) this.#pushCode(body, node, context);
    else this.#readChildren(node, context);
    this.#flush(context);
  }

  #pushCode(node: Element, outer: Element, context: Context): void {
    this.blocks.push({
      kind: "code",
      origin: "fence",
      language: htmlLanguage(outer),
      code: this.#preformatted(node),
      isUnclosed: false,
      range: this.#range(outer),
      item: context.item,
    });
  }

  /** Text as it stands, line breaks included. */
  #preformatted(node: Element): MappedText {
    const out = new MappedTextBuilder();
    this.#addPreformatted(node, out);
    const built = out.build();
    const lead = built.text.startsWith("\n") ? 1 : 0;
    return built.slice(lead, Math.max(lead, built.text.trimEnd().length));
  }

  #addPreformatted(node: Element, out: MappedTextBuilder): void {
    for (const child of node.childNodes) {
      if (child.nodeName === "#text") {
        const at = child.sourceCodeLocation;
        if (at) addHtmlText(out, this.#text, at.startOffset, at.endOffset);
      } else if ("tagName" in child) {
        if (child.tagName === "br") out.add("\n", this.#start(child), 0);
        else this.#addPreformatted(child, out);
        if (child.tagName === "div" || child.tagName === "p") out.add("\n", this.#range(child).end, 0);
      }
    }
  }

  #decoded(start: number, end: number): MappedText {
    const out = new MappedTextBuilder();
    addHtmlText(out, this.#text, start, end);
    return out.build();
  }

  #flush(context: Context, level = 0): void {
    const prose = this.#takeProse();
    const { text } = prose.text;
    if (text === "") return;
    const placed = { prose, range: prose.text.range(0, text.length), item: context.item };
    const heading: Heading = { kind: "heading", level, ...placed };
    this.blocks.push(level > 0 ? heading : { kind: "paragraph", isQuote: context.isQuote, ...placed });
  }

  #takeProse() {
    const prose = this.#prose.build();
    this.#prose = new ProseBuilder();
    return prose;
  }

  #readTitle(head: Element): void {
    const title = head.childNodes.find((child): child is Element => child.nodeName === "title");
    const text = title === undefined ? "" : this.#preformatted(title).text.trim();
    if (text !== "") this.title = text;
  }

  #start(node: Element): number {
    return this.#range(node).start;
  }

  #range(node: Element): { start: number; end: number } {
    const at = node.sourceCodeLocation;
    const { offset } = this.#text;
    return { start: offset + (at?.startOffset ?? 0), end: offset + (at?.endOffset ?? this.#masked.length) };
  }
}

function isInlineConfluence(name: string): boolean {
  return (
    name === "ac:link" ||
    name === "ac:link-body" ||
    name === "ac:plain-text-link-body" ||
    name === "ac:inline-comment-marker"
  );
}

function hasBlock(node: Element): boolean {
  return node.childNodes.some(
    (child) => "tagName" in child && /^(?:pre|ol|ul|h[1-6]|table|blockquote|ac:structured-macro)$/.test(child.tagName),
  );
}

function startOf(list: Element): number {
  const start = Number(attribute(list, "start") ?? 1);
  return Number.isInteger(start) ? start : 1;
}

function adapterWithLimit(): TreeAdapter<DefaultTreeAdapterMap> {
  let depth = 0;
  return {
    ...defaultTreeAdapter,
    onItemPush() {
      if (++depth > maxNesting) throw new TooDeepError(maxNesting);
    },
    onItemPop() {
      depth--;
    },
  };
}

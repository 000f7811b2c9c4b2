import type { SourceRange } from "@steadyhand/core/risk";
import type { MappedText } from "../text/mapped-text.ts";

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Running text with its markup removed; `codes` are the spans of it that were set as code. */
export interface Prose {
  readonly text: MappedText;
  readonly codes: readonly Span[];
}

/** A list item; what stands in it points back to it. */
export interface ListItem {
  readonly ordered: boolean;
  /** Its number, counted on where the author wrote `1.` for every item. */
  readonly ordinal: number;
  readonly parent: ListItem | undefined;
}

interface Placed {
  readonly range: SourceRange;
  /** The innermost list item it stands in. */
  readonly item: ListItem | undefined;
}

export interface Heading extends Placed {
  readonly kind: "heading";
  readonly level: number;
  readonly prose: Prose;
}

/** Where a list item begins; its content follows as blocks of their own. */
export interface ItemStart extends Placed {
  readonly kind: "item";
  readonly item: ListItem;
}

export interface Paragraph extends Placed {
  readonly kind: "paragraph";
  readonly prose: Prose;
  readonly isQuote: boolean;
}

export interface Code extends Placed {
  readonly kind: "code";
  readonly origin: "fence" | "indented";
  /** The language as the author or the wiki named it, or empty. */
  readonly language: string;
  readonly code: MappedText;
  readonly isUnclosed: boolean;
}

/** One row of a table. */
export interface Row extends Placed {
  readonly kind: "row";
  readonly cells: readonly Prose[];
}

/** What every notation is read into: one flat list in the order of the text. */
export type Block = Heading | ItemStart | Paragraph | Code | Row;

export interface Page {
  readonly blocks: readonly Block[];
  /** A title given outside of the text, as in front matter. */
  readonly title: string | undefined;
}

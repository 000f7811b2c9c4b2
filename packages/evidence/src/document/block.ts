import type { Risk } from "@steadyhand/core/risk";

/** A stretch of one line of prose. */
export type Span =
  | { readonly text: string; readonly style?: "strong" | "muted" }
  /** What is exact: every character as itself or as its escape. */
  | { readonly code: string; readonly style?: "muted" }
  /** Its shape, and its word. */
  | { readonly risk: Risk };

/** Words; several spans follow one another without a space. */
export type Prose = string | readonly Span[];

export interface Column {
  readonly title: string;
  /** Its share of the width. */
  readonly share: number;
}

/** One line of the list of events. */
export interface LogLine {
  readonly sequence: number;
  readonly at: string;
  readonly since: string;
  readonly what: string;
  readonly who: string;
  readonly outcome: string;
  readonly why: string;
  readonly hash: string;
}

/** A piece of the document, from top to bottom. What it says is decided here; where it stands, by the layout. */
export type Block =
  | { readonly kind: "title"; readonly above: string; readonly text: string; readonly below: Prose }
  | {
      readonly kind: "heading";
      readonly level: 1 | 2 | 3;
      readonly text: string;
      /** In the list of bookmarks; the heading itself when not given. Level 3 has none. */
      readonly bookmark?: string;
      /** Begins a page. */
      readonly isOnNewPage?: boolean;
    }
  | { readonly kind: "prose"; readonly text: Prose; readonly tone?: "muted" }
  /** What nobody may overlook. */
  | {
      readonly kind: "banner";
      readonly tone: "good" | "alarm" | "open";
      readonly title: string;
      readonly lines: readonly Prose[];
    }
  | { readonly kind: "facts"; readonly rows: readonly { readonly label: string; readonly value: Prose }[] }
  | { readonly kind: "table"; readonly columns: readonly Column[]; readonly rows: readonly (readonly Prose[])[] }
  /** Exact text, line by line with its numbers. */
  | { readonly kind: "code"; readonly lines: readonly string[]; readonly caption: Prose }
  | { readonly kind: "log"; readonly lines: Iterable<LogLine> }
  | { readonly kind: "qr"; readonly text: string; readonly alt: string; readonly beside: readonly Prose[] };

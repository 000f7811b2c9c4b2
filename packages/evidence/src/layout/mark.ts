import type { Risk } from "@steadyhand/core/risk";
import type { Face } from "./faces.ts";

/** One thing that is drawn. Places are from the upper left corner, in points. */
export type Mark =
  | {
      readonly kind: "text";
      readonly x: number;
      readonly y: number;
      readonly text: string;
      readonly face: Face;
      readonly size: number;
      readonly colour: string;
    }
  | {
      readonly kind: "box";
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly fill: string;
    }
  | { readonly kind: "rule"; readonly x: number; readonly y: number; readonly width: number; readonly colour: string }
  | { readonly kind: "shape"; readonly x: number; readonly y: number; readonly size: number; readonly risk: Risk }
  | { readonly kind: "qr"; readonly x: number; readonly y: number; readonly size: number; readonly text: string };

/** What a piece is to somebody who cannot see it. Elements of one block share their parents. */
export interface Tag {
  readonly role: "H1" | "H2" | "H3" | "P" | "Code" | "Table" | "TR" | "TH" | "TD" | "Figure" | "Note";
  readonly parent?: Tag;
  readonly alt?: string;
}

/** Marks that belong together; without a tag they are decoration. */
export interface Piece {
  readonly tag?: Tag;
  readonly marks: readonly Mark[];
}

/** What is never torn apart, as wide as the text; its marks count from its own top. */
export interface Row {
  readonly height: number;
  readonly pieces: readonly Piece[];
  /** It stays on one page with the row after it. */
  readonly isKept?: boolean;
  readonly isOnNewPage?: boolean;
  readonly bookmark?: { readonly level: 1 | 2; readonly title: string };
  /** What stands again above it where it begins a page: the heading of its table. */
  readonly head?: readonly Row[];
  /** White above it, which a page does not begin with. */
  readonly above?: number;
}

export interface PlacedRow {
  readonly y: number;
  readonly row: Row;
}

export interface Page {
  /** From 1. */
  readonly number: number;
  readonly rows: readonly PlacedRow[];
}

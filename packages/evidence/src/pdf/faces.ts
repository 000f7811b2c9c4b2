import { fileURLToPath } from "node:url";
import PDFDocument from "pdfkit";
import { type Face, type Faces, faces } from "../layout/index.ts";

const files: Readonly<Record<Face, string>> = {
  text: "DejaVuSansCondensed.ttf",
  strong: "DejaVuSansCondensed-Bold.ttf",
  code: "DejaVuSansMono.ttf",
};

interface Glyph {
  readonly id: number;
  readonly advanceWidth: number;
  readonly codePoints: readonly number[];
}

/** What we use of pdfkit's embedded font, which its types do not name. */
interface EmbeddedFont {
  readonly id: string;
  readonly font: {
    hasGlyphForCodePoint(codePoint: number): boolean;
    glyphForCodePoint(codePoint: number): Glyph;
  };
  /** From the font's units to thousandths of the size. */
  readonly scale: number;
  layout(text: string): { readonly glyphs: readonly Glyph[]; readonly positions: readonly object[] };
  /** Takes the glyphs into the part of the font that the document will hold; their numbers there, in hex. */
  encode(text: string): [hex: readonly string[], positions: readonly object[]];
  /** The font's object in the document. */
  ref(): unknown;
}

/** Our faces as a document has them. */
export interface DocumentFaces extends Faces {
  /** A text as the string of an operator that shows it, in hex. */
  encode(face: Face, text: string): string;
  /** Makes a face known to the page that is drawn now, and says under which name. */
  nameOn(document: PDFKit.PDFDocument, face: Face): string;
}

/** Registers our faces with a document, and says what is known of them. */
export function addFaces(document: PDFKit.PDFDocument): DocumentFaces {
  const typeOf = new Map(faces.map((face) => [face, openFace(document, face)]));
  const of = (face: Face) => typeOf.get(face) as OpenFace; // one was made for each face
  return {
    hasGlyph: (face, character) => of(face).embedded.font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0),
    widthOf: (face, text) => of(face).widthOf(text),
    encode: (face, text) => of(face).encode(text),
    nameOn({ page }, face) {
      const { embedded } = of(face);
      // What pdfkit keeps of a page, which its types do not name either.
      const { fonts } = page as unknown as { readonly fonts: Record<string, unknown> };
      fonts[embedded.id] ??= embedded.ref();
      return embedded.id;
    },
  };
}

/** Faces to measure with, without a document that is drawn. */
export function openFaces(): Faces {
  return addFaces(new PDFDocument({ autoFirstPage: false }));
}

interface OpenFace {
  readonly embedded: EmbeddedFont;
  widthOf(text: string): number;
  encode(text: string): string;
}

/**
 * A face that puts one glyph for each character, in their order. The font's own rules would join, move and reorder some of
 * them, and what is drawn here has to be what was recorded; it is also many times as quick.
 */
function openFace(document: PDFKit.PDFDocument, face: Face): OpenFace {
  document.registerFont(face, fileURLToPath(import.meta.resolve(`dejavu-fonts-ttf/ttf/${files[face]}`)));
  document.font(face);
  // pdfkit keeps the font that was chosen last there; what is not a standard font is embedded.
  const { _font: embedded } = document as unknown as { readonly _font: EmbeddedFont };
  const glyphOf = (character: string): Glyph => {
    const codePoint = character.codePointAt(0) ?? 0;
    const { id, advanceWidth } = embedded.font.glyphForCodePoint(codePoint);
    return { id, advanceWidth, codePoints: [codePoint] };
  };
  embedded.layout = (text) => ({ glyphs: [...text].map(glyphOf), positions: [] });
  const widths = memory((character) => glyphOf(character).advanceWidth * embedded.scale);
  const codes = memory((character) => embedded.encode(character)[0].join(""));
  return {
    embedded,
    widthOf(text) {
      let width = 0;
      for (const character of text) width += widths(character);
      return width;
    },
    encode(text) {
      let hex = "";
      for (const character of text) hex += codes(character);
      return hex;
    },
  };
}

/** Asks once for each character: a document has millions of them, of a few hundred kinds. */
function memory<Value>(ask: (character: string) => Value): (character: string) => Value {
  const known = new Map<string, Value>();
  return (character) => {
    const found = known.get(character);
    if (found !== undefined) return found;
    const asked = ask(character);
    known.set(character, asked);
    return asked;
  };
}

import type { Risk } from "@steadyhand/core/risk";
import type { Prose, Span } from "../document/index.ts";
import { type ShownPart, showExactly, showProse } from "../visible/show-text.ts";
import type { Face, Faces } from "./faces.ts";
import { colours, leading, risks } from "./look.ts";
import type { Mark } from "./mark.ts";

/** A stretch of a line in one face. It is not broken, except where it is too long for any line. */
interface Word {
  readonly text: string;
  readonly face: Face;
  readonly colour: string;
  readonly isEscape: boolean;
  readonly isSpace: boolean;
  readonly risk?: Risk;
  readonly width: number;
}

export interface TextLook {
  readonly size: number;
  readonly colour?: string;
  readonly face?: Face;
}

/** One line of set text. */
export interface Line {
  readonly words: readonly Word[];
}

/** Sets prose into lines of a width: broken at spaces, and within a word where it is longer than a line. */
export function setText(
  prose: Prose,
  width: number,
  { faces, look }: { readonly faces: Faces; readonly look: TextLook },
): readonly Line[] {
  const spans: readonly Span[] = typeof prose === "string" ? [{ text: prose }] : prose;
  const lines: Word[][] = [[]];
  let room = width;
  const put = (word: Word) => {
    lines.at(-1)?.push(word);
    room -= word.width;
  };
  const turn = () => {
    lines.push([]);
    room = width;
  };
  for (const word of spans.flatMap((span) => wordsOf(span, faces, look))) {
    if (word.width <= room || (word.isSpace && !word.isEscape)) put(word);
    else if (word.width <= width) {
      turn();
      put(word);
    } else {
      for (const piece of breakWord(word, { room, width, faces, look })) {
        if (piece.width > room) turn();
        put(piece);
      }
    }
  }
  return lines.map((words) => ({ words }));
}

export function lineHeight({ size }: TextLook): number {
  return size * leading;
}

/** A line as marks, its top left corner at a place. */
export function drawLine(
  { words }: Line,
  place: { readonly x: number; readonly y: number },
  look: TextLook,
): readonly Mark[] {
  const marks: Mark[] = [];
  let { x } = place;
  const top = place.y + (lineHeight(look) - look.size * 1.17) / 2;
  let run: Word | undefined;
  let text = "";
  let start = x;
  const flush = () => {
    if (run && text.trimEnd() !== "") {
      const { face, colour } = run;
      marks.push({ kind: "text", x: start, y: top, text, face, size: sizeOf(face, look), colour });
    }
    text = "";
  };
  for (const word of words) {
    const isSame = run && run.face === word.face && run.colour === word.colour && run.isEscape === word.isEscape;
    if (!isSame || word.risk) {
      flush();
      start = x;
      run = word;
    }
    if (word.risk) {
      const size = look.size * 0.82;
      marks.push({ kind: "shape", x: x + size / 2, y: place.y + lineHeight(look) / 2, size, risk: word.risk });
      start = x + look.size * 1.2;
    }
    if (word.isEscape) {
      marks.push({
        kind: "box",
        x,
        y: place.y + 0.8,
        width: word.width,
        height: lineHeight(look) - 1.6,
        fill: colours.escape,
      });
    }
    text += word.text;
    x += word.width;
  }
  flush();
  return marks;
}

function wordsOf(span: Span, faces: Faces, look: TextLook): readonly Word[] {
  if ("risk" in span) {
    const width = look.size * 1.2 + widthOf(span.risk, "strong", faces, look);
    return [
      {
        text: span.risk,
        face: "strong",
        colour: risks[span.risk],
        isEscape: false,
        isSpace: false,
        risk: span.risk,
        width,
      },
    ];
  }
  const isCode = "code" in span;
  const face: Face = isCode ? "code" : span.style === "strong" ? "strong" : (look.face ?? "text");
  const colour = span.style === "muted" ? colours.muted : (look.colour ?? colours.text);
  const hasGlyph = (character: string) => faces.hasGlyph(face, character);
  const parts = isCode ? showExactly(span.code, hasGlyph) : showProse(span.text, hasGlyph);
  return parts.flatMap(({ text, isEscape }: ShownPart) =>
    (isEscape ? [text] : (text.match(/ +|[^ ]+/g) ?? [])).map((word) => ({
      text: word,
      face,
      colour,
      isEscape,
      isSpace: word.startsWith(" "),
      width: widthOf(word, face, faces, look),
    })),
  );
}

function breakWord(
  word: Word,
  {
    room,
    width,
    faces,
    look,
  }: { readonly room: number; readonly width: number; readonly faces: Faces; readonly look: TextLook },
): readonly Word[] {
  const pieces: Word[] = [];
  let text = "";
  let used = 0;
  // A few letters before the edge are not worth a break there.
  let left = room > width / 3 ? room : width;
  for (const character of word.text) {
    const one = widthOf(character, word.face, faces, look);
    if (used + one > left && text !== "") {
      pieces.push({ ...word, text, width: used });
      [text, used, left] = ["", 0, width];
    }
    text += character;
    used += one;
  }
  pieces.push({ ...word, text, width: used });
  return pieces;
}

function widthOf(text: string, face: Face, faces: Faces, look: TextLook): number {
  return (faces.widthOf(face, text) / 1000) * sizeOf(face, look);
}

/** The monospaced face looks larger than the others at the same size. */
function sizeOf(face: Face, { size }: TextLook): number {
  return face === "code" ? size * 0.92 : size;
}

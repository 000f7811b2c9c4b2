import type { SourceRange } from "@steadyhand/core/risk";

/** A run of text and the run of the original it was read from. Where the lengths differ (`&gt;` for `>`) it is one unit. */
interface Piece {
  readonly at: number;
  readonly length: number;
  readonly source: number;
  readonly sourceLength: number;
}

/** Text without its markup that still knows where each of its characters stands in the original. */
export class MappedText {
  readonly text: string;
  readonly #pieces: readonly Piece[];

  constructor(text: string, pieces: readonly Piece[]) {
    this.text = text;
    this.#pieces = pieces;
  }

  /** The range in the original that holds the characters `from` to `to` (half open) of this text. */
  range(from: number, to: number): SourceRange {
    const start = this.#sourceStart(from);
    return { start, end: to <= from ? start : Math.max(start, this.#sourceEnd(to - 1)) };
  }

  slice(from: number, to: number): MappedText {
    const builder = new MappedTextBuilder();
    builder.addSlice(this, from, to);
    return builder.build();
  }

  /** Calls `visit` with each piece of the characters `from` to `to`, cut to these bounds. */
  pieces(from: number, to: number, visit: (piece: Piece) => void): void {
    for (let i = Math.max(0, this.#pieceAt(from)); i < this.#pieces.length; i++) {
      const piece = this.#pieces[i];
      if (piece === undefined || piece.at >= to) return;
      const at = Math.max(piece.at, from);
      const end = Math.min(piece.at + piece.length, to);
      if (end <= at) continue;
      const plain = piece.length === piece.sourceLength;
      visit({
        at,
        length: end - at,
        source: plain ? piece.source + at - piece.at : piece.source,
        sourceLength: plain ? end - at : piece.sourceLength,
      });
    }
  }

  #sourceStart(index: number): number {
    const piece = this.#pieces[Math.max(0, this.#pieceAt(index))];
    if (piece === undefined) return 0;
    if (piece.length !== piece.sourceLength) return piece.source;
    return piece.source + Math.min(index - piece.at, piece.length);
  }

  #sourceEnd(index: number): number {
    const piece = this.#pieces[Math.max(0, this.#pieceAt(index))];
    if (piece === undefined) return 0;
    if (piece.length !== piece.sourceLength) return piece.source + piece.sourceLength;
    return piece.source + Math.min(index - piece.at + 1, piece.length);
  }

  #pieceAt(index: number): number {
    let low = 0;
    let high = this.#pieces.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#pieces[middle]?.at ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** Collects text together with where it came from. */
export class MappedTextBuilder {
  readonly #chunks: string[] = [];
  readonly #pieces: Piece[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Adds `text`, read from `sourceLength` characters of the original at `source`. */
  add(text: string, source: number, sourceLength: number = text.length): void {
    if (text === "") return;
    const last = this.#pieces.at(-1);
    const isPlain = sourceLength === text.length;
    if (
      isPlain &&
      last !== undefined &&
      last.length === last.sourceLength &&
      last.source + last.sourceLength === source
    ) {
      const length = last.length + text.length;
      this.#pieces[this.#pieces.length - 1] = { ...last, length, sourceLength: length };
    } else {
      this.#pieces.push({ at: this.#length, length: text.length, source, sourceLength });
    }
    this.#chunks.push(text);
    this.#length += text.length;
  }

  addSlice(other: MappedText, from: number, to: number): void {
    other.pieces(from, to, ({ at, length, source, sourceLength }) => {
      this.add(other.text.slice(at, at + length), source, sourceLength);
    });
  }

  build(): MappedText {
    return new MappedText(this.#chunks.join(""), this.#pieces);
  }
}

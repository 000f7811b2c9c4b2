/**
 * One kind of text that holds secrets. In each text every secret stands between `«` and `»`: it must vanish whole, as
 * one `[redacted:…]`, and all that stands outside of these marks must stay as it is.
 */
export interface Kind {
  readonly name: string;
  readonly texts: readonly string[];
  /** Values that the redactor learned before, from configuration, the environment or a variable. */
  readonly learned?: readonly string[];
}

/** A text without its marks, and the pieces that have to stay, with one secret between each two. */
export interface Marked {
  readonly text: string;
  readonly stays: readonly string[];
  readonly secrets: readonly string[];
}

/** Reads the marks of a text. */
export function readMarks(marked: string): Marked {
  const pieces = marked.split(/[«»]/);
  return {
    text: pieces.join(""),
    stays: pieces.filter((_, index) => index % 2 === 0),
    secrets: pieces.filter((_, index) => index % 2 === 1),
  };
}

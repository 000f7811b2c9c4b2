/**
 * One word a program receives, as far as the text tells. `text` is what is constant of it: the whole word, or
 * what stands before the first part that is not.
 */
export interface Argument {
  readonly text: string;
  /** `constant`, `blank` (one plain word that somebody fills in), `glob` or `dynamic` (anything, any number). */
  readonly kind: "constant" | "blank" | "glob" | "dynamic";
  /** The whole word, with what is not constant as it stands in the text: for whoever reads the word as a script. */
  readonly template?: string;
  readonly start: number;
  readonly end: number;
}

/** A simple command: the program's bare name and the words after it. */
export interface Call {
  readonly name: string;
  /** All of its words as they were written, the program's own first. */
  readonly words: readonly Argument[];
  readonly args: readonly Argument[];
  readonly start: number;
  readonly end: number;
}

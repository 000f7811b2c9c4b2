/** Where a value that begins here ends; `open` when that depends on text that has not come yet. */
export type Reached = number | "open" | "none";

/** One way in which a program may print a value. */
export interface Matcher {
  /** The characters with which it may begin, each with those that may follow; all of them when there is no second. */
  readonly begins: ReadonlyMap<string, string>;
  match(text: string, at: number, isFinal: boolean): Reached;
}

/** Only behind so many characters of a value may a line break stand inside it: what ends a line is shown at once. */
export const shortestBeforeBreak = 4;

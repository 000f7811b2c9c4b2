import { createLearnedScanner } from "./learned-scanner.ts";
import { createPatternScanner } from "./pattern-scanner.ts";

/** Removes secrets from one text that arrives in pieces, such as the live output of a command. */
export interface RedactionStream {
  /**
   * Takes the next piece and returns what can be shown already. A complete line is returned at once unless a private
   * key or a block value is open; of an incomplete one, what could be the beginning of a secret is held back.
   */
  push(chunk: string): string;
  /** Returns what was held back. The stream takes nothing after this. */
  end(): string;
}

/** Removes secrets before a text is stored, shown, logged or sent. Each one is replaced by `[redacted:kind]`. */
export interface Redactor {
  redact(text: string): string;
  /** However a text is cut into pieces, the stream returns in all exactly what `redact` returns of the whole. */
  stream(): RedactionStream;
}

/** Reads a text that comes in pieces; `isFinal` says that this is the last of them. */
export interface TextScanner {
  feed(chunk: string, isFinal: boolean): string;
}

/**
 * Creates a redactor. It knows secrets by the names they are given, by their looks and, for `learned`, by their exact
 * values (see `learnSecrets`); learned values under 6 characters are ignored, they would blank half of every text.
 */
export function createRedactor({ learned }: { readonly learned: readonly string[] }): Redactor {
  const openLearned = createLearnedScanner(learned);
  const open = () => chain([...(openLearned === undefined ? [] : [openLearned()]), createPatternScanner()]);
  return {
    redact: (text) => open().feed(text, true),
    stream: () => {
      const scanner = open();
      return { push: (chunk) => scanner.feed(chunk, false), end: () => scanner.feed("", true) };
    },
  };
}

function chain(scanners: readonly TextScanner[]): TextScanner {
  return {
    feed: (chunk, isFinal) => scanners.reduce((text, scanner) => scanner.feed(text, isFinal), chunk),
  };
}

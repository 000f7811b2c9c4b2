import { createEncodedScanner } from "./encoded-scanner.ts";
import { createLearnedScanner } from "./learned/learned-scanner.ts";
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

/** What a redactor knows beside names and looks. */
export interface KnownSecrets {
  /** From configuration and environment (see `learnSecrets`). Under 6 characters they would blank half of every text. */
  readonly learned: readonly string[];
  /** Values of which a person said that they are secret: they go from 4 characters on, even where they look like nothing. */
  readonly given?: readonly string[];
}

const deepest = 2;
const shortestLearned = 6;
const shortestGiven = 4;

/**
 * Creates a redactor. It knows secrets by the names they are given, by their looks, and those it was told by their exact
 * values, in whatever spelling a program prints them: quoted, escaped, percent-encoded, in base64 or hexadecimal.
 */
export function createRedactor({ learned, given = [] }: KnownSecrets): Redactor {
  const openLearned = createLearnedScanner([
    ...atLeast(shortestGiven, given).map((value) => ({ value, kind: "variable" }) as const),
    ...atLeast(shortestLearned, learned).map((value) => ({ value, kind: "learned" }) as const),
  ]);
  // What is encoded may be encoded again: twice is looked into, since every time costs as much as the text is long.
  const open = (depth = deepest): TextScanner =>
    chain([
      ...(openLearned === undefined ? [] : [openLearned()]),
      createPatternScanner(),
      ...(depth > 0 ? [createEncodedScanner((text) => open(depth - 1).feed(text, true))] : []),
    ]);
  return {
    redact: (text) => open().feed(text, true),
    stream: () => {
      const scanner = open();
      return { push: (chunk) => scanner.feed(chunk, false), end: () => scanner.feed("", true) };
    },
  };
}

function atLeast(length: number, values: readonly string[]): string[] {
  return [...new Set(values)].filter((value) => value.trim().length >= length);
}

function chain(scanners: readonly TextScanner[]): TextScanner {
  return {
    feed(chunk, isFinal) {
      let text = chunk;
      for (const scanner of scanners) text = scanner.feed(text, isFinal);
      return text;
    },
  };
}

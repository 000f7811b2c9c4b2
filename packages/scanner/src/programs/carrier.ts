import type { Argument } from "./call.ts";

/** The call that handed words or a script on to be judged: `sudo`, `ssh`, `bash -c`. */
export interface Carrier {
  readonly words: readonly Argument[];
  /** The script that is being judged, when it is not a command given as words. */
  readonly script: string | undefined;
  readonly outer: Around;
}

/** What lies around a command: a carrier, nothing, or something that nobody has told of. */
export type Around = Carrier | "untold" | undefined;

/**
 * The complete command in which other words stand in the place of the inner ones, quoted: `sudo systemctl start x` for
 * `systemctl start x`. Nothing where it cannot be told which of the carrier's words were handed on.
 */
export function completeCommand(
  inner: readonly Argument[],
  replacement: readonly string[],
  carrier: Around,
): string | undefined {
  if (!carrier) return replacement.map(quote).join(" ");
  if (carrier === "untold") return undefined;
  const { words, script, outer } = carrier;
  if (words.some(({ kind }) => kind !== "constant")) return undefined;
  const replaced =
    script === undefined ? replaceEnd(words, inner, replacement) : replaceScript(words, script, replacement);
  return replaced && completeCommand(words, replaced, outer);
}

function replaceEnd(
  words: readonly Argument[],
  inner: readonly Argument[],
  replacement: readonly string[],
): readonly string[] | undefined {
  const from = words.length - inner.length;
  // `find -exec … \\;` and `xargs` hand on other words than their last ones.
  if (from <= 0 || inner.some((word, index) => words[from + index] !== word)) return undefined;
  return [...textsOf(words.slice(0, from)), ...replacement];
}

function replaceScript(
  words: readonly Argument[],
  script: string,
  replacement: readonly string[],
): readonly string[] | undefined {
  const text = replacement.map(quote).join(" ");
  const texts = textsOf(words);
  const at = texts.indexOf(script);
  if (at > 0 && texts.indexOf(script, at + 1) < 0) return texts.with(at, text);
  for (let from = 1; from < texts.length; from++) {
    if (texts.slice(from).join(" ") === script) return [...texts.slice(0, from), text];
  }
  return undefined;
}

function textsOf(words: readonly Argument[]): string[] {
  return words.map(({ text }) => text);
}

/** A word as a shell reads it back. */
function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

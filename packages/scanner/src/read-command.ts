import { parse } from "unbash";

/** How a command's text can be run: as resolved words without a shell, by a shell only, or not at all. */
export type CommandForm =
  | { readonly kind: "words"; readonly words: readonly string[] }
  | { readonly kind: "shell"; readonly why: string }
  | { readonly kind: "invalid"; readonly why: string };

const onlyInShells = new Set(
  `. : [[ alias bg bind break builtin caller cd command compgen complete compopt continue coproc declare dirs disown enable eval exec exit export fc fg function getopts hash help history
   jobs let local logout mapfile popd pushd read readarray readonly return set shift shopt source suspend time times trap type typeset ulimit umask unalias unset wait`
    .trim()
    .split(/\s+/),
);

/**
 * Reads a command's text. It is `words` only when it is exactly one simple command whose every word is constant
 * and which bash would run with the same words; whatever needs a shell says why.
 */
export function readCommand(text: string): CommandForm {
  if (text.includes("\0")) return { kind: "invalid", why: "The text holds U+0000 NULL" };
  if (text.trim() === "") return { kind: "invalid", why: "There is no command" };
  const script = parse(text);
  const error = script.errors?.[0];
  if (error) return { kind: "invalid", why: `It is not a whole command: ${error.message}` };
  const [statement, ...others] = script.commands;
  if (!statement) return { kind: "invalid", why: "There is only a comment" };
  if (others.length > 0) return shell("It has more than one command");
  if (statement.background) return shell("It runs in the background");
  const { command } = statement;
  if (command.type !== "Command") return shell("It is not one simple command");
  if (command.prefix.length > 0 || !command.name) return shell("It sets a variable or redirects");
  for (const item of command.suffix) {
    if (item.type === "Assignment") return shell("It sets a variable");
    if (item.type !== "Word") return shell("It redirects input or output");
  }
  const parsed = [command.name, ...command.suffix].flatMap((item) => (item.type === "Word" ? [item.value] : []));
  const resolved = constantWords(text);
  if (typeof resolved === "string") return shell(resolved);
  // Two readers that do not know of one another must agree on every word.
  if (resolved.length !== parsed.length || resolved.some((word, index) => word !== parsed[index])) {
    return shell("Its words cannot be told for certain");
  }
  const [program] = resolved;
  if (program === undefined || program === "") return { kind: "invalid", why: "The program's name is empty" };
  if (onlyInShells.has(program)) return shell(`Only a shell has ${program}`);
  return { kind: "words", words: resolved };
}

function shell(why: string): CommandForm {
  return { kind: "shell", why };
}

/** The words of text that holds nothing but plain characters, blanks and quotes; else what stands in the way. */
function constantWords(text: string): string[] | string {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string;
    if (char === " " || char === "\t" || (char === "\n" && text.slice(at).trim() === "")) {
      if (word !== undefined) words.push(word);
      word = undefined;
      continue;
    }
    if (char === "'" || char === '"') {
      const end = text.indexOf(char, at + 1);
      const inner = text.slice(at + 1, end);
      if (end < 0 || (char === '"' && /[$`\\!]/.test(inner))) return "Double quotes hold something to expand";
      word = (word ?? "") + inner;
      at = end;
      continue;
    }
    if (char === "\\") {
      const next = text[++at];
      if (next === undefined || next === "\n") return "It goes on after a line's end";
      word = (word ?? "") + next;
      continue;
    }
    if (word === undefined && char === "#") return "It has a comment";
    if (/[\s\p{Cc}\p{Cf}$`|&;<>()*?[\]~!^{}]/u.test(char) && !isPlainBrace(text, at))
      return `It holds an unquoted ${JSON.stringify(char)}`;
    word = (word ?? "") + char;
  }
  if (word !== undefined) words.push(word);
  return words;
}

/** `{name}` is text to a shell as long as nothing between the braces makes it open into several words. */
function isPlainBrace(text: string, at: number): boolean {
  if (text[at] === "}")
    return (
      /\{[\w.-]+$/.test(text.slice(Math.max(0, at - 80), at)) &&
      !/\.\.[^{]*$/.test(text.slice(Math.max(0, at - 80), at))
    );
  return text[at] === "{" && /^\{(?!\w*\.\.)[\w.-]+\}/.test(text.slice(at, at + 80));
}

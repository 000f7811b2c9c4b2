/** What a text is when the lines that end inside of a word or a sign are joined. */
export interface Joined {
  readonly text: string;
  /** Whether a backslash at a line's end may also stand in a comment or a heredoc, where it means something else. */
  readonly isCertain: boolean;
}

/**
 * bash takes a backslash and a line's end out before it reads anything but single quotes: `r\⏎m` is `rm` and
 * `$\⏎(…)` a substitution. Answers nothing when no line ends inside of a word.
 */
export function joinLines(text: string): Joined | undefined {
  if (!text.includes("\\\n")) return undefined;
  let joined = "";
  let isInside = false;
  let quote = "";
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string;
    const next = text[at + 1];
    if (quote === "'" || quote === "$'") {
      if (char === "'") quote = "";
      else if (char === "\\" && quote === "$'" && next !== undefined) {
        joined += char + next;
        at++;
        continue;
      }
    } else if (char === "\\" && next === "\n") {
      isInside ||= isWordSign(joined.at(-1)) && isWordSign(text[at + 2]);
      at++;
      continue;
    } else if (char === "\\" && next !== undefined) {
      joined += char + next;
      at++;
      continue;
    } else if (char === '"') quote = quote === '"' ? "" : '"';
    else if (char === "'" && quote === "") quote = joined.endsWith("$") ? "$'" : "'";
    joined += char;
  }
  return isInside ? { text: joined, isCertain: !/#|<<|<$/.test(joined) } : undefined;
}

function isWordSign(char: string | undefined): boolean {
  return char !== undefined && !/\s/.test(char);
}

/** Braces that open into more words than this are not followed. */
const maxWords = 64;

/**
 * Opens `{a,b}`, `{1..9..2}` and `{a..e}` in the source text of one word, the way bash does before it looks at anything
 * else: quotes and substitutions pass through as they are. Answers the source texts of the words it becomes, or
 * nothing when they are too many or not to be told.
 */
export function openBraces(text: string): readonly string[] | undefined {
  const open = findGroup(text);
  if (open === undefined) return [text];
  const { start, end } = open;
  const amble = text.slice(start + 1, end);
  const middle = isList(amble) ? openList(amble) : sequence(amble);
  if (middle === undefined) return undefined;
  const rest = openBraces(text.slice(end + 1));
  if (rest === undefined) return undefined;
  const before = text.slice(0, start);
  // A sequence that is none stays as it is, braces and all.
  const options = middle === "none" ? [text.slice(start, end + 1)] : middle;
  if (options.length * rest.length > maxWords) return undefined;
  return options.flatMap((option) => rest.map((after) => before + option + after));
}

/** The first `{` that has its `}`, with a comma or `..` between them. */
function findGroup(text: string): { start: number; end: number } | undefined {
  for (let at = findMark(text, 0, "{"); at !== undefined; at = findMark(text, at + 1, "{")) {
    const end = findMark(text, at + 1, "}");
    if (end !== undefined) return { start: at, end };
  }
  return undefined;
}

/** Where `mark` next stands outside of quotes, substitutions and inner braces; a `}` counts after a comma or `..` only. */
function findMark(text: string, from: number, mark: "{" | "}" | ","): number | undefined {
  let level = 0;
  let isGroup = mark !== "}";
  for (let at = from; at < text.length; at++) {
    const past = skipQuoted(text, at);
    if (past !== at) {
      if (past === undefined) return undefined;
      at = past - 1;
      continue;
    }
    const char = text[at];
    // `{}` at the start of a word is what find and xargs replace.
    if (at === 0 && mark === "{" && text.startsWith("{}")) continue;
    if (char === "$" && text[at + 1] === "{") {
      level++;
      at++;
    } else if (char === mark && level === 0 && isGroup) return at;
    else if (char === "{") level++;
    else if (char === "}" && level > 0) level--;
    else if (mark === "}" && level === 0 && (char === "," || (text.startsWith("..", at) && text[at + 2] !== "}")))
      isGroup = true;
  }
  return undefined;
}

/** Where the quotes, the escape or the substitution that opens here ends; `at` itself when none does. */
function skipQuoted(text: string, at: number): number | undefined {
  const char = text[at];
  if (char === "\\") return at + 2;
  if (char === "'") return after(text, at + 1, "'", text[at - 1] === "$");
  if (char === '"' || char === "`") return after(text, at + 1, char, true);
  if ((char === "$" || char === "<" || char === ">") && text[at + 1] === "(") return afterParenthesis(text, at + 1);
  return at;
}

function after(text: string, from: number, mark: string, escapes: boolean): number | undefined {
  for (let at = from; at < text.length; at++) {
    if (escapes && text[at] === "\\") at++;
    else if (text[at] === mark) return at + 1;
  }
  return undefined;
}

function afterParenthesis(text: string, open: number): number | undefined {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    const char = text[at];
    if (char === "(") depth++;
    else if (char === ")") {
      if (--depth === 0) return at + 1;
    } else if (char === "\\" || char === "'" || char === '"' || char === "`") {
      const past = skipQuoted(text, at);
      if (past === undefined) return undefined;
      at = past - 1;
    }
  }
  return undefined;
}

/** Any comma that is not escaped makes it a list, even one inside of quotes. */
function isList(amble: string): boolean {
  for (let at = 0; at < amble.length; at++) {
    if (amble[at] === "\\") at++;
    else if (amble[at] === ",") return true;
  }
  return false;
}

function openList(amble: string): readonly string[] | undefined {
  const words: string[] = [];
  let from = 0;
  for (;;) {
    const comma = findMark(amble, from, ",");
    const opened = openBraces(amble.slice(from, comma));
    if (opened === undefined || words.length + opened.length > maxWords) return undefined;
    words.push(...opened);
    if (comma === undefined) return words;
    from = comma + 1;
  }
}

/** The words of `1..9`, `09..1..2` or `a..e`; `none` when the text is not such a sequence. */
function sequence(amble: string): readonly string[] | "none" | undefined {
  const numbers = /^([+-]?\d{1,9})\.\.([+-]?\d{1,9})(?:\.\.([+-]?\d{1,9}))?$/.exec(amble);
  if (numbers) {
    const [, from = "", to = "", step] = numbers;
    const width = Math.max(paddedWidth(from), paddedWidth(to)) > 0 ? Math.max(from.length, to.length) : 0;
    return count(Number(from), Number(to), step)?.map((number) => pad(number, width));
  }
  const letters = /^([A-Za-z])\.\.([A-Za-z])(?:\.\.([+-]?\d{1,9}))?$/.exec(amble);
  if (!letters) return /\d{10}/.test(amble) ? undefined : "none";
  const [, from = "", to = "", step] = letters;
  // Between Z and a lie signs that the shell reads again.
  if (from < "a" !== to < "a") return undefined;
  return count(from.charCodeAt(0), to.charCodeAt(0), step)?.map((code) => String.fromCharCode(code));
}

function count(from: number, to: number, step: string | undefined): readonly number[] | undefined {
  const by = Math.abs(Number(step ?? 1)) || 1;
  const length = Math.floor(Math.abs(to - from) / by) + 1;
  if (length > maxWords) return undefined;
  const sign = to < from ? -1 : 1;
  return Array.from({ length }, (_, index) => from + sign * by * index);
}

function paddedWidth(number: string): number {
  return /^-?0\d/.test(number) ? number.length : 0;
}

function pad(number: number, width: number): string {
  const digits = String(Math.abs(number));
  return number < 0 ? `-${digits.padStart(width - 1, "0")}` : digits.padStart(width, "0");
}

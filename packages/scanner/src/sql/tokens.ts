/** Whose rules say where a string, a name or a comment ends. */
export type SqlReading =
  | "postgres"
  | "mysql"
  /** With NO_BACKSLASH_ESCAPES, where a backslash is like any other character. */
  | "mysql-plain"
  | "sqlite";

/** One token of a statement. Comments and blanks are gone; what stood between two tokens is one blank. */
export interface SqlToken {
  readonly kind:
    | "word"
    /** A name in quotes, and never a keyword. */
    | "name"
    | "text"
    | "number"
    | "mark"
    /** `@x`, `@@x`, `:x`, `$1`, `?`. */
    | "variable"
    /** A command to the client and not to the server: `\dt`, `\G`, `.tables`. */
    | "client"
    /** A quote or comment that never ends. */
    | "broken";
  /** Words in lower case, names and texts without their quotes, everything else as it stands. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface SqlTokens {
  readonly tokens: readonly SqlToken[];
  /** Whether MySQL's `/*!` makes code of what is a comment to every other reader. */
  readonly hasHiddenCode: boolean;
  /** Whether there is more than the tokens. */
  readonly isCut: boolean;
}

/** More words and marks than this nobody reads before approving, and the grammar takes too long over them. */
const maxTokens = 1_000;

/**
 * Takes SQL apart as one database does: every character belongs to a token, a blank or a comment. What comes after the
 * first thousand tokens is left.
 */
export function tokenize(text: string, reading: SqlReading): SqlTokens {
  const tokens: SqlToken[] = [];
  let hasHiddenCode = false;
  let openHidden = false;
  let at = 0;
  const push: Push = (kind, end, value = text.slice(at, end)) => {
    tokens.push({ kind, text: value, start: at, end });
    at = end;
  };
  while (at < text.length && tokens.length <= maxTokens) {
    const code = text.charCodeAt(at);
    const kind = code < 128 ? classes[code] : letter;
    if (kind === blank) {
      at++;
      continue;
    }
    if (kind === letter) {
      pushWord(text, at, reading, push);
      continue;
    }
    if (kind === mark) {
      if (openHidden && text.startsWith("*/", at)) {
        openHidden = false;
        at += 2;
        continue;
      }
      const comment = commentEnd(text, at, reading);
      if (comment === "broken") push("broken", text.length);
      else if (comment === "hidden") {
        hasHiddenCode = true;
        openHidden = true;
        at += /^\/\*M?!\d*/.exec(text.slice(at, at + 12))?.[0].length ?? 3;
      } else if (comment > at) at = comment;
      else if (code === atSign || code === question) pushVariable(text, at, reading, push);
      else if (code === backtick && reading !== "postgres") pushQuoted(text, at, at, reading, push);
      else pushMarks(text, at, reading, push);
      continue;
    }
    pushOther(text, at, reading, push, tokens);
  }
  const isCut = at < text.length;
  if (openHidden && !isCut) tokens.push({ kind: "broken", text: "", start: text.length, end: text.length });
  return { tokens, hasHiddenCode, isCut };
}

/** PostgreSQL's lexer takes quadratic time over a long run of marks, and no operator has more than a few. */
const maxMarks = 32;

function pushMarks(text: string, at: number, reading: SqlReading, push: Push): void {
  const end = marksEnd(text, at, reading);
  push(end - at > maxMarks ? "broken" : "mark", end);
}

function pushOther(text: string, at: number, reading: SqlReading, push: Push, tokens: readonly SqlToken[]): void {
  const char = text[at] as string;
  if (isClientCommand(text, at, reading, tokens)) push("client", clientCommandEnd(text, at, reading));
  else if (/[0-9]/.test(char) || (char === "." && /[0-9]/.test(text[at + 1] ?? "")))
    push("number", numberEnd(text, at));
  else if (char === "'" || char === '"') pushQuoted(text, at, at, reading, push);
  else if (char === "[" && reading === "sqlite") pushBracketed(text, at, push);
  else if (char === "$") pushDollar(text, at, reading, push);
  else if (char === ":") pushVariable(text, at, reading, push);
  else push("mark", at + 1);
}

const other = 0;
/** Only these part tokens: what Unicode counts as blank beside them is a part of a name to a database. */
const blank = 1;
const letter = 2;
const mark = 3;
const atSign = 64;
const question = 63;
const backtick = 96;
const classes = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const char = String.fromCharCode(code);
  classes[code] = /[ \t\n\r\f\v]/.test(char)
    ? blank
    : /[A-Za-z_]/.test(char)
      ? letter
      : /[~!@#^&|`?+\-*/%<>=]/.test(char)
        ? mark
        : other;
}

function isWordPart(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 128 || classes[code] === letter || (code >= 48 && code <= 57) || code === 36;
}

type Push = (kind: SqlToken["kind"], end: number, value?: string) => void;

function isMysql(reading: SqlReading): boolean {
  return reading === "mysql" || reading === "mysql-plain";
}

/** Where the comment that begins here ends; `at` itself when none begins. */
function commentEnd(text: string, at: number, reading: SqlReading): number | "broken" | "hidden" {
  const char = text[at];
  if (char === "-" && text[at + 1] === "-") {
    if (isMysql(reading) && !/^(?:\s|$)/.test(text.slice(at + 2, at + 3))) return at;
    return lineEnd(text, at, reading);
  }
  if (char === "#" && isMysql(reading)) return lineEnd(text, at, reading);
  if (char !== "/" || text[at + 1] !== "*") return at;
  if (isMysql(reading) && /^\/\*M?!/.test(text.slice(at, at + 4))) return "hidden";
  if (reading !== "postgres") {
    const end = text.indexOf("*/", at + 2);
    // SQLite takes a comment that never ends for one up to the end.
    return end >= 0 ? end + 2 : reading === "sqlite" ? text.length : "broken";
  }
  let depth = 0;
  for (let index = at; index < text.length - 1; index++) {
    if (text[index] === "/" && text[index + 1] === "*") {
      depth++;
      index++;
    } else if (text[index] === "*" && text[index + 1] === "/") {
      index++;
      if (--depth === 0) return index + 1;
    }
  }
  return "broken";
}

function lineEnd(text: string, at: number, reading: SqlReading): number {
  // To PostgreSQL alone a carriage return ends a line as well.
  const end = reading === "postgres" ? /[\n\r]/g : /\n/g;
  end.lastIndex = at;
  return end.exec(text)?.index ?? text.length;
}

function isClientCommand(text: string, at: number, reading: SqlReading, tokens: readonly SqlToken[]): boolean {
  const char = text[at];
  if (reading === "sqlite") return char === "." && beginsStatement(tokens) && /[A-Za-z]/.test(text[at + 1] ?? "");
  return char === "\\" && text[at + 1] !== ";" && text[at + 1] !== ":";
}

function beginsStatement(tokens: readonly SqlToken[]): boolean {
  const last = tokens.at(-1);
  return last === undefined || last.kind === "client" || (last.kind === "mark" && last.text === ";");
}

/** psql's commands reach to the end of the line or to the next backslash; those of `mysql` without words are a letter. */
function clientCommandEnd(text: string, at: number, reading: SqlReading): number {
  if (isMysql(reading)) {
    const isAlone = !/\w/.test(text[at + 2] ?? "");
    // `\gexec` and its like are psql's.
    if (/^\\[gG](?!x|set|exec|desc)/.test(text.slice(at, at + 6))) return at + 2;
    if (isAlone && /[cpsrWwntyqx]/.test(text[at + 1] ?? "")) return at + 2;
  }
  let quote = "";
  for (let index = at + 1; index < text.length; index++) {
    const char = text[index] as string;
    if (char === "\n") return index;
    if (quote !== "") {
      if (char === quote) quote = "";
    } else if (/['"`]/.test(char)) quote = char;
    else if (char === "\\" && index > at + 1 && reading === "postgres")
      return text[index + 1] === "\\" ? index + 2 : index;
  }
  return text.length;
}

function pushWord(text: string, at: number, reading: SqlReading, push: Push): void {
  const literal = reading === "postgres" ? /(?:[uU]&(?=['"])|[eEbBxXnN](?='))/y : /[bBxXnN](?=')/y;
  literal.lastIndex = at;
  const introduction = literal.exec(text)?.[0];
  if (introduction !== undefined) {
    pushQuoted(text, at, at + introduction.length, reading, push);
    return;
  }
  let end = at + 1;
  while (end < text.length && isWordPart(text, end)) end++;
  push("word", end, text.slice(at, end).toLowerCase());
}

/** A quoted text or name: a doubled quote stands for itself, and a backslash escapes where the reading says so. */
function pushQuoted(text: string, at: number, open: number, reading: SqlReading, push: Push): void {
  const quote = text[open] as string;
  const escapes =
    quote !== "`" && (reading === "mysql" || (reading === "postgres" && /^[eE]'/.test(text.slice(at, at + 2))));
  let value = "";
  let from = open + 1;
  for (let index = from; index < text.length; index++) {
    const char = text[index];
    if (char === "\\" && escapes) index++;
    else if (char === quote) {
      if (text[index + 1] !== quote) {
        push(
          quote === "'" || (quote === '"' && isMysql(reading)) ? "text" : "name",
          index + 1,
          value + text.slice(from, index),
        );
        return;
      }
      value += text.slice(from, index + 1);
      from = index + 2;
      index++;
    }
  }
  push("broken", text.length);
}

/** SQLite's `[name]`. What reads like an index is left in pieces, which every reading sees alike. */
function pushBracketed(text: string, at: number, push: Push): void {
  const close = text.indexOf("]", at);
  if (close < 0 || /^[\w\s,:.+*-]*$/.test(text.slice(at + 1, close).replaceAll("--", "'"))) push("mark", at + 1);
  else push("name", close + 1, text.slice(at + 1, close));
}

function pushDollar(text: string, at: number, reading: SqlReading, push: Push): void {
  if (reading === "postgres") {
    const tag = /^\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/.exec(text.slice(at, at + 70))?.[0];
    if (tag !== undefined) {
      const close = text.indexOf(tag, at + tag.length);
      if (close < 0) push("broken", text.length);
      else push("text", close + tag.length, text.slice(at + tag.length, close));
      return;
    }
  }
  let end = at + 1;
  while (end < text.length && isWordPart(text, end)) end++;
  push(isMysql(reading) ? "word" : "variable", end);
}

function pushVariable(text: string, at: number, reading: SqlReading, push: Push): void {
  if (text[at] !== ":" && reading === "postgres") {
    pushMarks(text, at, reading, push);
    return;
  }
  let end = at + 1;
  if (text[at] === "@" && text[end] === "@") end++;
  if (text[at] === ":" && (text[end] === ":" || text[end] === "=")) {
    push("mark", end + 1);
    return;
  }
  if (text[at] === "?") {
    push("variable", end);
    return;
  }
  while (end < text.length && isWordPart(text, end)) end++;
  push(end > at + 1 ? "variable" : "mark", end);
}

/** PostgreSQL makes one operator of neighbouring marks, until a comment begins. */
function marksEnd(text: string, at: number, reading: SqlReading): number {
  if (reading !== "postgres")
    return at + (/^(?:->>|<=>|<<|>>|\|\||&&|<=|>=|<>|!=|==|->)/.exec(text.slice(at, at + 3))?.[0].length ?? 1);
  let end = at + 1;
  while (end < text.length && classes[text.charCodeAt(end)] === mark && !/^(?:--|\/\*)/.test(text.slice(end, end + 2)))
    end++;
  return end;
}

function numberEnd(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length && /[\w.]/.test(text[end] as string)) {
    if (/[eE]/.test(text[end] as string) && /^[+-]\d/.test(text.slice(end + 1, end + 3))) end++;
    end++;
  }
  return end;
}

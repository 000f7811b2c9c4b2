import type { Refusal } from "../outcome/index.ts";

/** A command with the reader's values in place of its variables, or why that is not possible. */
export type Bound = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly refusal: Refusal };

/** How the shell reads the place where a variable stands. */
type Quoting = "none" | "single" | "double" | "opaque";

/** Characters that mean nothing to the shell wherever they stand. */
const inert = /^[A-Za-z0-9_@%+=:,./-]+$/;
const controlCharacter = /[\p{Cc}\p{Zl}\p{Zp}\p{Cf}]/u;

/**
 * Puts values in the place of `<name>`, `{name}`, `{{name}}`, `$name` and `${name}`, each quoted for the place
 * where it stands, so that a value is always data: one word, never a second command, an option list or an
 * expansion. Where the place is not plain (a here-document, backticks, `$'…'`), only inert characters are taken.
 */
export function bindVariables(text: string, names: readonly string[], values: Readonly<Record<string, string>>): Bound {
  const uses = findUses(text, new Set(names));
  const missing = [...new Set(uses.map(({ name }) => name))].filter((name) => values[name] === undefined);
  if (missing.length > 0) {
    return refused("variables.missing", `no value for ${missing.join(", ")}`, `Give ${missing.join(", ")} a value`);
  }
  let bound = "";
  let end = 0;
  for (const use of uses) {
    const quoted = quote(values[use.name] ?? "", use.quoting);
    if (quoted === undefined) return unsafe(use.name, use.quoting);
    bound += text.slice(end, use.start) + quoted;
    end = use.end;
  }
  return { ok: true, text: bound + text.slice(end) };
}

function refused(code: string, why: string, hint: string): Bound {
  return { ok: false, refusal: { code, message: `Cannot fill in the command: ${why}`, hint } };
}

function unsafe(name: string, quoting: Quoting): Bound {
  const place = quoting === "opaque" ? "where it stands nothing can be quoted safely" : "it holds control characters";
  return refused(
    "variables.unsafe",
    `the value of ${name} cannot be written there safely: ${place}`,
    "Use letters, digits and _@%+=:,./- only, or edit the step's command",
  );
}

function quote(value: string, quoting: Quoting): string | undefined {
  if (controlCharacter.test(value)) return undefined;
  if (inert.test(value)) return value;
  switch (quoting) {
    case "none":
      return `'${value.replaceAll("'", "'\\''")}'`;
    case "single":
      return value.replaceAll("'", "'\\''");
    case "double":
      // An exclamation mark is only special to interactive shells, which never run our commands.
      return value.replaceAll(/["\\$`]/g, "\\$&");
    case "opaque":
      return undefined;
  }
}

interface Use {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly quoting: Quoting;
}

const usePatterns = [
  /\{\{\s*([\w.-]+)\s*\}\}/y,
  /\$\{([A-Za-z_]\w*)(?::?[-=?][^{}$`"'\\]*)?\}/y,
  /\$([A-Za-z_]\w*)/y,
  /<([^<>\n]{1,64})>/y,
  /\{([\w.-]+)\}/y,
];

/** Finds the variables of a command, reading quotes as the shell does. Linear: every character is looked at once. */
function findUses(text: string, names: ReadonlySet<string>): Use[] {
  const uses: Use[] = [];
  const opaqueFrom = firstOpaque(text);
  const quotes: ("single" | "double" | "backtick" | "paren")[] = [];
  for (let at = 0; at < text.length; ) {
    const inner = quotes.at(-1);
    const use = inner === "single" ? undefined : matchUse(text, at, names);
    const literal = inner === "single" ? matchMarked(text, at, names) : use;
    if (literal !== undefined) {
      uses.push({ ...literal, quoting: quotingOf(quotes, literal.start >= opaqueFrom) });
      at = literal.end;
      continue;
    }
    at = step(text, at, quotes);
  }
  return uses;
}

/** Within single quotes `$name` is text for the shell, but a marked placeholder is still for the reader. */
function matchMarked(text: string, at: number, names: ReadonlySet<string>) {
  return text[at] === "$" ? undefined : matchUse(text, at, names);
}

function matchUse(text: string, at: number, names: ReadonlySet<string>): Omit<Use, "quoting"> | undefined {
  const first = text[at];
  if (first !== "$" && first !== "<" && first !== "{") return undefined;
  for (const pattern of usePatterns) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    const name = match?.[1]?.trim();
    if (match && name !== undefined && names.has(name)) return { name, start: at, end: pattern.lastIndex };
  }
  return undefined;
}

/** Moves over one character, or over an escaped pair, and keeps track of what is open. */
function step(text: string, at: number, quotes: ("single" | "double" | "backtick" | "paren")[]): number {
  const inner = quotes.at(-1);
  const character = text[at];
  if (inner === "single") {
    if (character === "'") quotes.pop();
    return at + 1;
  }
  if (character === "\\") return at + 2;
  if (character === "`") toggle(quotes, "backtick");
  else if (character === '"') toggle(quotes, "double");
  else if (character === "'" && inner !== "double") quotes.push("single");
  else if (character === "(" && text[at - 1] === "$") quotes.push("paren");
  else if (character === ")" && inner === "paren") quotes.pop();
  return at + 1;
}

function toggle(quotes: ("single" | "double" | "backtick" | "paren")[], kind: "backtick" | "double"): void {
  if (quotes.at(-1) === kind) quotes.pop();
  else quotes.push(kind);
}

function quotingOf(quotes: readonly string[], isOpaque: boolean): Quoting {
  if (isOpaque || quotes.includes("backtick")) return "opaque";
  const inner = quotes.at(-1);
  if (inner === "single") return "single";
  return inner === "double" ? "double" : "none";
}

/** Here-documents, `$'…'`, arithmetic and comments follow other rules of quoting; from the first on nothing is sure. */
function firstOpaque(text: string): number {
  const found = text.search(/<<|\$'|\$"|\$\(\(|\(\(|\$\{[^}]*["'`\\]|(?:^|\s)#|\b(?:case|esac)\b/);
  return found === -1 ? text.length : found;
}

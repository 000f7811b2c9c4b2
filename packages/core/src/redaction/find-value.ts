import { type Place, runEnd } from "./verdict.ts";

/** Where a value begins, and what stands between it and its name. */
export interface Found {
  readonly at: number;
  readonly separator: string;
  /** The first character of what follows. */
  readonly following: string;
}

interface Named {
  readonly nameEnd: number;
  readonly before: string;
  readonly word: string;
}

const closing = /(?:\\{0,8}["'`])?\]?/y;
const spaces = /[ \t]{0,64}/y;
/** A command line goes on behind a backslash at a line's end. */
const continued = /(?:[ \t]{0,64}\\\r?\n)?[ \t]{0,64}/y;
const flagBefore = /(?:^|[\s"'`=([,])--?[\w.-]*$/;
/** In an address inside an address `=` and `:` are escaped, once or several times; so are quotes of JSON. */
const encoded = /(?:%(?:25){0,3}22)?%(?:25){0,3}3[ad]/iy;
const encodedBegun = /^%[0-9a-f%]*$/i;

/** Finds where the value begins, behind `=`, `:`, `=>`, `>` of XML, or a space after a flag. */
export function findValue(place: Place, named: Named): Found | "open" | "none" {
  const { text, isFinal } = place;
  const { nameEnd } = named;
  const escaped = findEncoded(place, nameEnd);
  if (escaped !== undefined) return escaped;
  const paired = findPaired(place, named);
  if (paired !== undefined) return paired;
  const quoteEnd = runEnd(closing, text, nameEnd);
  if (!isFinal && text.length - nameEnd <= 8 && /^\\+$/.test(text.slice(nameEnd))) return "open";
  const separatorAt = runEnd(spaces, text, quoteEnd);
  const seen = text.slice(separatorAt, separatorAt + 3);
  if (seen.length < 3 && !isFinal && !seen.includes("\n") && !/^[^\\:=>"'`\],?+|(<]/.test(seen)) return "open";
  const found = /^(?:=>|:=|\?=|\+=|===?|!==?|=|:(?!:|\/\/))/.exec(seen)?.[0];
  if (found !== undefined) {
    const isSpoken = quoteEnd === nameEnd ? isSpeech(place, named, separatorAt) : false;
    if (isSpoken === "open") return "open";
    return isSpoken ? "none" : behind(place, separatorAt + found.length, found);
  }
  const element = seen.startsWith(">") || /\s/.test(text[nameEnd] ?? "") ? findElement(place, named) : undefined;
  if (element !== undefined) return element;
  return findArgument(place, named, { quoteEnd, separatorAt, seen });
}

function behind({ text, isFinal }: Place, from: number, separator: string): Found | "open" {
  const at = runEnd(spaces, text, from);
  return at === text.length && !isFinal ? "open" : { at, separator, following: text[at] ?? "" };
}

/** `"Password: "` in quotes is what a program asks; `arn:…:secret:name` and `passwd(passwd:chauthtok)` are names. */
function isSpeech({ text, start, isFinal }: Place, { before, word }: Named, separatorAt: number): boolean | "open" {
  if (text[separatorAt] !== ":") return false;
  // ${NAME:?what to say when it is missing}
  if (text[separatorAt + 1] === "?" && before.endsWith("${")) return true;
  if (/arn:[\w:-]*:$/.test(before) || (/^passwd$/i.test(word) && before.endsWith("("))) return true;
  const seen = text.slice(separatorAt, separatorAt + 4);
  if (!isFinal && seen.length < 4 && /^: ?["']?$/.test(seen)) return "open";
  const asked = /^: ?(["'])(?:[ ;)\n]|$)/.exec(seen)?.[1];
  const line =
    text
      .slice(Math.max(0, start - 64), start)
      .split("\n")
      .at(-1) ?? "";
  return asked !== undefined && line.split(asked).length % 2 === 0;
}

function findEncoded({ text, isFinal }: Place, nameEnd: number): Found | "open" | undefined {
  if (text[nameEnd] !== "%") return undefined;
  const at = runEnd(encoded, text, nameEnd);
  const seen = text.slice(at, at + 24);
  if (!isFinal && seen.length < 24 && (seen === "" || encodedBegun.test(seen))) return "open";
  return at === nameEnd ? undefined : { at, separator: "%", following: "" };
}

/** Names of names and of values: `{"name":"DB_PASSWORD","value":"x"}`, `- name: DB_PASSWORD\n  value: x`. */
const nameBefore = /(?:\bname|\bkey|\bvariable)\\{0,4}["']?\s{0,4}[=:]?\s{0,4}\\{0,4}["']?[\w.-]*$/i;
const valueBehind =
  /\\{0,4}["']?,?[ \t]{0,8}(?:\r?\n[ \t]{0,64}|\{\s{0,64})?\\{0,4}["']?(?:value|default)\\{0,4}["']?[ \t]{0,8}[=:][ \t]{0,8}/iy;

function findPaired({ text, isFinal }: Place, { nameEnd, before }: Named): Found | "open" | undefined {
  if (!nameBefore.test(before)) return undefined;
  const at = runEnd(valueBehind, text, nameEnd);
  const window = text.slice(nameEnd, nameEnd + 160);
  if (at === nameEnd) {
    return !isFinal && window.length < 160 && /^["'\\,\s{]*(?:v[alue]*|d[efault]*)?["'\\\s]*$/i.test(window)
      ? "open"
      : undefined;
  }
  return at === text.length && !isFinal
    ? "open"
    : { at, separator: text.slice(at - 2, at).trim(), following: text[at] ?? "" };
}

const elementWindow = 2048;

/** The text of an XML element that is closed again; `<password>` alone is what people write for a password. */
function findElement({ text, isFinal }: Place, { nameEnd, before }: Named): Found | "open" | "none" | undefined {
  if (!/<[\w:.-]*$/.test(before)) return undefined;
  const window = text.slice(nameEnd, nameEnd + elementWindow);
  const line = window.split("\n", 1)[0] ?? "";
  const opened = /^(?: [^<>\n]{0,200})?>/.exec(line)?.[0];
  if (opened?.endsWith("/>")) return undefined;
  const isWhole = isFinal || window.length === elementWindow || line.length < window.length;
  const closes = opened !== undefined && line.includes("</", opened.length);
  if (closes) return { at: nameEnd + opened.length, separator: ">", following: "" };
  if (!isWhole) return "open";
  return opened === undefined ? undefined : "none";
}

interface Around {
  readonly quoteEnd: number;
  readonly separatorAt: number;
  readonly seen: string;
}

/** Behind a flag, in a list of arguments, in a call, and where programs need no sign between name and value. */
function findArgument(place: Place, { nameEnd, before, word }: Named, around: Around): Found | "open" | "none" {
  const { text, isFinal } = place;
  const { quoteEnd, separatorAt, seen } = around;
  const isQuoted = quoteEnd > nameEnd;
  const isFlag = flagBefore.test(before);
  if (isQuoted && seen.startsWith(",") && (isFlag || /\bdefine\(\s?["'][\w.-]*$/.test(before)))
    return behind(place, separatorAt + 1, ",");
  if (!isQuoted && /^\(["']/.test(seen) && (word === "PASSWORD" || /(?:set|with|\.)$/i.test(before)))
    return { at: separatorAt + 1, separator: "(", following: "" };
  if (isQuoted) return "none";
  if (isFlag) {
    const at = runEnd(continued, text, nameEnd);
    if (!isFinal && text.length - at < 3 && !text.slice(nameEnd).trimEnd().includes("\n")) return "open";
    const hereString = /^<<<\s?/.exec(text.slice(at, at + 4))?.[0] ?? "";
    if (at === nameEnd && hereString === "") return "none";
    const from = at + hereString.length;
    return text[from] === "-" || /^[|<>&;)\]#\n]/.test(text.slice(from, from + 1))
      ? "none"
      : { at: from, separator: " ", following: "" };
  }
  if (separatorAt === nameEnd) return "none";
  const argument = { at: separatorAt, separator: " ", following: "" };
  // SQL: PASSWORD 'x'. BIND: secret "x"; and not: secret "x" not found.
  if (/^password$/i.test(word) && seen.startsWith("'")) return argument;
  const statement = text.slice(separatorAt, separatorAt + 120);
  if (/^secret$/.test(word) && seen.startsWith('"')) {
    if (!isFinal && statement.length < 120 && !/\n|"[^"]*"./.test(statement)) return "open";
    return /^"[^"\n]{1,100}";/.test(statement) ? argument : "none";
  }
  // .netrc, and programs that set something by name.
  const isNamed =
    /(?:\bmachine\s+\S+|\bdefault)\s+login\s+\S+\s+$/.test(before) || /(?:config(?:ure)? set|kv put) \S*$/.test(before);
  return isNamed && !/^[-<|>]/.test(seen) && text[separatorAt] !== "\n" ? argument : "none";
}

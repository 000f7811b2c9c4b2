const letters: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  e: "\x1b",
  E: "\x1b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
  "'": "'",
  '"': '"',
  "?": "?",
};

/** One escape: what it matches, and the character it stands for; nothing for one that yields a lone byte. */
const escapes: readonly { readonly form: RegExp; readonly decode: (found: RegExpExecArray) => string | undefined }[] = [
  { form: /^([abeEfnrtv\\'"?])/, decode: ([, letter]) => letters[letter as string] },
  { form: /^([0-7]{1,3})/, decode: ([, digits]) => byte(Number.parseInt(digits as string, 8) & 0xff) },
  // `\x{41}` is bash's own; everything to the closing brace is taken, however little of it is a number.
  { form: /^x\{([0-9A-Fa-f]+)\}/, decode: ([, digits]) => byte(Number.parseInt(digits as string, 16) & 0xff) },
  { form: /^x\{/, decode: () => undefined },
  { form: /^x([0-9A-Fa-f]{1,2})/, decode: ([, digits]) => byte(Number.parseInt(digits as string, 16)) },
  { form: /^u([0-9A-Fa-f]{1,4})/, decode: ([, digits]) => character(digits as string) },
  { form: /^U([0-9A-Fa-f]{1,8})/, decode: ([, digits]) => character(digits as string) },
  { form: /^c(\\\\|[^\\])/s, decode: ([, letter]) => control(letter as string) },
  { form: /^c/, decode: () => undefined },
];

/**
 * What `$'…'` stands for in bash. Nothing when it holds a lone byte above ASCII, which becomes a character only
 * together with its neighbours and with the locale.
 */
export function decodeAnsiC(source: string): string | undefined {
  const text = source.slice(2, -1);
  let decoded = "";
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== "\\" || at + 1 === text.length) {
      decoded += text[at];
      continue;
    }
    const rest = text.slice(at + 1, at + 24);
    const known = findEscape(rest);
    if (!known) {
      // A backslash before anything else stays.
      decoded += "\\";
      continue;
    }
    const char = known.decode(known.found);
    if (char === undefined) return undefined;
    // bash ends the string at a NUL.
    if (char === "\0") return decoded;
    decoded += char;
    at += known.found[0].length;
  }
  return decoded;
}

function findEscape(rest: string) {
  for (const { form, decode } of escapes) {
    const found = form.exec(rest);
    if (found) return { found, decode };
  }
  return undefined;
}

function byte(code: number): string | undefined {
  return code < 128 ? String.fromCharCode(code) : undefined;
}

function character(digits: string): string | undefined {
  const code = Number.parseInt(digits, 16);
  const isLone = (code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff;
  // Outside of a UTF-8 locale bash leaves `\u00e9` as it is.
  return code < 128 && !isLone ? String.fromCharCode(code) : undefined;
}

function control(letter: string): string | undefined {
  const code = letter.charCodeAt(0);
  return letter.length === 1 && code < 128 && code !== 63 ? String.fromCharCode(code & 0x1f) : undefined;
}

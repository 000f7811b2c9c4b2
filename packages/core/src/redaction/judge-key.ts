import { type Found, findValue } from "./find-value.ts";
import { isAboutSecret, isSecretKey, namesSecret } from "./key-name.ts";
import { looksRandom } from "./looks-random.ts";
import { isPlaceholder } from "./placeholder.ts";
import {
  swallowBare,
  swallowBlock,
  swallowEncoded,
  swallowEscapedQuoted,
  swallowHeader,
  swallowQuoted,
} from "./value-extent.ts";
import { open, type Place, pass, runEnd, type Swallow, type Verdict } from "./verdict.ts";

const contextLength = 64;
const valueWindow = 100;
const ending = /[\w.-]{0,48}/y;
/** Words that mean something else inside other words: compass, designer, author. */
const standsAlone = /^(?:pass|pwd|sig|auth|cookie|psk)$/i;
const scheme = /(?:bearer|basic|digest|token|apikey|negotiate|ntlm|aws4-hmac-sha256)[ \t]{1,16}/iy;

/** Judges a name that could announce a secret: in an assignment, a flag, JSON, YAML, a query or a header. */
export function judgeKey(place: Place): Verdict {
  const { text, start, end, isFinal } = place;
  const word = text.slice(start, end);
  const before = text.slice(Math.max(0, start - contextLength), start);
  if (/^key$/i.test(word) && !isSecretKey(before)) return pass;
  if (standsAlone.test(word) && /[a-z]$/i.test(before) && !(/^[A-Z][a-z]/.test(word) && /[a-z]$/.test(before)))
    return pass;
  // What was taken out before stays as it is, and names nothing.
  if (isAboutSecret(before, word) || before.endsWith("[redacted:")) return pass;

  const nameEnd = runEnd(ending, text, end);
  if (nameEnd === text.length && !isFinal) return open;
  const after = text.slice(end, nameEnd);
  if (!namesSecret(word, after)) return pass;
  const value = findValue(place, { nameEnd, before, word });
  if (typeof value !== "object") return value === "open" ? open : pass;
  if (after === "" && isTestResult(text, { word, before, value })) return pass;
  if (!isFinal && /^\d[^\n]{0,18}$/.test(text.slice(value.at, value.at + 20))) return open;
  return judgeValue(place, value, word, after);
}

/** `PASS: test_login`, `pass: 12` and `pass=12 fail=0` count tests. */
function isTestResult(
  text: string,
  { word, before, value: { at, separator, following } }: { word: string; before: string; value: Found },
): boolean {
  if (!/^pass$/i.test(word) || /[\w."'-]$/.test(before)) return false;
  if (separator === "=") return /^\d{1,6},? (?:fail|skip|error)/i.test(text.slice(at, at + 20));
  return separator === ":" && (word === "PASS" || /^\d/.test(following));
}

function judgeValue(place: Place, { at, separator }: Found, word: string, after: string): Verdict {
  const { text, isFinal } = place;
  const isAuthorization = /^authorization$/i.test(word);
  const isHeader = isAuthorization || /^cookie$/i.test(word);
  const prefixed = valueStart(text, at, { separator, isFinal });
  if (prefixed === "open") return open;
  const quote = prefixed.quote === "" && separator === "=" ? around(place, prefixed.from) : prefixed.quote;
  if (quote === "open") return open;
  let from = prefixed.from;
  if (isAuthorization) {
    const headerWindow = text.slice(from, from + 32);
    if (headerWindow.length < 32 && !isFinal && !/[\n"'`]/.test(headerWindow)) return open;
    from = runEnd(scheme, text, from);
  }
  if (quote === "" && /[|>]/.test(text[from] ?? "") && separator === ":") {
    const block = judgeBlock(place, from, word);
    if (block !== undefined) return block;
  }
  if (quote === "" && text[from] === "{" && text[from + 1] === undefined && !isFinal) return open;
  // A structure, whose own names are judged one by one.
  if (quote === "" && /[[({]/.test(text[from] ?? "") && !text.startsWith("{{", from)) return pass;

  const makeSwallow = (): Swallow => {
    if (quote === "%") return swallowEncoded();
    if (isHeader && (separator === ":" || quote !== "")) return swallowHeader;
    if (quote.startsWith("\\")) return swallowEscapedQuoted(quote.length - 1);
    return quote === "" ? swallowBare : swallowQuoted(quote);
  };
  const window = text.slice(from, from + valueWindow);
  const extent = makeSwallow()(window, 0, isFinal && window.length < valueWindow);
  if (!extent.isDone && window.length < valueWindow) return open;
  if (isNoValue(place, { window, end: extent.at, separator, quote, word, after })) return pass;
  return { type: "secret", kind: kindOf(word), from, swallow: makeSwallow() };
}

const begunQuote = /["'](?=[\w.-]*$)/;

/** The quotes around `'password=two words'`, where only they say how far the value reaches. */
function around({ text, start, isFinal }: Place, from: number): string {
  const quote = begunQuote.exec(text.slice(Math.max(0, start - 40), start))?.[0];
  if (quote === undefined) return "";
  const line = text.slice(from, from + valueWindow).split("\n", 1)[0] ?? "";
  const end = line.indexOf(quote);
  if (end < 0) return !isFinal && from + line.length === text.length && line.length < valueWindow ? "open" : "";
  const value = line.slice(0, end);
  return / /.test(value) && !/[&=;]/.test(value) ? quote : "";
}

/** Prose behind a flag that somebody speaks about. */
const prose = /^(?:a|and|as|can|flag|for|from|in|is|of|on|option|or|parameter|the|to|via|was|with)$/;

interface Seen {
  readonly window: string;
  readonly end: number;
  readonly separator: string;
  readonly quote: string;
  readonly word: string;
  readonly after: string;
}

function isNoValue({ text, start }: Place, { window, end, separator, quote, word, after }: Seen): boolean {
  // The brace that closes ${NAME} belongs to it.
  const value = window.slice(0, /^\$\{[^}]*$/.test(window.slice(0, end)) && window[end] === "}" ? end + 1 : end);
  if (isPlaceholder(value, word)) return true;
  if (separator === " " && prose.test(value)) return true;
  if (/^cookie$/i.test(word) && /^[\w.-]{1,64}=\[redacted:[\w-]+\]$/.test(value)) return true;
  if (/^\d+$/.test(value) && (/^s$/i.test(after) || /^ (?:bytes|chars|characters)\b/.test(window.slice(end))))
    return true;
  // `cat /run/secrets/key` within backticks is a command.
  if (quote === "`" && /^(?:cat|vault|aws|gcloud|az|kubectl|pass|op|openssl|base64|echo) /.test(value)) return true;
  if (/^passwd$/i.test(word) && value === "password") return true;
  if (/^(?:auth|sig|signature)$/i.test(word) && !looksRandom(value)) return true;
  // A reference to something by its name, as in a program's text: quotes hold values, no references.
  return quote === "" && isReference(value) && !/[\w-]$/.test(text.slice(start - 1, start).replace(/[_-]/, ""));
}

const reference =
  /^(?:(?:var|local|data|module|each|self|secrets|process\.env|os\.environ)\.|(?:ENV|os\.environ|process\.env|params)\[|(?:[A-Za-z_]\w*\.){0,4}(?:getenv|env|crypt|lookup|decode|getpass|b64dec)\(|@Microsoft\.KeyVault\()/;

function isReference(value: string): boolean {
  return reference.test(value);
}

/** `key: |` and `key: >` open a block of lines. */
function judgeBlock({ text, isFinal }: Place, at: number, word: string): Verdict | undefined {
  const header = /[|>][+\-\d]{0,2}[ \t]{0,8}\r?/y;
  const headerEnd = runEnd(header, text, at);
  if (headerEnd === text.length && !isFinal) return open;
  if (text[headerEnd] !== "\n") return undefined;
  return { type: "secret", kind: kindOf(word), from: headerEnd, swallow: swallowBlock() };
}

/** Tags and anchors of YAML, and the beginning of literal text in XML. */
const tags = /(?:[!&][\w!./-]{0,32}[ \t]{1,8}){0,2}/y;
const literalText = "<![CDATA[";

/** Steps over an opening quote, and over what some languages put before it. */
function valueStart(
  text: string,
  at: number,
  { separator, isFinal }: { separator: string; isFinal: boolean },
): { from: number; quote: string } | "open" {
  const seen = text.slice(at, at + 48);
  const isWhole = isFinal || seen.length === 48 || seen.includes("\n");
  if (seen.length < 3 && !isWhole) return "open";
  if (separator === "%") {
    const quoted = /^%(?:25)*22/i.exec(seen)?.[0] ?? "";
    return seen.length < 12 && !isWhole ? "open" : { from: at + quoted.length, quote: "%" };
  }
  if (separator === ">") {
    return { from: at + (seen.startsWith(literalText) ? literalText.length : 0), quote: "" };
  }
  if (separator === ":" && /^[!&]/.test(seen)) {
    if (!/[ \t]\S/.test(seen) && !isWhole) return "open";
    const from = runEnd(tags, text, at);
    if (from > at) return valueStart(text, from, { separator: "", isFinal });
  }
  if (/^[$bfruL]?\\{1,8}$/.test(seen) && !isFinal) return "open";
  const opened = /^(?:[$bfruL]?(["'`])|(\\{1,8}"))/.exec(seen);
  return opened === null
    ? { from: at, quote: "" }
    : { from: at + opened[0].length, quote: opened[1] ?? opened[2] ?? "" };
}

function kindOf(word: string): string {
  const name = word.toLowerCase();
  if (/^pass|^pwd|pass$/.test(name)) return "password";
  if (name === "sig") return "signature";
  if (name === "auth") return "authorization";
  if (name === "psk") return "key";
  if (name.startsWith("docker")) return "credential";
  return name;
}

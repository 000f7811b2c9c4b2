import { isSecretKey, namesSecret } from "./key-name.ts";
import { looksRandom } from "./looks-random.ts";
import { isPlaceholder } from "./placeholder.ts";
import { swallowBare, swallowBlock, swallowEscapedQuoted, swallowHeader, swallowQuoted } from "./value-extent.ts";
import { open, type Place, pass, runEnd, type Swallow, type Verdict } from "./verdict.ts";

const contextLength = 64;
const valueWindow = 100;
const ending = /[\w.-]{0,48}/y;
const closing = /(?:\\?["'`])?\]?/y;
const spaces = /[ \t]{0,64}/y;
/** Words that mean something else inside other words: compass, designer, author. */
const standsAlone = /^(?:pass|pwd|sig|auth|cookie)$/i;
const flagBefore = /(?:^|[\s"'`=([,])--?[\w.-]*$/;
const scheme = /(?:bearer|basic|digest|token|apikey|negotiate|ntlm|aws4-hmac-sha256)[ \t]{1,16}/iy;

/** Judges a name that could announce a secret: in an assignment, a flag, JSON, YAML, a query or a header. */
export function judgeKey(place: Place): Verdict {
  const { text, start, end, isFinal } = place;
  const word = text.slice(start, end);
  const before = text.slice(Math.max(0, start - contextLength), start);
  if (/^key$/i.test(word) && !isSecretKey(before)) return pass;
  if (standsAlone.test(word) && /[a-z]$/i.test(before) && !(/^[A-Z][a-z]/.test(word) && /[a-z]$/.test(before)))
    return pass;

  const nameEnd = runEnd(ending, text, end);
  if (nameEnd === text.length && !isFinal) return open;
  const after = text.slice(end, nameEnd);
  if (!namesSecret(word, after)) return pass;
  const value = findValue(place, nameEnd, before, word);
  if (typeof value !== "object") return value === "open" ? open : pass;
  if (after === "" && isTestResult(word, before, value)) return pass;
  return judgeValue(place, value, word, after);
}

/** `PASS: test_login` and `pass: 12` count tests. */
function isTestResult(word: string, before: string, { separator, following }: Found): boolean {
  if (!/^pass$/i.test(word) || separator !== ":" || /[\w."'-]$/.test(before)) return false;
  return word === "PASS" || /^\d/.test(following);
}

interface Found {
  readonly at: number;
  readonly separator: string;
  /** The first character of what follows. */
  readonly following: string;
}

/** Finds where the value begins, behind `=`, `:`, `=>`, `>` of XML, or a space after a flag. */
function findValue({ text, isFinal }: Place, nameEnd: number, before: string, word: string): Found | "open" | "none" {
  const quoteEnd = runEnd(closing, text, nameEnd);
  const separatorAt = runEnd(spaces, text, quoteEnd);
  const seen = text.slice(separatorAt, separatorAt + 3);
  if (seen.length < 3 && !isFinal && !seen.includes("\n") && !/^[^\\:=>"'`\],?+|]/.test(seen)) return "open";
  const found = /^(?:=>|:=|\?=|\+=|===?|!==?|=|:(?!:|\/\/))/.exec(seen)?.[0];
  if (found !== undefined) {
    const at = runEnd(spaces, text, separatorAt + found.length);
    return at === text.length && !isFinal ? "open" : { at, separator: found, following: text[at] ?? "" };
  }
  if (seen.startsWith(">") && separatorAt === nameEnd && /<[\w:.-]*$/.test(before))
    return { at: nameEnd + 1, separator: ">", following: "" };
  const isFlag = flagBefore.test(before);
  if (isFlag && seen.startsWith(",") && quoteEnd > nameEnd) {
    const at = runEnd(spaces, text, separatorAt + 1);
    return at === text.length && !isFinal ? "open" : { at, separator: ",", following: "" };
  }
  if (separatorAt === quoteEnd || quoteEnd > nameEnd) return "none";
  if (isFlag && !seen.startsWith("-") && !/^[|<>&;)\]#]/.test(seen))
    return { at: separatorAt, separator: " ", following: "" };
  // SQL: PASSWORD 'x'.
  return /^password$/i.test(word) && seen.startsWith("'") ? { at: separatorAt, separator: " ", following: "" } : "none";
}

function judgeValue(place: Place, { at, separator }: Found, word: string, after: string): Verdict {
  const { text, isFinal } = place;
  const isAuthorization = /^authorization$/i.test(word);
  const isHeader = isAuthorization || /^cookie$/i.test(word);
  const prefixed = valueStart(text, at, isFinal);
  if (prefixed === "open") return open;
  const { quote } = prefixed;
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
    if (isHeader && (separator === ":" || quote !== "")) return swallowHeader;
    if (quote === '\\"') return swallowEscapedQuoted;
    return quote === "" ? swallowBare : swallowQuoted(quote);
  };
  const window = text.slice(from, from + valueWindow);
  const extent = makeSwallow()(window, 0, isFinal && window.length < valueWindow);
  if (!extent.isDone && window.length < valueWindow) return open;
  // The brace that closes ${NAME} belongs to it.
  const value = window.slice(0, window.startsWith("${") && window[extent.at] === "}" ? extent.at + 1 : extent.at);
  if (isPlaceholder(value, word)) return pass;
  if (/^s$/i.test(after) && /^\d+$/.test(value)) return pass;
  if (/^(?:auth|sig|signature)$/i.test(word) && !looksRandom(value)) return pass;
  return { type: "secret", kind: kindOf(word), from, swallow: makeSwallow() };
}

/** `key: |` and `key: >` open a block of lines. */
function judgeBlock({ text, isFinal }: Place, at: number, word: string): Verdict | undefined {
  const header = /[|>][+\-\d]{0,2}[ \t]{0,8}\r?/y;
  const headerEnd = runEnd(header, text, at);
  if (headerEnd === text.length && !isFinal) return open;
  if (text[headerEnd] !== "\n") return undefined;
  return { type: "secret", kind: kindOf(word), from: headerEnd, swallow: swallowBlock() };
}

/** Steps over an opening quote and the letters that some languages put before it. */
function valueStart(text: string, at: number, isFinal: boolean): { from: number; quote: string } | "open" {
  if (text.length - at < 3 && !isFinal && !text.slice(at).includes("\n")) return "open";
  const opened = /^(?:[$bfruL]?(["'`])|(\\"))/.exec(text.slice(at, at + 3));
  return opened === null ? { from: at, quote: "" } : { from: at + opened[0].length, quote: opened[1] ?? '\\"' };
}

function kindOf(word: string): string {
  const name = word.toLowerCase();
  if (/^pass|^pwd|pass$/.test(name)) return "password";
  if (name === "sig") return "signature";
  if (name === "auth") return "authorization";
  return name;
}

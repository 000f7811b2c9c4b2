import type { TextScanner } from "./redactor.ts";
import { runEnd } from "./verdict.ts";

/** Shorter ones hold nothing that has a name and a value. */
const shortestRun = 16;
/** Looked at at once; of a longer run one part after the other, each with the end of the one before it. */
const longestPart = 4096;
const overlap = 256;

/** Text begins with a letter, a bracket or a space; what begins otherwise is shown without waiting for its end. */
const textBegins = /^[CDI-Za-f]/;
/** A run that is long enough, and begins as text does: all others are stepped over at once. */
const longRun = /(?<![A-Za-z0-9+/_-])[CDI-Za-f][A-Za-z0-9+/_-]{15}/g;
const onePart = /[A-Za-z0-9+/_-]{0,4097}/y;
const ofRun = new Uint8Array(128);
for (const sign of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-") ofRun[sign.charCodeAt(0)] = 1;

/** What is known of the run that is open: it is no text, no secret was found so far, or it goes. */
interface OpenRun {
  readonly is: "no_text" | "text" | "secret";
  /** The end of what was judged. */
  readonly before: string;
}

/**
 * Looks into base64: where it holds text with a secret in it, that is, text that `redact` would change, it goes whole.
 * What is no text, such as a sum or a picture, stays.
 */
export function createEncodedScanner(redact: (text: string) => string): TextScanner {
  let held = "";
  let open: OpenRun | undefined;
  let padding = 0;

  function judged(part: string, { is, before }: OpenRun): string {
    if (is === "no_text") return part;
    const known = before + part;
    const isSecret = is === "secret" || holdsSecret(known, redact);
    open = { is: isSecret ? "secret" : "text", before: known.slice(-overlap) };
    if (is === "secret") return "";
    return isSecret ? "[redacted:encoded]" : part;
  }

  return {
    feed(chunk, isFinal) {
      // A short line: no run in it is long enough, and none goes on behind it.
      const isIdle = held === "" && open === undefined && padding === 0;
      if (isIdle && chunk.length < shortestRun && ofRun[chunk.charCodeAt(chunk.length - 1)] !== 1) return chunk;
      const text = held + chunk;
      held = "";
      let shown = "";
      let at = 0;
      while (at < text.length) {
        if (padding > 0 && text[at] === "=") {
          padding -= 1;
          at += 1;
          continue;
        }
        padding = 0;
        const from = open === undefined ? nextRun(text, at, isFinal) : at;
        shown += text.slice(at, from);
        if (from === text.length) return shown;
        // Of a longer one no more than that it goes on behind this part.
        const end = runEnd(onePart, text, from);
        const isEnded = end < text.length || isFinal;
        const part = text.slice(from, Math.min(end, from + longestPart));
        const isText = open === undefined ? mayBeText(part) : open.is !== "no_text";
        if (!isEnded && isText && part.length < longestPart) {
          held = text.slice(from);
          return shown;
        }
        open ??= { is: isText && part.length >= shortestRun ? "text" : "no_text", before: "" };
        shown += judged(part, open);
        at = from + part.length;
        if (at < end || !isEnded) continue;
        padding = open.is === "secret" ? 2 : 0;
        open = undefined;
      }
      return shown;
    },
  };
}

/** Where the next run begins that may hold text, or the one that the text ends with, whose end is not known yet. */
function nextRun(text: string, at: number, isFinal: boolean): number {
  longRun.lastIndex = at;
  const found = longRun.exec(text);
  if (found !== null) return found.index;
  let last = text.length;
  while (!isFinal && last > at && ofRun[text.charCodeAt(last - 1)] === 1) last -= 1;
  return last;
}

const control = /[^\t\n\r -~\u0080-\uffff]/;

function mayBeText(code: string): boolean {
  if (!textBegins.test(code)) return false;
  const begun = decoded(wholeGroups(code.slice(0, shortestRun)));
  // Only a character that is cut off may be none.
  return !control.test(begun) && !/\ufffd[^\ufffd]/.test(begun);
}

function wholeGroups(code: string): string {
  return code.slice(0, code.length - (code.length % 4));
}

function holdsSecret(code: string, redact: (text: string) => string): boolean {
  const text = decoded(code);
  // A character may be cut at either end; sums and pictures are full of what is none.
  if (control.test(text) || (text.match(/\ufffd/g)?.length ?? 0) > 2) return false;
  return redact(text) !== text;
}

const decoder = new TextDecoder();

/** What is written here in base64, without a group that is cut off at its end. */
function decoded(code: string): string {
  const whole = code.slice(0, code.length - (code.length % 4 === 1 ? 1 : 0));
  const bytes = atob(whole.replaceAll("-", "+").replaceAll("_", "/"));
  const given = new Uint8Array(bytes.length);
  for (let index = 0; index < bytes.length; index += 1) given[index] = bytes.charCodeAt(index);
  return decoder.decode(given);
}

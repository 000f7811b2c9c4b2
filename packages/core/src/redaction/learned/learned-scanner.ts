import type { TextScanner } from "./redactor.ts";

const minimumLength = 6;

/** Returns how to open a scanner for exact values, or nothing when there is no value to look for. */
export function createLearnedScanner(values: readonly string[]): (() => TextScanner) | undefined {
  // Longest first: where one value begins with another, the whole of the longer one must go.
  const wanted = [...new Set(values.flatMap(spellings))].sort((a, b) => b.length - a.length);
  if (wanted.length === 0) return undefined;
  const beginnings = new RegExp(
    [...new Set(wanted.map((value) => literal(value.slice(0, minimumLength))))].join("|"),
    "g",
  );
  return () => openScanner(wanted, beginnings);
}

function openScanner(wanted: readonly string[], beginnings: RegExp): TextScanner {
  let held = "";
  return {
    feed(chunk, isFinal) {
      const text = held + chunk;
      let shown = "";
      let at = 0;
      beginnings.lastIndex = 0;
      for (let found = beginnings.exec(text); found !== null; found = beginnings.exec(text)) {
        const secretEnd = endOfSecrets(wanted, text, found.index, isFinal);
        if (secretEnd === "open") {
          shown += text.slice(at, found.index);
          held = text.slice(found.index);
          return shown;
        }
        if (secretEnd === found.index) {
          beginnings.lastIndex = found.index + 1;
          continue;
        }
        shown += `${text.slice(at, found.index)}[redacted:learned]`;
        at = secretEnd;
        beginnings.lastIndex = at;
      }
      const holdFrom = isFinal ? text.length : Math.max(at, text.length - openBeginning(wanted, text, at));
      held = text.slice(holdFrom);
      return shown + text.slice(at, holdFrom);
    },
  };
}

/** Where the secret at `start` ends, with others that overlap it; `start` itself when there is none. */
function endOfSecrets(wanted: readonly string[], text: string, start: number, isFinal: boolean): number | "open" {
  let end = start;
  for (let from = start; from === start || from < end; from += 1) {
    for (const value of wanted) {
      if (text.startsWith(value, from)) end = Math.max(end, from + value.length);
      else if (!isFinal && text.length - from < value.length && value.startsWith(text.slice(from))) return "open";
    }
    // Two secrets side by side, such as a value given twice, are two; only overlaps are followed.
    if (end === start) return start;
  }
  return end;
}

/** How many of the last characters could be the beginning of a value. */
function openBeginning(wanted: readonly string[], text: string, from: number): number {
  for (let length = Math.min(minimumLength - 1, text.length - from); length > 0; length -= 1) {
    const tail = text.slice(text.length - length);
    if (wanted.some((value) => value.startsWith(tail))) return length;
  }
  return 0;
}

/** A value as programs print it: as it is, line by line, in a URL, in JSON and in base64. */
function spellings(value: string): string[] {
  const trimmed = value.trim();
  const whole = trimmed.length < minimumLength ? [] : [trimmed];
  const lines = trimmed.includes("\n") ? trimmed.split(/\r?\n/).map((line) => line.trim()) : whole;
  const encoded = whole.flatMap((text) => [
    encodeUrl(text),
    JSON.stringify(text).slice(1, -1),
    // The last group depends on what follows the value, so it is left out.
    base64(text).slice(0, -4),
  ]);
  return [...lines, ...encoded].filter((text) => text.length >= minimumLength);
}

function encodeUrl(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text.slice(0, 8192))));
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
}

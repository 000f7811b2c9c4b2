import type { TextScanner } from "../redactor.ts";
import { createBase64Matchers, createHexMatcher } from "./coded-matcher.ts";
import { escapeStarts } from "./escapes.ts";
import type { Matcher } from "./matcher.ts";
import { createTextMatcher } from "./text-matcher.ts";

/** A value to look for, and what is said in its place. */
export interface Learned {
  readonly value: string;
  readonly kind: "learned" | "variable";
}

interface Form extends Matcher {
  readonly kind: Learned["kind"];
}

/** Shorter lines of a value of several, such as its last one, stand in too many texts by chance. */
const shortestLine = 6;

/** Returns how to open a scanner for exact values, or nothing when there is no value to look for. */
export function createLearnedScanner(values: readonly Learned[]): (() => TextScanner) | undefined {
  const forms = values.flatMap(formsOf);
  if (forms.length === 0) return undefined;
  const byStart = new Map<string, Form[]>();
  for (const form of forms) {
    for (const start of new Set([...form.begins.keys(), ...escapeStarts])) {
      byStart.set(start, [...(byStart.get(start) ?? []), form]);
    }
  }
  const starts = startsOf(forms);
  return () => openScanner(byStart, starts);
}

/** Where any form may begin: one of its first characters, with one of its second behind it or at the text's end. */
function startsOf(forms: readonly Form[]): RegExp {
  const seconds = new Map<string, Set<string>>();
  for (const { begins } of forms) {
    for (const [first, next] of begins) {
      const known = seconds.get(first) ?? new Set<string>();
      for (const each of next === "" ? ["any"] : next) known.add(each);
      seconds.set(first, known);
    }
  }
  // Those with the same behind them are one branch: a text is looked at once for each branch.
  const firsts = Map.groupBy(seconds, ([, next]) =>
    next.has("any") ? "" : `(?:[${[...next].map(literal).sort().join("")}]|$)`,
  );
  const pairs = [...firsts].map(([behind, them]) => `[${them.map(([first]) => literal(first)).join("")}]${behind}`);
  return new RegExp([...pairs, `[${literal(escapeStarts)}]`].join("|"), "g");
}

function openScanner(byStart: ReadonlyMap<string, readonly Form[]>, starts: RegExp): TextScanner {
  let held = "";
  return {
    feed(chunk, isFinal) {
      const text = held + chunk;
      let shown = "";
      let at = 0;
      starts.lastIndex = 0;
      for (let found = starts.exec(text); found !== null; found = starts.exec(text)) {
        const start = found.index;
        const secret = endOfSecrets(byStart, text, start, isFinal);
        if (secret === "open") {
          held = text.slice(start);
          return shown + text.slice(at, start);
        }
        starts.lastIndex = secret === undefined ? start + 1 : secret.end;
        if (secret === undefined) continue;
        shown += `${text.slice(at, start)}[redacted:${secret.kind}]`;
        at = secret.end;
      }
      held = "";
      return shown + text.slice(at);
    },
  };
}

/** Where the secret at `start` ends, with others that overlap it. */
function endOfSecrets(
  byStart: ReadonlyMap<string, readonly Form[]>,
  text: string,
  start: number,
  isFinal: boolean,
): { readonly end: number; readonly kind: string } | "open" | undefined {
  let end = start;
  let kind: string | undefined;
  for (let from = start; from === start || from < end; from += 1) {
    for (const form of byStart.get(text.charAt(from)) ?? []) {
      const reached = form.match(text, from, isFinal);
      if (reached === "open") return "open";
      if (reached === "none" || reached <= end) continue;
      end = reached;
      kind ??= form.kind;
    }
    // Two secrets side by side, such as a value given twice, are two; only overlaps are followed.
    if (kind === undefined) return undefined;
  }
  return kind === undefined ? undefined : { end, kind };
}

function formsOf({ value, kind }: Learned): Form[] {
  const whole = value.trim();
  const lines = /\n/.test(whole) ? whole.split(/\r?\n/).map((line) => line.trim()) : [];
  const texts = lines.length === 0 ? [whole] : lines.filter((line) => line.length >= shortestLine);
  return [...texts.map(createTextMatcher), ...createBase64Matchers(whole), createHexMatcher(whole)].map((matcher) => ({
    ...matcher,
    kind,
  }));
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
}

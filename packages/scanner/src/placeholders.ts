import type { Evidence } from "@steadyhand/core/risk";
import { finding } from "./scope.ts";

/** `<name>` where a reader is to fill something in. */
interface Filled {
  /** The text with each blank replaced by a plain word of the same length, so that positions stay. */
  readonly text: string;
  readonly evidence: readonly Evidence[];
}

/**
 * Runbooks write `<namespace>` for what the reader fills in; a shell would take it for a redirection. Text that
 * can only sensibly be a blank is judged as one plain word, and the evidence says that it must be filled in.
 * What could be meant as a redirection (`<in>out`, `<a> /etc/b`) is left to the shell's reading.
 */
export function fillPlaceholders(text: string): Filled {
  if (!text.includes("<") || !text.includes(">")) return { text, evidence: [] };
  const evidence: Evidence[] = [];
  let filled = "";
  let from = 0;
  for (const { start, end } of findPlaceholders(text)) {
    filled += `${text.slice(from, start)}${"X".repeat(end - start)}`;
    from = end;
    const why = `${text.slice(start, end)} is a blank: fill it in with one plain word and have the command judged again.`;
    evidence.push(finding("text.placeholder", "safe", { start, end }, why));
  }
  return { text: filled + text.slice(from), evidence };
}

function findPlaceholders(text: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  let quote = "";
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string;
    if (quote) {
      if (char === "\\" && quote === '"') at++;
      else if (char === quote) quote = "";
    } else if (char === "\\") at++;
    else if (char === "'" || char === '"') quote = char;
    else if (char === "<") {
      const end = placeholderEnd(text, at);
      if (end < 0) continue;
      found.push({ start: at, end });
      at = end - 1;
    }
  }
  return found;
}

function placeholderEnd(text: string, start: number): number {
  if (start > 0 && !/[\s/=:,.@_\-(]/.test(text[start - 1] as string)) return -1;
  const match = /^<[A-Za-z][A-Za-z0-9]*(?:[ _-][A-Za-z0-9]+){0,5}>/.exec(text.slice(start, start + 80));
  if (!match) return -1;
  const end = start + match[0].length;
  const after = text.slice(end, end + 80);
  // A redirection would write to the next word: only a word that cannot well be a file leaves it a blank.
  if (/^(?:\s*$|\s*[|;&)\n]|["'`]|[-_.:,@=])/.test(after)) return end;
  const word = /^[ \t]+([^\s]+)/.exec(after)?.[1];
  return word !== undefined && /^(?:-{1,2}[A-Za-z][\w-]*(?:=.*)?|[A-Za-z][A-Za-z0-9-]*|<.*)$/.test(word) ? end : -1;
}

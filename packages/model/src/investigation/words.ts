import { makeVisible, type VisiblePart } from "@steadyhand/core/text";
import { harmlessLine } from "../answers/harmless-text.ts";

export type Redact = (text: string) => string;

/** A model's words as one line, secrets removed: those too that only come together when what hides is gone. */
export function harmlessWords(text: string, longest: number, redact: Redact): string {
  return harmlessLine(redact(harmlessLine(text, text.length)), longest);
}

/**
 * As much of a foreign text from `offset` on as fits, with everything spelled out in it that hides, turns or looks like something
 * else. `end` is where it was cut in the text itself.
 */
export function visiblePart(
  text: string,
  { offset, longest }: { readonly offset: number; readonly longest: number },
): { readonly shown: string; readonly end: number } {
  let shown = "";
  let end = offset;
  for (const part of makeVisible(wholeBeginning(text.slice(offset), longest))) {
    const spelled = spell(part);
    const left = longest - shown.length;
    // Of plain text a part can be shown; what is spelled out is shown whole or not at all.
    const fits = spelled.length <= left ? part.text : part.kind === "plain" ? wholeBeginning(part.text, left) : "";
    shown += part.kind === "plain" ? fits : fits === "" ? "" : spelled;
    end += fits.length;
    if (fits.length < part.text.length) break;
  }
  return { shown, end };
}

/** A short foreign text in one line. */
export function visibleLine(text: string, longest: number): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  const { shown, end } = visiblePart(line, { offset: 0, longest });
  return end < line.length ? `${shown}…` : shown;
}

function spell(part: VisiblePart): string {
  if (part.kind !== "marked" || part.text === "\t") return part.text;
  return `\\u{${part.codePoint.slice("U+".length).toLowerCase()}}`;
}

/** Without half a character at its end. */
function wholeBeginning(text: string, longest: number): string {
  return text.length <= longest ? text : text.slice(0, longest).replace(/[\ud800-\udbff]$/, "");
}

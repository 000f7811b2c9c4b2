import type { SourceRange } from "@steadyhand/core/risk";
import type { FoundCommand } from "../commands/extract-commands.ts";
import { findVariables } from "../variables/find-variables.ts";

export interface Doubt {
  readonly text: string;
  readonly range: SourceRange;
  readonly missing: string;
}

const maxLength = 4000;
const invisible = "\\u00AD\\u061C\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u206F\\uFEFF";
const doubts: readonly (readonly [RegExp, string])[] = [
  [
    new RegExp(`[${invisible}]`),
    "whether its invisible or direction-changing characters belong to it: what is shown may not be what would run",
  ],
  [/\u00A0/, "nothing, but its no-break spaces were read as blanks, which a shell would not do"],
  [/[“”„‟‘’‚‛«»]/, "whether its typographic quotes are meant as quotes: a shell takes them for letters"],
  [/(?:^|\s)[–—−][\w–—−]/, "whether its long dashes are meant as hyphens: no program takes them for options"],
  [/\\$/, "how it goes on: it ends in a backslash that continues nothing"],
  [
    /\b(?:YOUR|MY|SOME)[_-][A-Z0-9_-]+\b|\b[A-Z][A-Z0-9_]*_HERE\b|\bREPLACE[_-]?(?:ME|THIS|WITH)\w*|\bCHANGE[_-]?(?:ME|THIS)\b|\bX{3,}\b|\byour[-_.][a-z]\w*/,
    "what to put in: this reads like something to fill in but is not marked as such",
  ],
  [
    /[\w-]\[[a-z][a-z_ -]*\]|\[(?:your|the|insert)[\w -]*\]/,
    "what to put in: brackets in a command often stand for something to fill in",
  ],
];

/** What in a command itself leaves its reader guessing. */
export function commandDoubts(command: FoundCommand): readonly Doubt[] {
  const head = withoutVariables(command);
  return doubts.flatMap(([pattern, missing]) => {
    const found = pattern.exec(head);
    if (found === null) return [];
    const range = command.mapped.range(found.index, found.index + found[0].length);
    return [{ text: found[0].trim() || "␠", range, missing }];
  });
}

/** A name that is marked as something to fill in leaves no doubt. */
function withoutVariables(command: FoundCommand): string {
  let text = command.mapped.text.slice(0, maxLength);
  for (const { from, to } of findVariables(text, command.dialect)) {
    text = text.slice(0, from) + ".".repeat(to - from) + text.slice(to);
  }
  return text;
}

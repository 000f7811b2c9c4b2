import type { ParsedRunbook } from "@steadyhand/core/runbook";

const comment = /<!--[\s\S]*?(?:-->|$)/g;
const unseen = /<(script|style|template|head)\b[\s\S]*?(?:<\/\1\s*>|$)/gi;
const tag = /<\/?[a-z!][^>]*>/gi;

/**
 * The source as its reader sees it, character for character in its place: what a page hides is blanked out. A model
 * does not see it, and nothing that it says can point into it.
 */
export function visibleSource({ source, format }: Pick<ParsedRunbook, "source" | "format">): string {
  const withoutComments = source.replaceAll(comment, blank);
  if (format !== "html" && format !== "confluence") return withoutComments;
  // Tags carry addresses, titles and other text that is not shown.
  return withoutComments.replaceAll(unseen, blank).replaceAll(tag, blank);
}

function blank(text: string): string {
  return text.replaceAll(/[^\r\n]/g, " ");
}

import { unreachable } from "@steadyhand/core/outcome";
import type { SourceRange } from "@steadyhand/core/risk";
import type { ParsedRunbook } from "@steadyhand/core/runbook";
import type { Page } from "../blocks/block.ts";
import { readHtml } from "../blocks/read-html.ts";
import { readLines } from "../blocks/read-lines.ts";
import { readMarkdown } from "../blocks/read-markdown.ts";
import { withoutNumber } from "../steps/section.ts";
import { SectionPath } from "../steps/section-path.ts";

/** What begins at a heading: its titles, and the condition that a heading like `Rollback` or `If it fails` puts over it. */
export interface SectionStart {
  readonly start: number;
  readonly titles: readonly string[];
  /** The headings above that are conditions, outermost first. */
  readonly conditions: readonly { readonly text: string; readonly range: SourceRange }[];
}

/** The sections of a page in the order of the text. */
export function readSections({ source, format }: ParsedRunbook): readonly SectionStart[] {
  const path = new SectionPath();
  let conditions: readonly { readonly level: number; readonly text: string; readonly range: SourceRange }[] = [];
  return readPage(source, format).blocks.flatMap((block): SectionStart[] => {
    if (block.kind !== "heading") return [];
    const title = block.prose.text.text.replace(/\s+/g, " ").trim();
    path.enter(block, title);
    conditions = conditions.filter(({ level }) => level < block.level);
    const bare = withoutNumber(title);
    const question = /^(?:if|in case)\s+(.{3,})$/i.exec(bare)?.[1]?.replace(/[:,]\s*$/, "");
    if (question !== undefined || path.beginsRollback) {
      conditions = [...conditions, { level: block.level, text: question ?? bare, range: block.range }];
    }
    return [{ start: block.range.start, titles: path.titles, conditions }];
  });
}

function readPage(source: string, format: ParsedRunbook["format"]): Page {
  switch (format) {
    case "markdown":
      return readMarkdown(source);
    case "html":
    case "confluence":
      return readHtml(source);
    case "restructuredtext":
    case "plain":
    // Not read here, but its text can be looked at like any other.
    case "workflow":
      return readLines(source);
    default:
      return unreachable(format);
  }
}

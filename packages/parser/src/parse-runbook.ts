import { type Refusal, refuse, unreachable } from "@steadyhand/core/outcome";
import type { ParsedRunbook, SourceFormat } from "@steadyhand/core/runbook";
import type { Page } from "./blocks/block.ts";
import { readHtml } from "./blocks/read-html.ts";
import { readLines } from "./blocks/read-lines.ts";
import { readMarkdown } from "./blocks/read-markdown.ts";
import { recogniseFormat } from "./blocks/recognise-format.ts";
import { checkText } from "./check-text.ts";
import { nothingToDo } from "./nothing-to-do.ts";
import { assembleRunbook } from "./steps/assemble-runbook.ts";
import { outlinePage } from "./steps/outline-page.ts";
import { TooDeepError } from "./too-deep-error.ts";
import { maxSteps, TooManyStepsError } from "./too-many-steps-error.ts";

/** A runbook, or why there is none. */
export type ParseOutcome =
  | { readonly ok: true; readonly runbook: ParsedRunbook }
  | { readonly ok: false; readonly refusal: Refusal };

/**
 * Reads a runbook from pasted text in any notation: Markdown, a wiki page's HTML, Confluence storage format,
 * reStructuredText or plain text. The same text always gives the same runbook; nothing is read but the text.
 *
 * Refuses with `runbook.empty`, `runbook.too_large` (above 2 MiB), `runbook.binary`, `runbook.too_deep`,
 * `runbook.too_many_steps` (above 10,000) and `runbook.nothing_to_do`; each says what to do instead.
 */
export function parseRunbook(text: string): ParseOutcome {
  const checked = checkText(text);
  if (!checked.ok) return checked;
  try {
    return read(text);
  } catch (error) {
    const refused = refusalOf(error);
    if (refused === undefined) throw error;
    return refused;
  }
}

function read(text: string): ParseOutcome {
  const format = recogniseFormat(text);
  const page = readPage(text, format);
  const outline = outlinePage(page, { hasBareCommands: format === "plain" || format === "restructuredtext" });
  if (outline.drafts.length === 0) return nothingToDo(page, outline);
  const orderedItems = page.blocks.filter((block) => block.kind === "item" && block.item.ordered).length;
  return { ok: true, runbook: assembleRunbook(outline, { source: text, format, orderedItems }) };
}

function readPage(text: string, format: SourceFormat): Page {
  switch (format) {
    case "markdown":
      return readMarkdown(text);
    case "html":
    case "confluence":
      return readHtml(text);
    case "restructuredtext":
    case "plain":
    // Not read here, but its text can be looked at like any other.
    case "workflow":
      return readLines(text);
    default:
      return unreachable(format);
  }
}

/** Limits are thrown from deep inside of a reader, so that it stops at once. */
function refusalOf(error: unknown): ReturnType<typeof refuse> | undefined {
  if (error instanceof TooDeepError) {
    return refuse(
      "runbook.too_deep",
      `Cannot read the runbook: its lists, quotes or elements are nested deeper than ${error.limit} levels`,
      "Paste the procedure without the quotes and lists around it",
    );
  }
  if (error instanceof TooManyStepsError) {
    return refuse(
      "runbook.too_many_steps",
      `Cannot read the runbook: it comes to more than ${maxSteps} steps`,
      "Paste only the procedure, or split the document into several runbooks",
    );
  }
  return undefined;
}

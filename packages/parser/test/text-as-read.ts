import { unreachable } from "@steadyhand/core/outcome";
import type { SourceRange } from "@steadyhand/core/risk";
import type { ParsedRunbook } from "@steadyhand/core/runbook";
import MarkdownIt from "markdown-it";

const markdown = new MarkdownIt({ html: true });

/** The text of a code's range as its notation says: only HTML decodes entities. Code in Markdown and plain text stands as typed. */
export function codeAsRead({ source, format }: ParsedRunbook, { start, end }: SourceRange): string {
  const text = source.slice(start, end);
  if (!text.includes("&")) return text;
  switch (format) {
    case "html":
    case "confluence":
      return isInCdata(source, start) ? text : decoded(text);
    case "markdown":
      return isInHtmlBlock(source, start) && !isInCdata(source, start) ? decoded(text) : text;
    case "restructuredtext":
    case "plain":
    case "workflow":
      return text;
    default:
      return unreachable(format);
  }
}

export function decoded(text: string): string {
  return text
    .replaceAll("&gt;", ">")
    .replaceAll("&lt;", "<")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}

function isInCdata(source: string, at: number): boolean {
  const open = source.lastIndexOf("<![CDATA[", at);
  return open >= 0 && !source.slice(open, at).includes("]]>");
}

/** Judged by the library's own blocks: HTML inside of a fence is no HTML, a fence inside of HTML is no fence. */
function isInHtmlBlock(source: string, at: number): boolean {
  const line = source.slice(0, at).split(/\r\n?|\n/).length - 1;
  return markdown
    .parse(source, {})
    .some(({ type, map }) => type === "html_block" && map !== null && map[0] <= line && line < map[1]);
}

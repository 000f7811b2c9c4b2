import type { SourceLines } from "../text/source-lines.ts";

interface FrontMatter {
  readonly lineCount: number;
  readonly title: string | undefined;
}

const none: FrontMatter = { lineCount: 0, title: undefined };
const maxLines = 200;

/** The YAML between two `---` lines at the very top of a page. Only its title is of use here. */
export function readFrontMatter(lines: SourceLines): FrontMatter {
  const opening = lines.text(0).trimEnd();
  if (opening !== "---" && opening !== "\uFEFF---") return none;
  let title: string | undefined;
  for (let line = 1; line < Math.min(lines.count, maxLines); line++) {
    const text = lines.text(line);
    if (text.trimEnd() === "---") return { lineCount: line + 1, title };
    if (text.startsWith("title:")) title = unquoted(text.slice("title:".length).trim()) || undefined;
  }
  return none;
}

function unquoted(text: string): string {
  const quote = text[0];
  return (quote === '"' || quote === "'") && text.endsWith(quote) && text.length > 1 ? text.slice(1, -1) : text;
}

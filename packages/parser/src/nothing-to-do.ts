import { type Refusal, refuse } from "@steadyhand/core/outcome";
import type { Block, Page } from "./blocks/block.ts";
import type { Outline } from "./steps/outline.ts";

const words: Readonly<Record<Block["kind"], readonly [string, string]>> = {
  heading: ["heading", "headings"],
  paragraph: ["paragraph", "paragraphs"],
  code: ["code block without commands", "code blocks without commands"],
  item: ["list item", "list items"],
  row: ["table row", "table rows"],
};

/** The refusal of a text in which nobody is told to do anything; it says what was found instead. */
export function nothingToDo(page: Page, outline: Outline): { readonly ok: false; readonly refusal: Refusal } {
  const found = (Object.keys(words) as Block["kind"][]).flatMap((kind) => {
    const count = page.blocks.filter((block) => block.kind === kind).length;
    const [one, many] = words[kind];
    return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
  });
  if (outline.prerequisites.length > 0) found.push(`${outline.prerequisites.length} prerequisites`);
  const what = found.length === 0 ? "no text at all" : `only ${found.join(", ")}`;
  return refuse(
    "runbook.nothing_to_do",
    `Cannot make a runbook of the text: it has no command and no instruction, ${what}`,
    "Check that the procedure itself was pasted. Commands belong into code blocks or behind a `$ `, manual steps begin with a verb: `Open …`, `Restart …`",
  );
}

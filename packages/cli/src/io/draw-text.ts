import { makeVisible, type VisiblePart } from "@steadyhand/core/text";
import type { Paint } from "./paint.ts";

const plain: Paint = (_tone, text) => text;

/**
 * A command as a person must see it: whatever hides or deceives is written out, as in
 * `⟦U+202E right-to-left override⟧`, so that nothing in it can move the cursor or pass for something else.
 */
export function drawCommand(text: string, paint: Paint = plain): string {
  return makeVisible(text)
    .map((part) => (part.kind === "marked" ? mark(part, paint) : part.text))
    .join("");
}

/**
 * Prose and output: letters of every script are letters here, but what steers a terminal or turns the
 * reading direction is written out. Tabs become spaces and a lone carriage return a new line.
 */
export function drawProse(text: string, paint: Paint = plain): string {
  return makeVisible(text.replaceAll("\t", "    ").replaceAll(/\r\n?/g, "\n"))
    .map((part) => (part.kind === "marked" && !isLetter(part) ? mark(part, paint) : part.text))
    .join("");
}

/** Prose on one line, for titles and cells. */
export function drawLine(text: string, paint: Paint = plain): string {
  return drawProse(text, paint).replaceAll("\n", " ");
}

type Marked = VisiblePart & { readonly kind: "marked" };

const mark = ({ codePoint, name }: Marked, paint: Paint) => paint("caution", `⟦${codePoint} ${name}⟧`);

function isLetter({ name }: Marked): boolean {
  return name === "looks like another character" || name === "no-break space" || name === "ideographic space";
}

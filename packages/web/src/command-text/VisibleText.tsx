import type { VisiblePart } from "@steadyhand/core/text";
import { partsOnOneLine, sayMark } from "./lay-out-command.ts";

/** Parts of a text in which nothing can hide. Line ends are drawn by whoever lays out lines. */
export function VisibleParts({ parts }: { readonly parts: readonly VisiblePart[] }) {
  return parts.map((part, index) => {
    // Parts have no identity of their own: they are drawn anew whenever the text changes.
    const key = `${index}`;
    if (part.kind === "plain") return <Words key={key} text={part.text} />;
    if (part.kind === "newline") return <span key={key}>{"\n"}</span>;
    return (
      <span key={key} className="visible-mark" title={part.name}>
        {sayMark(part)}
      </span>
    );
  });
}

/** A short text on one line, with everything in it visible. */
export function VisibleText({ text }: { readonly text: string }) {
  return <VisibleParts parts={partsOnOneLine(text)} />;
}

/**
 * Plain text that breaks between its words and not after a hyphen: `--force` must not be torn into `-` and `-force`.
 * A word that is longer than its line still breaks: nothing of a command may ever lie outside of what is drawn.
 */
function Words({ text }: { readonly text: string }) {
  if (!text.includes("-")) return <span>{text}</span>;
  return text.split(/( +)/).map((word, index) => {
    // Words have no identity of their own: they are drawn anew whenever the text changes.
    const key = `${index}`;
    return word.includes("-") ? (
      <span key={key} className="inline-block max-w-full">
        {word}
      </span>
    ) : (
      <span key={key}>{word}</span>
    );
  });
}

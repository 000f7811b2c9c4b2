import type { SourceRange } from "@steadyhand/core/risk";
import type { Paragraph, Prose } from "../blocks/block.ts";
import type { Sentence } from "./sentences.ts";

/** A paragraph cut into sentences, whose part is not yet known: it may introduce the code below it, or be steps of its own. */
export interface Passage {
  readonly paragraph: Paragraph;
  readonly prose: Prose;
  readonly sentences: readonly Sentence[];
  /** Steps were already made of its inline commands. */
  readonly isSpent: boolean;
  /** It is what its list item begins with. */
  readonly isItemLead: boolean;
}

export function sentenceRange({ prose }: Passage, { from, to }: Sentence): SourceRange {
  return prose.text.range(from, to);
}

/** What introduces the code below: the sentence with the colon, or else what the paragraph begins with. */
export function leadSentence({ sentences, isItemLead }: Passage): Sentence | undefined {
  const last = sentences.at(-1);
  return !isItemLead && last?.text.endsWith(":") === true ? last : sentences[0];
}

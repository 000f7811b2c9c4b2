import type { Prose } from "../blocks/block.ts";
import type { InlineCommand } from "../commands/inline-commands.ts";
import { commandTitle, sentenceTitle } from "./step-title.ts";

const handover = /\b(?:via|with|by|using|by running|running|run|e\.g\.?|:)\s*:?$/i;
const maxTail = 4;
const minWords = 8;

/** What a sentence says before the command that ends it, or else the whole sentence. */
export function inlineTitle(prose: Prose, { sentence, from, to, command }: InlineCommand): string {
  const words = prose.text.text.slice(sentence.from, from).trim().replace(handover, "").trim();
  const isTail = sentence.to - to < maxTail;
  if (isTail && words.includes(" ") && words.length >= minWords) return sentenceTitle(words);
  return sentenceTitle(sentence.text) || commandTitle(command.text);
}

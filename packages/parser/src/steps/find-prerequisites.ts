import type { Prerequisite } from "@steadyhand/core/runbook";
import { isInstruction } from "./is-instruction.ts";
import type { Passage } from "./passage.ts";
import { isPrerequisite, prerequisiteKind, prerequisiteOpening } from "./prerequisite.ts";
import type { Sentence } from "./sentences.ts";

/** What must be true before the first step, as a paragraph says it. Below a heading that asks for prerequisites every item counts. */
export function findPrerequisites(passage: Passage, { isSection }: { isSection: boolean }): readonly Prerequisite[] {
  return passage.sentences.flatMap((sentence, i) => {
    const opening = prerequisiteOpening(sentence.text);
    if (opening > 0 && sentence.text.length > opening + 3) return listed(passage, sentence, opening);
    const counts = isSection
      ? isListed(sentence, passage, i)
      : isPrerequisite(sentence.text) && !sentence.text.endsWith(":");
    return counts ? prerequisite(passage, sentence.from, sentence.to) : [];
  });
}

function isListed(sentence: Sentence, { paragraph, isSpent, isItemLead }: Passage, index: number): boolean {
  const isInItem = paragraph.item !== undefined;
  if ((isInItem && isItemLead) || (sentence.text.endsWith(":") && !isSpent))
    return isInItem && isItemLead && index === 0;
  return isPrerequisite(sentence.text) || (!isInItem && isInstruction(sentence.text));
}

/** `Before you start: be on the VPN, have the profile active and the tool installed` is three of them. */
function listed(passage: Passage, sentence: Sentence, opening: number): readonly Prerequisite[] {
  const found: Prerequisite[] = [];
  let at = sentence.from + opening;
  for (const part of sentence.text.slice(opening).split(/([,;]\s+(?:and\s+)?|\s+and\s+(?=have|be|you|`|the|an? ))/)) {
    const isSeparator = /^(?:[,;]\s|\s+and\s)/.test(part);
    if (!isSeparator) found.push(...prerequisite(passage, at, at + part.trimEnd().length));
    at += part.length;
  }
  return found;
}

function prerequisite({ prose }: Passage, from: number, to: number): readonly Prerequisite[] {
  const text = prose.text.text
    .slice(from, to)
    .replace(/\s+/g, " ")
    .replace(/[.:;]+$/, "")
    .trim();
  return text === "" ? [] : [{ kind: prerequisiteKind(text), text, range: prose.text.range(from, to) }];
}

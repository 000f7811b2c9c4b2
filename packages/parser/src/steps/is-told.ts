import { isExpectation } from "./expectation.ts";
import { isInstruction, isProhibition } from "./is-instruction.ts";
import { otherwiseLength, parseCondition } from "./parse-condition.ts";
import { isPrerequisite } from "./prerequisite.ts";

interface Place {
  /** In an ordered list: there nearly everything is something to do. */
  readonly isOrdered: boolean;
  readonly isFirst: boolean;
  readonly followsCommand: boolean;
}

const subject = /^(?:the|a|an|this|these|those|user|users|it|they|we|there|each|every|all|some|no)\s/i;
const pointer = /^(?:see|refer to|read|note|learn|for (?:more|further|details))\b/i;
/** `Run this when the disk is full`, `Use this runbook …`, `Follow these steps …`: of the page itself, and its steps are what is to be done. */
const aboutPage =
  /^(?:run|use|follow|execute|apply|invoke|perform|consult)\s+(?:this\s+(?:when|if|only|whenever|in case)\b|(?:this|these|the following)\s+(?:runbook|playbook|procedure|page|guide|document|process|steps|instructions)\b)/i;
const maxOpening = 20;

/** Whether a sentence is something to do, as opposed to something to know, to have, or to expect. */
export function isTold(sentence: string, { isOrdered, isFirst, followsCommand }: Place): boolean {
  const isItem = isOrdered && isFirst;
  if (pointer.test(sentence) || (aboutPage.test(sentence) && !isItem)) return false;
  if (isPrerequisite(sentence)) return isItem;
  if (followsCommand && isExpectation(sentence)) return false;
  if (isProhibition(sentence.slice(0, maxOpening))) return isItem;
  if (isInstruction(sentence)) return true;
  const condition = parseCondition(sentence);
  if (condition !== undefined) return isInstruction(sentence.slice(condition.restFrom));
  const otherwise = otherwiseLength(sentence);
  if (otherwise > 0) return isInstruction(sentence.slice(otherwise));
  return isItem && !subject.test(sentence);
}

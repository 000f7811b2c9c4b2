import type { Prose } from "../blocks/block.ts";
import { isInstruction, isProhibition } from "../steps/is-instruction.ts";
import type { Sentence } from "../steps/sentences.ts";
import { type FoundCommand, inlineCommand } from "./extract-commands.ts";
import { isCertainCommand } from "./shell-likeness.ts";
import { looksLikeSql } from "./split-sql.ts";

export interface InlineCommand {
  readonly command: FoundCommand;
  readonly from: number;
  readonly to: number;
  readonly sentence: Sentence;
}

const invites =
  /(?:\b(?:run|running|execute|executing|use|using|via|with|by|command|type|enter|issue|invoke|calling|call|try|do|e\.g\.?|example|say|either|and|or|then)|[:,(→-]|=>)\s*(?:the following\s*|this\s*|something like\s*)?$/i;
const mentions =
  /\b(?:instead of|rather than|equivalent (?:of|to)|same as|similar to|such as|output (?:of|from)|like|unlike|was|previously ran|alias(?:ed)? (?:for|to)|called|named|means|not)\s*$/i;

const duty = /\b(?:can|could|may|should|must|need to)\b/i;
/** What stands further away says nothing about a command. */
const contextLength = 300;
const maxShortLead = 4;

/** Code spans that are commands to run: what is surely a command, in a sentence that asks for it. Mere mentions are left out. */
export function inlineCommands(prose: Prose, sentences: readonly Sentence[]): readonly InlineCommand[] {
  const { text } = prose.text;
  const spans = prose.codes.filter(({ start, end }) => isCommandText(text.slice(start, end)));
  if (spans.length === 0) return [];
  let at = 0;
  return spans.flatMap(({ start, end }) => {
    while (at < sentences.length - 1 && (sentences[at]?.to ?? 0) < end) at++;
    const sentence = sentences[at];
    if (sentence === undefined || sentence.from > start || !isAskedFor(text, { start, end }, sentence)) return [];
    const code = text.slice(start, end);
    const command = inlineCommand(prose.text.slice(start, end), looksLikeSql(code) ? "sql" : "shell");
    return [{ command, from: start, to: end, sentence }];
  });
}

function isCommandText(code: string): boolean {
  return (
    code.length < 2000 && (isCertainCommand(code) || isMakeTarget(code) || (looksLikeSql(code) && code.includes(" ")))
  );
}

/** `make deploy` set as code is a command, while `make sure` in prose is not set as code. */
function isMakeTarget(code: string): boolean {
  return /^make [a-z][\w-]*$/.test(code) && code !== "make sure";
}

function isAskedFor(text: string, code: { start: number; end: number }, sentence: Sentence): boolean {
  const opening = text.slice(sentence.from, Math.min(code.start, sentence.from + contextLength)).trimStart();
  const lead = text.slice(Math.max(sentence.from, code.start - contextLength), code.start).trim();
  const after = text.slice(code.end, Math.min(sentence.to, code.end + contextLength)).trim();
  if (mentions.test(lead)) return false;
  if (lead === "") return isShortTail(after) || isInstruction(after);
  if (isProhibition(lead)) return false;
  if (invites.test(lead)) return true;
  return isInstruction(opening) || duty.test(lead) || lead.split(/\s+/).length <= maxShortLead;
}

/** Nothing, a full stop, or what the command is for. */
function isShortTail(tail: string): boolean {
  return tail.length < 3 || /^(?:[-–—:(]|to\b|and\b|in\b|on\b|for\b|then\b|from\b|#)/.test(tail);
}

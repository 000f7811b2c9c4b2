import type { SourceRange } from "@steadyhand/core/risk";
import type { Prerequisite } from "@steadyhand/core/runbook";
import type { Code, Heading, ListItem, Page, Paragraph, Row } from "../blocks/block.ts";
import { extractCommands, type FoundCommand } from "../commands/extract-commands.ts";
import { type InlineCommand, inlineCommands } from "../commands/inline-commands.ts";
import { maxSteps, TooManyStepsError } from "../too-many-steps-error.ts";
import { withBareCommands } from "./bare-commands.ts";
import { commandDoubts } from "./command-doubts.ts";
import { Conditions } from "./conditions.ts";
import type { BranchOf, Draft, Unit } from "./draft.ts";
import { announcesOutput, isExpectation } from "./expectation.ts";
import { findPrerequisites } from "./find-prerequisites.ts";
import { inlineTitle } from "./inline-title.ts";
import { isInstruction, isProhibition } from "./is-instruction.ts";
import { isTold } from "./is-told.ts";
import type { DraftAmbiguity, Outline } from "./outline.ts";
import { parseCondition } from "./parse-condition.ts";
import { leadSentence, type Passage, sentenceRange } from "./passage.ts";
import { isPrerequisite } from "./prerequisite.ts";
import { isRollbackLabel, rollbackStepNumber } from "./rollback-label.ts";
import { withoutNumber } from "./section.ts";
import { SectionPath } from "./section-path.ts";
import { type Sentence, sentencesOf } from "./sentences.ts";
import { commandTitle, sentenceTitle } from "./step-title.ts";
import { vagueIn } from "./vague-in.ts";

/** Reads the blocks of a page from top to bottom and finds what is to be done. `hasBareCommands` says that nothing marks code in it. */
export function outlinePage(page: Page, { hasBareCommands }: { hasBareCommands: boolean }): Outline {
  const outliner = new Outliner(hasBareCommands);
  for (const block of page.blocks) {
    switch (block.kind) {
      case "heading":
        outliner.heading(block);
        break;
      case "item":
        outliner.item(block.item);
        break;
      case "paragraph":
        outliner.paragraph(block);
        break;
      case "code":
        outliner.code(block);
        break;
      case "row":
        outliner.row(block);
    }
  }
  return outliner.finish(page.title);
}

interface NewStep {
  readonly title: string;
  readonly description: string[];
  readonly range: SourceRange;
  readonly command: FoundCommand | undefined;
  readonly item: ListItem | undefined;
  /** What it stands in, where that is no list item. */
  readonly key: object;
  readonly branches?: readonly BranchOf[] | undefined;
}

const greeting = /^(?:hi|hello|hey|dear|good (?:morning|evening|afternoon))\b/i;
const maxDescription = 4000;
const maxTitle = 80;
const maxOutput = 2000;

class Outliner {
  readonly #hasBareCommands: boolean;
  readonly #drafts: Draft[] = [];
  readonly #conditions = new Conditions();
  readonly #prerequisites: Prerequisite[] = [];
  readonly #ambiguities: DraftAmbiguity[] = [];
  readonly #rollbacks: { number: string; command: FoundCommand }[] = [];
  readonly #path = new SectionPath();
  readonly #itemsWithText = new Set<ListItem>();
  /** What an item with a colon says about the items below it. */
  readonly #contexts = new Map<ListItem, string>();
  #title: string | undefined;
  #hasText = false;
  #pending: Passage | undefined;
  /** It announces a list: a step only if nothing in the list is one. */
  #announcement: { readonly passage: Passage; readonly draftCount: number } | undefined;
  #awaitsOutput = false;
  /** The last step of the section. */
  #lastDraft: Draft | undefined;
  #lastCommandDraft: Draft | undefined;

  constructor(hasBareCommands: boolean) {
    this.#hasBareCommands = hasBareCommands;
  }

  heading(block: Heading): void {
    this.#settle();
    this.#endAnnouncement();
    const title = block.prose.text.text.replace(/\s+/g, " ").trim();
    // A man page names itself below this heading.
    if (title !== "" && title !== "NAME") this.#title ??= title;
    const section = this.#path.enter(block, title);
    this.#conditions.enterHeading(block, section, this.#path);
    this.#lastDraft = undefined;
  }

  item(item: ListItem): void {
    this.#settle(item);
    this.#conditions.enterItem(item);
  }

  paragraph(block: Paragraph): void {
    this.#settle();
    if (block.item === undefined) this.#endAnnouncement();
    this.#conditions.enterBlock(block.item, false);
    const prose = this.#hasBareCommands ? withBareCommands(block.prose) : block.prose;
    const sentences = sentencesOf(prose);
    const inline = inlineCommands(prose, sentences);
    const isItemLead = block.item !== undefined && !this.#itemsWithText.has(block.item);
    if (block.item !== undefined) this.#itemsWithText.add(block.item);
    const passage = { paragraph: block, prose, sentences, isItemLead, isSpent: inline.length > 0 };
    this.#takeTitle(passage);
    const isSection = this.#path.kind === "prerequisites";
    if (isSection || this.#lastCommandDraft === undefined)
      this.#prerequisites.push(...findPrerequisites(passage, { isSection }));
    if (inline.length > 0) this.#inlineSteps(passage, inline);
    else this.#conditions.openFor(passage, this.#path.innermost);
    this.#noteExpectation(passage);
    this.#pending = passage;
  }

  code(block: Code): void {
    const commands = extractCommands(block);
    if (block.isUnclosed) this.#doubtUnclosed(block);
    if (commands.length === 0) {
      this.#expectOutput(block);
      this.#settle();
      return;
    }
    const lead = this.#takeLead(block);
    // Blocks that are not indented far enough fall out of the item they were written for.
    const item = block.item ?? lead?.paragraph.item;
    if (item === undefined) this.#endAnnouncement();
    this.#conditions.enterBlock(item, true);
    const last = lead?.sentences.at(-1);
    if (lead !== undefined && last !== undefined && isRollbackLabel(last.text)) {
      if (this.#attachRollback(last.text, commands)) return;
      this.#conditions.openRollback(last, sentenceRange(lead, last), item);
    }
    commands.forEach((command, i) => {
      const draft = this.#commandStep(command, { block, item, lead: i === 0 ? lead : undefined });
      if (i === 0 && lead !== undefined && last !== undefined && isProhibition(last.text)) {
        const missing = "whether it is to be run at all: the sentence before it says what not to do";
        this.#ambiguities.push({ draft, text: last.text, range: sentenceRange(lead, last), missing });
      }
    });
  }

  /** A cell that is a command and nothing else. Commands within the text of a table are examples more often than steps. */
  row(block: Row): void {
    this.#settle();
    this.#conditions.enterBlock(block.item, false);
    const [name] = block.cells;
    for (const cell of block.cells) {
      for (const { command } of inlineCommands(cell, sentencesOf(cell))) {
        if (command.text.length < cell.text.text.trim().length) continue;
        const title = name === undefined || name === cell ? commandTitle(command.text) : sentenceTitle(name.text.text);
        this.#push({ title, description: [], range: block.range, command, item: block.item, key: block });
      }
    }
  }

  finish(pageTitle: string | undefined): Outline {
    this.#settle();
    this.#endAnnouncement();
    return {
      title: pageTitle ?? this.#title,
      drafts: this.#drafts,
      conditions: this.#conditions.all,
      prerequisites: this.#prerequisites,
      ambiguities: this.#ambiguities,
      rollbacksByNumber: this.#rollbacks,
    };
  }

  /** Chats and mails have no heading: a first line that asks for nothing stands for it. */
  #takeTitle({ paragraph, sentences: [first, second] }: Passage): void {
    if (this.#title !== undefined || this.#hasText || first === undefined || paragraph.item !== undefined) return;
    if (greeting.test(first.text)) return;
    this.#hasText = true;
    if (second !== undefined || first.text.length > maxTitle) return;
    if (!isInstruction(first.text) && !isPrerequisite(first.text)) this.#title = sentenceTitle(first.text);
  }

  /** The paragraph right above a block of commands says what they are for. */
  #takeLead(block: Code): Passage | undefined {
    const passage = this.#pending;
    this.#pending = undefined;
    if (passage === undefined) return undefined;
    const { paragraph, prose, isSpent, isItemLead } = passage;
    const announces = prose.text.text.trimEnd().endsWith(":");
    const isOutdented = block.item === undefined && isItemLead && paragraph.item?.ordered === true;
    if ((paragraph.item === block.item || announces || isOutdented) && (!isSpent || announces)) return passage;
    if (!passage.isSpent) this.#settlePassage(passage, undefined);
    return undefined;
  }

  #settle(next?: ListItem): void {
    const passage = this.#pending;
    this.#pending = undefined;
    this.#awaitsOutput = false;
    if (passage !== undefined && !passage.isSpent) this.#settlePassage(passage, next);
  }

  #settlePassage(passage: Passage, next: ListItem | undefined): void {
    const { paragraph, prose, sentences } = passage;
    if (this.#path.kind === "prerequisites" || sentences.length === 0) return;
    if (next === undefined || next.parent !== paragraph.item || !prose.text.text.endsWith(":")) {
      this.#manualSteps(passage);
      return;
    }
    if (paragraph.item !== undefined) this.#contexts.set(paragraph.item, prose.text.text);
    this.#announcement ??= { passage, draftCount: this.#drafts.length };
  }

  /** `Open these pages:` and a list of links is one step; above a list of steps it is none. */
  #endAnnouncement(): void {
    const announcement = this.#announcement;
    this.#announcement = undefined;
    if (announcement?.draftCount === this.#drafts.length) this.#manualSteps(announcement.passage);
  }

  /** What a person does: one step a paragraph, and one for each condition in it. */
  #manualSteps(passage: Passage): void {
    const { paragraph, sentences } = passage;
    const isBackground = this.#path.kind === "background" && paragraph.item?.ordered !== true;
    let draft: Draft | undefined;
    for (const sentence of paragraph.isQuote || isBackground ? [] : sentences) {
      const isStep =
        !this.#conditions.isAboutSection(sentence) &&
        isTold(sentence.text, {
          isOrdered: paragraph.item?.ordered === true,
          isFirst: sentence === sentences[0],
          followsCommand: this.#lastDraft?.command !== undefined,
        });
      const branches = isStep ? this.#conditions.branchesOf(sentence, passage) : undefined;
      if (draft !== undefined && branches === undefined) {
        draft.description.push(sentence.text);
        if (isStep) this.#ambiguities.push(...vagueIn(draft, passage, sentence));
      } else if (isStep) {
        const made = this.#manualStep(passage, sentence, branches);
        if (branches === undefined) draft = made;
      }
    }
    if (draft === undefined) this.#describe(passage);
  }

  #manualStep(passage: Passage, sentence: Sentence, branches: readonly BranchOf[] | undefined): Draft {
    const { paragraph, sentences } = passage;
    const draft = this.#push({
      title: sentenceTitle(sentence.text),
      description: [],
      range: branches === undefined && sentence === sentences[0] ? paragraph.range : sentenceRange(passage, sentence),
      command: undefined,
      item: paragraph.item,
      key: paragraph,
      branches,
    });
    this.#ambiguities.push(...vagueIn(draft, passage, sentence));
    return draft;
  }

  /** What is no step of its own belongs to the step above it. */
  #describe({ prose, paragraph }: Passage): void {
    const draft = this.#lastDraft;
    if (draft === undefined || (paragraph.item !== undefined && rootOf(paragraph.item) !== rootOf(draft.item))) return;
    const length = draft.description.reduce((sum, text) => sum + text.length, 0);
    if (length < maxDescription) draft.description.push(prose.text.text);
  }

  #inlineSteps(passage: Passage, inline: readonly InlineCommand[]): void {
    const { paragraph, sentences } = passage;
    const context = paragraph.item?.parent === undefined ? undefined : this.#contexts.get(paragraph.item.parent);
    let previous: Sentence | undefined;
    for (const found of inline) {
      const { sentence, command } = found;
      if (isRollbackLabel(sentence.text) && this.#attachRollback(sentence.text, [command])) continue;
      const isFirst = sentence !== previous;
      const around = sentences.filter((other) => other !== sentence).map(({ text }) => text);
      const draft = this.#push({
        title: isFirst ? inlineTitle(passage.prose, found) : commandTitle(command.text),
        description: isFirst ? [...(context === undefined ? [] : [context]), ...around] : [],
        range: isFirst ? sentenceRange(passage, sentence) : command.mapped.range(0, command.mapped.text.length),
        command,
        item: paragraph.item,
        key: paragraph,
        branches: this.#conditions.branchesOfCommand(found, passage),
      });
      this.#ambiguities.push(...vagueIn(draft, passage, sentence));
      previous = sentence;
    }
  }

  #commandStep(
    command: FoundCommand,
    { block, item, lead }: { block: Code; item: ListItem | undefined; lead: Passage | undefined },
  ): Draft {
    const own = command.mapped.range(0, command.mapped.text.length);
    const sentence = lead === undefined ? undefined : leadSentence(lead);
    const title = sentence === undefined ? this.#titleWithoutLead(command, block) : sentenceTitle(sentence.text);
    const { range } = lead?.paragraph ?? { range: own };
    const draft = this.#push({
      title: title || commandTitle(command.text),
      description: lead === undefined ? [] : [lead.prose.text.text],
      range: { start: Math.min(range.start, own.start), end: Math.max(range.end, own.end) },
      command,
      item,
      key: block,
    });
    if (lead !== undefined && sentence !== undefined) this.#ambiguities.push(...vagueIn(draft, lead, sentence));
    return draft;
  }

  #titleWithoutLead(command: FoundCommand, block: Code): string {
    if (command.comment !== undefined) return sentenceTitle(command.comment);
    const heading = withoutNumber(this.#path.innermost?.title ?? "");
    const isFirstOfSection = this.#lastDraft === undefined && block.item === undefined;
    return isFirstOfSection && isInstruction(heading) ? sentenceTitle(heading) : commandTitle(command.text);
  }

  #push({ key, branches, ...made }: NewStep): Draft {
    const draft: Draft = {
      ...made,
      title: made.title || "Step",
      section: this.#path.titles,
      branches: branches ?? this.#conditions.branches,
      units: unitsOf(made.item, key, this.#path.numberedUnit),
      rollback: undefined,
      expect: undefined,
    };
    this.#drafts.push(draft);
    if (this.#drafts.length > maxSteps) throw new TooManyStepsError();
    this.#lastDraft = draft;
    if (draft.command !== undefined) {
      this.#lastCommandDraft = draft;
      for (const doubt of commandDoubts(draft.command)) this.#ambiguities.push({ draft, ...doubt });
    }
    return draft;
  }

  /** Only one command can be attached: several have an order and results of their own. */
  #attachRollback(label: string, [command, second]: readonly FoundCommand[]): boolean {
    const draft = this.#lastCommandDraft;
    if (draft === undefined || command === undefined || second !== undefined) return false;
    const named = rollbackStepNumber(label);
    if (named !== undefined) this.#rollbacks.push({ number: named, command });
    else if (draft.rollback === undefined) draft.rollback = command;
    else return false;
    return true;
  }

  #noteExpectation(passage: Passage): void {
    const draft = this.#lastDraft;
    if (draft?.command === undefined) return;
    const { start } = draft.command.mapped.range(0, 1);
    const sentence = passage.sentences.find(({ text }) => isExpectation(text) && parseCondition(text) === undefined);
    if (sentence === undefined || draft.expect !== undefined) return;
    const range = sentenceRange(passage, sentence);
    const holdsCommand = range.start <= start && start < range.end;
    if (range.start < start || holdsCommand) return;
    draft.expect = { text: sentence.text, range };
    this.#awaitsOutput = announcesOutput(sentence.text);
  }

  /** `You should see:` and the block below it. */
  #expectOutput(block: Code): void {
    const draft = this.#lastDraft;
    const output = block.code.text.trim().slice(0, maxOutput);
    if (!this.#awaitsOutput || draft?.expect === undefined || output === "") return;
    draft.expect = { text: output, range: { start: draft.expect.range.start, end: block.range.end } };
    this.#awaitsOutput = false;
  }

  #doubtUnclosed({ range }: Code): void {
    const fence = { start: range.start, end: Math.min(range.end, range.start + 3) };
    const missing = "where the code ends: its fence is never closed, so all that follows was read as code";
    this.#ambiguities.push({ draft: undefined, text: "```", range: fence, missing });
  }
}

/** What a step stands in, outermost first: it gets its number from these. */
function unitsOf(item: ListItem | undefined, key: object, numbered: Unit | undefined): readonly Unit[] {
  const chain: Unit[] = [];
  for (let at = item; at !== undefined; at = at.parent) chain.unshift({ kind: "item", item: at, key: at });
  if (chain.length === 0) chain.push({ kind: "block", key });
  return numbered === undefined ? chain : [numbered, ...chain];
}

function rootOf(item: ListItem | undefined): ListItem | undefined {
  let root = item;
  while (root?.parent !== undefined) root = root.parent;
  return root;
}

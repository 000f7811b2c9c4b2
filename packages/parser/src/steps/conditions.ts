import type { SourceRange } from "@steadyhand/core/risk";
import type { Heading, ListItem } from "../blocks/block.ts";
import type { InlineCommand } from "../commands/inline-commands.ts";
import { ConditionScopes } from "./condition-scopes.ts";
import type { BranchOf, DraftCondition } from "./draft.ts";
import { innerOtherwise, otherwiseLength, parseCondition } from "./parse-condition.ts";
import { type Passage, sentenceRange } from "./passage.ts";
import { withoutNumber } from "./section.ts";
import type { Section, SectionPath } from "./section-path.ts";
import type { Sentence } from "./sentences.ts";
import { sentenceTitle } from "./step-title.ts";

const thisPart =
  /\b(?:follow|work through|do|use|go through|carry out|complete|continue with|perform)\s+(?:this|the following|these|the)\s+(?:part|section|steps?|procedure|chapter|instructions)\b|^this (?:part|section) applies\b/i;
const maxRest = 200;

/** Reads headings, items and sentences for `If …` and `Otherwise …`, and knows which of them hold at the place being read. */
export class Conditions {
  readonly #scopes = new ConditionScopes();
  /** Sentences that say when a section applies, and nothing to do. */
  readonly #sectionSentences = new Set<Sentence>();
  readonly #bySentence = new Map<Sentence, string>();

  get all(): readonly DraftCondition[] {
    return this.#scopes.conditions;
  }

  /** The forks the place stands below, each once. */
  get branches(): readonly BranchOf[] {
    return this.#scopes.branches.filter((of, i, all) => all.findIndex(({ id }) => id === of.id) === i);
  }

  /** Below `If the pod still runs` and below `Rollback` nothing is done unless that is so. */
  enterHeading(block: Heading, section: Section, path: SectionPath): void {
    this.#scopes.enterHeading(block.level);
    const bare = withoutNumber(section.title);
    const question = /^(?:if|in case)\s+(.{3,})$/i.exec(bare)?.[1]?.replace(/[:,]\s*$/, "");
    if (question === undefined && !path.beginsRollback) return;
    const id = this.#scopes.add(question ?? bare, block.range);
    this.#scopes.open({ id, branch: "then" }, { kind: "section", level: block.level });
  }

  enterItem(item: ListItem): void {
    this.#scopes.enterItem(item);
  }

  enterBlock(item: ListItem | undefined, isCode: boolean): void {
    this.#scopes.enterBlock(item, isCode);
  }

  /** The commands of a block that only undo something: they apply when somebody rolls back. */
  openRollback(label: Sentence, range: SourceRange, item: ListItem | undefined): void {
    const id = this.#scopes.add(sentenceTitle(label.text), range);
    this.#scopes.open({ id, branch: "then" }, { kind: "block", item });
  }

  /** `If X:` holds for the item it begins, for the code below it, or for the list below it. */
  openFor(passage: Passage, section: Section | undefined): void {
    const { sentences, paragraph, isItemLead } = passage;
    const sentence = isItemLead ? sentences[0] : sentences.at(-1);
    if (sentence === undefined) return;
    const parent = listParent(passage);
    const other = otherwiseLength(sentence.text) > 0 ? this.#scopes.forkBefore(parent) : undefined;
    const condition = parseCondition(sentence.text);
    if (other === undefined && condition === undefined) {
      if (isItemLead) this.#scopes.setFork(parent, undefined);
      return;
    }
    if (condition !== undefined && this.#opensSection(passage, sentence, condition.restFrom, section)) return;
    const isOpen = sentence === sentences.at(-1) && sentence.text.endsWith(":");
    if (!isItemLead && !isOpen) return;
    const of: BranchOf = {
      id: other ?? this.#add(sentence, passage),
      branch: other === undefined ? "then" : "otherwise",
    };
    if (isItemLead && paragraph.item !== undefined) {
      this.#scopes.open(of, { kind: "item", item: paragraph.item });
      return;
    }
    this.#scopes.open(of, { kind: "block", item: paragraph.item });
    this.#scopes.open(of, { kind: "list", parent: paragraph.item, entered: false });
  }

  /** Whether a sentence only says when its section applies. */
  isAboutSection(sentence: Sentence): boolean {
    return this.#sectionSentences.has(sentence);
  }

  /** The forks of the place and the one the sentence opens itself; `undefined` where it opens none. */
  branchesOf(sentence: Sentence, passage: Passage): readonly BranchOf[] | undefined {
    if (this.#sectionSentences.has(sentence)) return undefined;
    const known = this.#bySentence.get(sentence);
    if (known !== undefined) return this.#with(known, "then");
    if (otherwiseLength(sentence.text) > 0) {
      const id = this.#scopes.forkBefore(listParent(passage));
      return id === undefined ? undefined : this.#with(id, "otherwise");
    }
    if (parseCondition(sentence.text) === undefined) return undefined;
    return this.#with(this.#add(sentence, passage), "then");
  }

  /** `If X, run a; otherwise run b`: which side an inline command stands on. */
  branchesOfCommand({ sentence, from }: InlineCommand, passage: Passage): readonly BranchOf[] | undefined {
    const branches = this.branchesOf(sentence, passage);
    const other = innerOtherwise(sentence.text);
    const last = branches?.at(-1);
    if (branches === undefined || last === undefined || other === undefined || from - sentence.from < other)
      return branches;
    return [...branches.slice(0, -1), { id: last.id, branch: "otherwise" }];
  }

  /** `If the alert names the API, work through this part`: all of the section stands under it. */
  #opensSection(passage: Passage, sentence: Sentence, restFrom: number, section: Section | undefined): boolean {
    if (section === undefined || passage.paragraph.item !== undefined) return false;
    if (!thisPart.test(sentence.text.slice(restFrom, restFrom + maxRest))) return false;
    const id = this.#add(sentence, passage);
    this.#scopes.open({ id, branch: "then" }, { kind: "section", level: section.level });
    this.#sectionSentences.add(sentence);
    return true;
  }

  #add(sentence: Sentence, passage: Passage): string {
    const condition = parseCondition(sentence.text);
    const from = sentence.from + (condition?.from ?? 0);
    const to = sentence.from + (condition?.to ?? sentence.text.length);
    const { text } = passage.prose;
    const question = text.text.slice(from, to).replace(/\s+/g, " ").trim();
    const id = this.#scopes.add(
      question || sentence.text,
      condition === undefined ? sentenceRange(passage, sentence) : text.range(from, to),
    );
    this.#bySentence.set(sentence, id);
    this.#scopes.setFork(listParent(passage), id);
    return id;
  }

  #with(id: string, branch: "then" | "otherwise"): readonly BranchOf[] {
    const { branches } = this;
    return branches.some((of) => of.id === id) ? branches : [...branches, { id, branch }];
  }
}

/** An item's forks are seen by its siblings, a paragraph's by the paragraphs beside it. */
function listParent({ paragraph, isItemLead }: Passage): ListItem | undefined {
  return isItemLead ? paragraph.item?.parent : paragraph.item;
}

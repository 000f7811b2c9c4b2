import type { Heading } from "../blocks/block.ts";
import type { Unit } from "./draft.ts";
import { headingNumber, type SectionKind, sectionKind } from "./section.ts";

export interface Section {
  readonly level: number;
  readonly title: string;
  readonly kind: SectionKind;
  readonly number: string | undefined;
  readonly key: object;
}

/** The headings above the place being read, outermost first. */
export class SectionPath {
  #sections: Section[] = [];
  readonly #numbers = new Set<string>();

  enter(block: Heading, title: string): Section {
    this.#sections = this.#sections.filter((section) => section.level < block.level);
    // A number a page uses twice tells nobody which section is meant.
    const number = headingNumber(title);
    const isFresh = number !== undefined && !this.#numbers.has(number);
    if (isFresh) this.#numbers.add(number);
    const section = {
      level: block.level,
      title,
      kind: sectionKind(title),
      number: isFresh ? number : undefined,
      key: block,
    };
    this.#sections.push(section);
    return section;
  }

  get innermost(): Section | undefined {
    return this.#sections.at(-1);
  }

  get titles(): readonly string[] {
    return this.#sections.map((section) => section.title);
  }

  /** Prerequisites and rollbacks include what is below them; background is only what stands right under its heading. */
  get kind(): SectionKind {
    const kinds = this.#sections.map((section) => section.kind);
    if (kinds.includes("prerequisites")) return "prerequisites";
    if (kinds.includes("rollback")) return "rollback";
    return this.innermost?.kind ?? "procedure";
  }

  /** Whether the innermost heading is the outermost that begins a rollback. */
  get beginsRollback(): boolean {
    const kinds = this.#sections.map((section) => section.kind);
    return kinds.at(-1) === "rollback" && kinds.indexOf("rollback") === kinds.length - 1;
  }

  get numberedUnit(): Unit | undefined {
    const numbered = this.#sections.findLast((section) => section.number !== undefined);
    return numbered?.number === undefined ? undefined : { kind: "heading", number: numbered.number, key: numbered.key };
  }
}

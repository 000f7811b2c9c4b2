import type { Tag } from "../layout/index.ts";

type Element = PDFKit.PDFDocument extends { struct(...input: never[]): infer Made } ? Made : never;

/** Says to programs that read a document aloud, or take it apart, what each piece of it is. */
export interface Tagger {
  /** Draws something as a part of an element, which is opened with its parents when it is new. */
  tagged(tag: Tag, draw: () => void): void;
  /** Draws what says nothing. */
  decoration(draw: () => void): void;
  end(): void;
}

export function createTagger(document: PDFKit.PDFDocument): Tagger {
  const whole = document.struct("Document");
  document.addStructure(whole);
  /** The elements of the block that is being drawn, with what stands above them. */
  const open = new Map<Tag, Element>();
  let top: Tag | undefined;
  let section = sectionOf(document, whole);

  function elementOf(tag: Tag): Element {
    const known = open.get(tag);
    if (known) return known;
    const made = document.struct(tag.role, { ...(tag.alt !== undefined && { alt: tag.alt }) });
    const parent = tag.parent === undefined ? section : elementOf(tag.parent);
    parent.add(made);
    open.set(tag, made);
    return made;
  }

  function close(): void {
    if (top) open.get(top)?.end();
    open.clear();
  }

  return {
    tagged(tag, draw) {
      const above = topOf(tag);
      if (above !== top) {
        close();
        top = above;
        if (above.role === "H1") {
          // A heading of the first level begins a section.
          section.end();
          section = sectionOf(document, whole);
        }
      }
      elementOf(tag).add(draw);
    },
    decoration(draw) {
      document.markContent("Artifact");
      draw();
      document.endMarkedContent();
    },
    end() {
      close();
      section.end();
      whole.end();
    },
  };
}

function sectionOf(document: PDFKit.PDFDocument, whole: Element): Element {
  const section = document.struct("Sect");
  whole.add(section);
  return section;
}

function topOf(tag: Tag): Tag {
  return tag.parent === undefined ? tag : topOf(tag.parent);
}

import { setImmediate } from "node:timers/promises";
import PDFDocument from "pdfkit";
import { type Evidence, writeDocument } from "../document/index.ts";
import { type Faces, layPages, type Paper, papers } from "../layout/index.ts";
import { showProse } from "../visible/show-text.ts";
import { drawPage } from "./draw-page.ts";
import { addFaces } from "./faces.ts";
import { createTagger } from "./tagger.ts";

/** Other work gets its turn between two pages after so long: panic does not wait for a document. */
const breathMs = 8;

/**
 * The evidence of one execution as a PDF, in pieces as they are made. The same evidence gives the same bytes. A slow
 * reader holds it up; what is held of it is one page, and at the end the type.
 */
export async function* writeEvidence(
  evidence: Evidence,
  { paper = "a4" }: { readonly paper?: Paper } = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  const { width, height } = papers[paper];
  const document = new PDFDocument({
    autoFirstPage: false,
    size: [width, height],
    margin: 0,
    pdfVersion: "1.7",
    tagged: true,
    lang: "en",
    displayTitle: true,
    info: infoOf(evidence),
  });
  const faces = addFaces(document);
  const blocks = () => writeDocument(evidence);
  const breathe = createBreath();
  let total = 0;
  for (const _page of layPages(blocks(), { paper, faces })) {
    total++;
    await breathe();
  }
  const tagger = createTagger(document);
  const footer = { about: footerOf(evidence), total };
  for (const page of layPages(blocks(), { paper, faces })) {
    document.addPage();
    drawPage(document, page, { tagger, footer, paper, type: faces, plain: (text) => plain(text, faces) });
    yield* taken(document);
    await breathe();
  }
  tagger.end();
  document.end();
  for await (const chunk of document) yield chunk as Uint8Array; // pdfkit writes bytes
}

function infoOf({ executionId, story, takenAt }: Evidence) {
  return {
    Title: `Evidence of ${executionId}`,
    Subject: `${story.events.length} events of execution ${executionId}`,
    Author: "Steadyhand",
    Creator: "Steadyhand",
    Producer: "Steadyhand",
    CreationDate: takenAt,
    ModDate: takenAt,
  };
}

function footerOf({ executionId, check }: Evidence): string {
  const head = check.inclusion?.checkpoint.head;
  return `${executionId} · ${head === undefined ? "no head: the record does not hold" : `head ${head.slice(0, 12)}`}`;
}

/** A text of one line for where the reader's own program draws it, as a bookmark. */
function plain(text: string, faces: Faces): string {
  const shown = showProse(text, (character) => faces.hasGlyph("text", character));
  const line = shown.map((part) => part.text).join("");
  return line.length > 90 ? `${line.slice(0, 89)}…` : line;
}

function* taken(document: PDFKit.PDFDocument): Generator<Uint8Array> {
  for (let chunk = document.read(); chunk !== null; chunk = document.read()) yield chunk as Uint8Array; // as above
}

function createBreath(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < breathMs) return;
    await setImmediate();
    since = performance.now();
  };
}

import { readFile, writeFile } from "node:fs/promises";
import type { Row } from "./run-case.ts";
import { tableOf } from "./table.ts";

const kept = new URL("../../docs/lab-matrix.md", import.meta.url);

/** Puts what was found under its headings of docs/lab-matrix.md; other headings stay as they are. */
export async function keepOnPage(found: ReadonlyMap<string, string>): Promise<void> {
  await writeFile(kept, withSections(await readFile(kept, "utf8"), found));
}

/** A page with these sections replaced, or added at its end. */
export function withSections(page: string, found: ReadonlyMap<string, string>): string {
  const [intro = "", ...sections] = page.split(/^(?=## )/m);
  const titleOf = (section: string) => section.slice("## ".length, section.indexOf("\n"));
  const all = new Map(sections.map((section) => [titleOf(section), section]));
  for (const [title, text] of found) all.set(title, `## ${title}\n${text}\n`);
  return [intro, ...all.values()]
    .map((section) => section.trimEnd())
    .join("\n\n")
    .concat("\n");
}

/** One section a lab, with the day on which it was found. */
export function sectionsOf(rows: readonly Row[], at: Date): ReadonlyMap<string, string> {
  const byLab = Map.groupBy(rows, ({ lab }) => lab);
  return new Map([...byLab].map(([lab, own]) => [lab, `Seen on ${at.toISOString().slice(0, 10)}.\n\n${tableOf(own)}`]));
}

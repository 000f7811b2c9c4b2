import type { Draft } from "./draft.ts";
import type { DraftAmbiguity } from "./outline.ts";
import type { Passage } from "./passage.ts";
import type { Sentence } from "./sentences.ts";
import { vagueSpots } from "./vague-spots.ts";

/** Where a sentence of a step leaves a reader to guess, with what it does not say. */
export function vagueIn(draft: Draft, { prose }: Passage, sentence: Sentence): DraftAmbiguity[] {
  return vagueSpots(sentence.text, { hasCommand: draft.command !== undefined }).map((spot) => {
    const from = sentence.from + spot.from;
    const to = sentence.from + spot.to;
    return { draft, text: prose.text.text.slice(from, to), range: prose.text.range(from, to), missing: spot.missing };
  });
}

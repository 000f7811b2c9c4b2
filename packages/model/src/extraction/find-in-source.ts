import type { SourceRange } from "@steadyhand/core/risk";
import { isHarmless } from "../answers/harmless-text.ts";

/** Where a text stands in the source, or why no place can be named. */
export type Found = { readonly ok: true; readonly range: SourceRange } | { readonly ok: false; readonly why: string };

const mostPlaces = 50;

/**
 * Finds `text` letter for letter in what the reader of a page sees. Where it stands several times, `quote`, the line
 * that it was quoted with, says which is meant. Nothing is corrected: a text that is not there is not found.
 */
export function findInSource({
  visible,
  text,
  quote,
  longest,
}: {
  readonly visible: string;
  readonly text: string;
  readonly quote?: string;
  readonly longest: number;
}): Found {
  if (text.trim() === "" || text.trim() !== text) return no("it is empty or has blanks around it");
  if (text.length > longest) return no(`it is longer than ${longest} characters`);
  if (/[\r\n]/.test(text)) return no("it goes over several lines");
  if (!isHarmless(text)) return no("it holds characters that cannot be seen");
  if (text.includes("[redacted")) return no("it holds a secret, which was not sent");
  const places = placesOf(visible, text);
  const [only, ...more] = places;
  if (only === undefined) return no("it does not stand in the text");
  if (more.length === 0) return { ok: true, range: only };
  const within = quote === undefined ? [] : placesIn(visible, quote.trim(), places);
  const [quoted, ...others] = within;
  return quoted !== undefined && others.length === 0
    ? { ok: true, range: quoted }
    : no("it stands in several places, and the quoted line does not say which is meant");
}

function no(why: string): Found {
  return { ok: false, why };
}

/** Places as a text of its own, not as a part of a longer word: `rm` does not stand in `form`. */
function placesOf(source: string, text: string): SourceRange[] {
  const places: SourceRange[] = [];
  for (let at = source.indexOf(text); at >= 0 && places.length < mostPlaces; at = source.indexOf(text, at + 1)) {
    const end = at + text.length;
    if (!/[\p{L}\p{N}_./\\-]$/u.test(source.slice(Math.max(0, at - 2), at)) && !goesOn(source.slice(end, end + 3))) {
      places.push({ start: at, end });
    }
  }
  return places;
}

/** A full stop ends a sentence; before a letter it is a part of a name. */
function goesOn(rest: string): boolean {
  return /^(?:[\p{L}\p{N}_/\\=-]|[.:@][\p{L}\p{N}_])/u.test(rest);
}

function placesIn(source: string, quote: string, places: readonly SourceRange[]): SourceRange[] {
  if (quote === "") return [];
  const found: SourceRange[] = [];
  for (let at = source.indexOf(quote); at >= 0; at = source.indexOf(quote, at + quote.length)) {
    found.push(...places.filter(({ start, end }) => start >= at && end <= at + quote.length));
  }
  return found;
}

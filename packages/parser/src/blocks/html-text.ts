import type { MappedTextBuilder } from "../text/mapped-text.ts";
import { decodeEntity } from "./decode-entity.ts";
import type { CdataSection } from "./mask-confluence.ts";

const entity = /&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});/y;

/** The raw text behind the text nodes of one document, so that decoded characters find their place again. */
export interface HtmlText {
  readonly source: string;
  readonly cdata: readonly CdataSection[];
  /** Where `source` begins in the page it was cut from. */
  readonly offset: number;
}

/** Adds what stands between `start` and `end` of the source, decoded, each character with its place. */
export function addHtmlText(
  out: MappedTextBuilder,
  { source, cdata, offset }: HtmlText,
  start: number,
  end: number,
): void {
  let at = start;
  let section = firstSectionFrom(cdata, start);
  while (at < end) {
    const inside = cdata[section];
    if (inside !== undefined && at >= inside.start) {
      addPlain(out, source, offset, Math.max(at, inside.contentStart), Math.min(end, inside.contentEnd));
      at = inside.end;
      section++;
      continue;
    }
    const stop = Math.min(end, inside?.start ?? end);
    addDecoded(out, source, offset, at, stop);
    at = stop;
  }
}

function addDecoded(out: MappedTextBuilder, source: string, offset: number, start: number, end: number): void {
  let at = start;
  while (at < end) {
    const ampersand = source.indexOf("&", at);
    const stop = ampersand < 0 || ampersand >= end ? end : ampersand;
    addPlain(out, source, offset, at, stop);
    at = stop;
    if (at >= end) return;
    entity.lastIndex = at;
    const reference = entity.exec(source)?.[0];
    if (reference === undefined) {
      out.add("&", offset + at);
      at++;
    } else {
      out.add(decodeEntity(reference), offset + at, reference.length);
      at += reference.length;
    }
  }
}

/** As it stands, with every line break as one LF. */
function addPlain(out: MappedTextBuilder, source: string, offset: number, start: number, end: number): void {
  let at = start;
  while (at < end) {
    const found = source.indexOf("\r", at);
    const stop = found < 0 || found >= end ? end : found;
    out.add(source.slice(at, stop), offset + at);
    if (stop === end) return;
    const length = source[stop + 1] === "\n" && stop + 1 < end ? 2 : 1;
    out.add("\n", offset + stop, length);
    at = stop + length;
  }
}

/** The first section that ends after `at`. */
function firstSectionFrom(cdata: readonly CdataSection[], at: number): number {
  let low = 0;
  let high = cdata.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cdata[middle]?.end ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

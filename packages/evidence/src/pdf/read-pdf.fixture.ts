import { inflateSync } from "node:zlib";

/** What a reader of the document gets to see: the texts of each page in the order in which they are written. */
export interface ReadPdf {
  readonly pages: readonly string[];
  /** The objects that are no streams, as their text. */
  readonly objects: readonly string[];
}

/** Takes apart what pdfkit writes: a reader for its own form of PDF, which finds text by the fonts' own tables. */
export function readPdf(bytes: Buffer): ReadPdf {
  const file = bytes.toString("latin1");
  const objects = new Map<number, { readonly head: string; readonly stream?: string }>();
  for (const [, id, body = ""] of file.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [head = "", packed] = body.split(/\nstream\n/, 2);
    const stream = packed?.replace(/\nendstream$/, "");
    const isPacked = head.includes("/FlateDecode");
    const text =
      stream === undefined
        ? undefined
        : isPacked
          ? inflateSync(Buffer.from(stream, "latin1")).toString("latin1")
          : stream;
    objects.set(Number(id), { head, ...(text !== undefined && { stream: text }) });
  }
  const signs = new Map<string, ReadonlyMap<string, string>>();
  for (const { head } of objects.values()) {
    for (const [, name = "", id] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const [, table] = /\/ToUnicode (\d+) 0 R/.exec(objects.get(Number(id))?.head ?? "") ?? [];
      if (table !== undefined) signs.set(name, readTable(objects.get(Number(table))?.stream ?? ""));
    }
  }
  const pages = [...objects.values()]
    .flatMap(({ stream }) => (stream?.includes(" Tf ") ? [stream] : []))
    .map((stream) => readTexts(stream, signs).join("\n"));
  return { pages, objects: [...objects.values()].map(({ head }) => head) };
}

function readTable(text: string): ReadonlyMap<string, string> {
  const signs = new Map<string, string>();
  for (const [, start = "", list = ""] of text.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/g)) {
    for (const [index, [, code = ""]] of [...list.matchAll(/<([0-9a-f]*)>/g)].entries()) {
      const units = (code.match(/.{4}/g) ?? []).map((unit) => Number.parseInt(unit, 16));
      signs.set((Number.parseInt(start, 16) + index).toString(16).padStart(4, "0"), String.fromCharCode(...units));
    }
  }
  return signs;
}

function readTexts(stream: string, signs: ReadonlyMap<string, ReadonlyMap<string, string>>): string[] {
  return [...stream.matchAll(/\/(F\d+) [\d.]+ Tf [^<]*<([0-9a-f]*)> Tj/g)].map(([, face = "", hex = ""]) =>
    (hex.match(/.{4}/g) ?? []).map((code) => signs.get(face)?.get(code) ?? "\ufffd").join(""),
  );
}

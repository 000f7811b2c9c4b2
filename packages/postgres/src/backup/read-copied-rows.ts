/** One row of a COPY in text format: its columns by name, `null` where there is nothing. */
export type CopiedRow = Readonly<Record<string, string | null>>;

/** Takes one line of a COPY in text format apart. Throws a `TypeError` where it has another number of columns. */
export function readCopiedRow(line: string, columns: readonly string[]): CopiedRow {
  const fields = line.split("\t");
  if (fields.length !== columns.length)
    throw new TypeError(`a row has ${fields.length} columns, not ${columns.length}`);
  return Object.fromEntries(columns.map((name, index) => [name, decode(fields[index] ?? "")]));
}

function decode(field: string): string | null {
  if (field === "\\N") return null;
  return field.includes("\\") ? field.replaceAll(/\\(.)/gs, (_, letter: string) => escapes[letter] ?? letter) : field;
}

const escapes: Readonly<Record<string, string>> = {
  ...{ b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" },
};

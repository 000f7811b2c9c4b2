import { TextDecoder } from "node:util";
import { OpsError } from "../outcome/index.ts";

const longestLine = 64 * 1024 * 1024;

/**
 * Cuts bytes into lines, those of one chunk at a time, holding no more than one chunk and one line. A last line needs no line end. Throws
 * `export.not_utf8` for bytes that are not UTF-8, since two files with such bytes could read the same, and
 * `export.line_too_long` past 64 Mi characters.
 */
export async function* splitLines(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<readonly string[], void, undefined> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let rest = "";
  for await (const chunk of chunks) {
    const text = rest + decode(decoder, chunk);
    const lines = text.split("\n");
    rest = lines.pop() ?? "";
    if (lines.length > 0) yield lines;
    if (rest.length > longestLine) throw tooLong();
  }
  rest += decode(decoder);
  if (rest !== "") yield [rest];
}

function decode(decoder: TextDecoder, chunk?: Uint8Array): string {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch (cause) {
    throw new OpsError("Cannot read the export: it holds bytes that are not UTF-8", {
      kind: "invalid",
      code: "export.not_utf8",
      hint: "Get the file again as it was written, without any conversion",
      cause,
    });
  }
}

function tooLong(): OpsError {
  return new OpsError(`Cannot read the export: a line is longer than ${longestLine} characters`, {
    kind: "invalid",
    code: "export.line_too_long",
    hint: "Check that the file is a ledger export: it has one event a line",
  });
}

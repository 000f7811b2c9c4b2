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

/**
 * Cuts bytes where a line ends, into blocks of whole lines: the first line alone, then about as much as comes at a time. Each is a
 * copy. A last line needs no line end. Throws `export.line_too_long` past 64 MiB.
 */
export async function* cutBlocks(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  let rest: Uint8Array[] = [];
  let restBytes = 0;
  let isFirst = true;
  for await (const chunk of chunks) {
    let from = 0;
    if (isFirst) {
      const end = chunk.indexOf(newline) + 1;
      if (end > 0) {
        yield joined([...rest, chunk.subarray(0, end)]);
        [rest, restBytes, from, isFirst] = [[], 0, end, false];
      }
    }
    const end = chunk.lastIndexOf(newline) + 1;
    if (end > from) {
      yield joined([...rest, chunk.subarray(from, end)]);
      [rest, restBytes, from] = [[], 0, end];
    }
    if (from < chunk.length) rest.push(chunk.slice(from));
    restBytes += chunk.length - from;
    if (restBytes > longestLine) throw tooLong();
  }
  if (restBytes > 0) yield joined(rest);
}

/** The lines of one block. Throws `export.not_utf8`. */
export function linesOf(block: Uint8Array): readonly string[] {
  const lines = decode(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }), block).split("\n");
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}

const newline = 0x0a;

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
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
  return new OpsError(`Cannot read the export: a line is longer than 64 MiB`, {
    kind: "invalid",
    code: "export.line_too_long",
    hint: "Check that the file is a ledger export: it has one event a line",
  });
}

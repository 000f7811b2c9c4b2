import { once } from "node:events";
import type { Writable } from "node:stream";
import { OpsError } from "@steadyhand/core/outcome";
import { type Line, readLines } from "./read-lines.ts";

/** What a line of a batch says; `id` comes back with its answer. */
export interface Question {
  readonly id: string | number | null;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Longest line that is read: a 2 MiB text whose every character is written as an escape. */
export const mostLineBytes = 16 * 1024 * 1024;
const flushCharacters = 64 * 1024;
const blank = /^\s*$/;

/**
 * Answers each line of JSON with one line of JSON, in order. A line that cannot be read or answered gets
 * `{id, error}`; one of white space alone gets nothing. Waits for a slow reader, and ends in silence when it is gone.
 */
export async function answerLines({
  input,
  output,
  answer,
}: {
  readonly input: AsyncIterable<Buffer | string>;
  readonly output: Writable;
  /** Throws an `OpsError` when the question cannot be answered. */
  readonly answer: (question: Question) => Readonly<Record<string, unknown>>;
}): Promise<{ readonly answered: number; readonly failed: number }> {
  let answered = 0;
  let failed = 0;
  for await (const lines of readLines(input, mostLineBytes)) {
    let text = "";
    for (const line of lines) {
      const reply = replyTo(line, answer);
      if (reply === undefined) continue;
      if ("error" in reply) failed += 1;
      answered += 1;
      text += `${JSON.stringify(reply)}\n`;
      if (text.length < flushCharacters) continue;
      await write(output, text);
      text = "";
    }
    if (text !== "") await write(output, text);
  }
  return { answered, failed };
}

async function write(output: Writable, text: string): Promise<void> {
  if (!output.write(text)) await once(output, "drain");
}

function replyTo(line: Line, answer: (question: Question) => Readonly<Record<string, unknown>>) {
  let id: Question["id"] = null;
  try {
    const text = textOf(line);
    if (blank.test(text)) return undefined;
    const question = questionOf(text);
    id = question.id;
    return { id, ...answer(question) };
  } catch (error) {
    const { message, code } = error instanceof OpsError ? error : { message: String(error), code: "internal" };
    return { id, error: `${message} [${code}]` };
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

function textOf(line: Line): string {
  if ("tooLong" in line) throw unreadable(`it is longer than ${mostLineBytes} bytes`, "line.too_long");
  try {
    return utf8.decode(line.bytes);
  } catch {
    // What the decoder says names neither line nor place.
    throw unreadable("it is not UTF-8", "line.not_utf8");
  }
}

function questionOf(text: string): Question {
  const fields = parseJson(text);
  if (typeof fields !== "object" || fields === null || Array.isArray(fields)) {
    throw unreadable("it is not a JSON object", "line.not_object");
  }
  const record = fields as Record<string, unknown>;
  const { id } = record;
  return { id: typeof id === "string" || typeof id === "number" ? id : null, fields: record };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unreadable(`it is not JSON: ${(cause as SyntaxError).message}`, "line.not_json");
  }
}

function unreadable(why: string, code: string): OpsError {
  return new OpsError(`Cannot read the line: ${why}`, { kind: "invalid", code });
}

/** A field that must be a text. */
export function textField({ fields }: Question, name: string): string {
  const value = fields[name];
  if (typeof value === "string") return value;
  throw new OpsError(`Cannot answer the line: its "${name}" is not a text`, {
    kind: "invalid",
    code: "line.field_missing",
    hint: `Give "${name}" as a JSON string`,
  });
}

import { sha256Hex } from "@steadyhand/core/proposal";
import { dig, textAt, textsAt } from "../story/index.ts";
import type { Block, Prose } from "./block.ts";
import { counted, sayBytes } from "./words.ts";

const bare = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** Stands where a secret was taken out before anything was recorded. */
const redacted = /\[redacted:[a-z0-9_-]+\]/i;

export function isRedacted(value: unknown): boolean {
  return redacted.test(JSON.stringify(value ?? null));
}

/** The text that ran or would have run, and how it is to be read. */
export interface CommandText {
  readonly text: string;
  readonly how: string;
}

/** Reads a recorded command: a script, words, or a typed action. */
export function commandText(command: unknown): CommandText {
  switch (textAt(command, "kind")) {
    case "shell":
      return { text: textAt(command, "script") ?? "", how: "A script for bash -euo pipefail" };
    case "words": {
      const words = textsAt(command, "words");
      const quoted = words.map((word) => (bare.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`));
      return {
        text: quoted.join(" "),
        how: `One program, started without a shell with ${counted(words.length, "word")}, written here in shell quotes`,
      };
    }
    case "action":
      return {
        text: describeAction(command),
        how: "A typed action with its parameters, written here as JSON",
      };
    default:
      return {
        text: JSON.stringify(command ?? null),
        how: "A command of a kind that this version does not know, as JSON",
      };
  }
}

/** The command as a block of exact text, with its size and the digest of what stands there. */
export function commandBlock(command: unknown): Block {
  const { text, how } = commandText(command);
  const lines = text.split("\n");
  const size = `${counted(lines.length, "line")}, ${sayBytes(Buffer.byteLength(text))}`;
  const caption: Prose = [
    { text: `${how}. ${size}, SHA-256 of this text ` },
    { code: sha256Hex(text), style: "muted" },
    ...(isRedacted(command)
      ? [{ text: " Where a secret stood, [redacted:…] was recorded in its place; it ran with the secret." }]
      : []),
  ];
  return { kind: "code", lines, caption };
}

const mostOfExcerpt = 2_000;

/** The beginning of a text that stands elsewhere in full. */
export function excerpt(text: string, what: string): Block {
  const head = text.slice(0, mostOfExcerpt);
  const caption =
    head.length < text.length
      ? `${what}: its first ${mostOfExcerpt} characters of ${text.length}. What ran stands in full with its step; all of the event is in the export.`
      : `${what}.`;
  return { kind: "code", lines: head.split("\n"), caption };
}

/** The first line, cut, for a list. */
export function commandLine(command: unknown, mostCharacters: number): string {
  const [line = "", ...more] = commandText(command).text.split("\n");
  const cut = line.length > mostCharacters ? line.slice(0, mostCharacters) : line;
  return cut.length < line.length || more.length > 0 ? `${cut}…` : cut;
}

function describeAction(command: unknown): string {
  const parameters = dig(command, "parameters");
  const entries = Object.entries(typeof parameters === "object" && parameters !== null ? parameters : {});
  const version = dig(command, "version");
  return [
    `${textAt(command, "name") ?? "?"} (version ${JSON.stringify(version ?? null)})`,
    ...entries.map(([name, value]) => `  ${name}: ${JSON.stringify(value)}`),
  ].join("\n");
}

/** What of a shell script a rule spoke of; nothing where the ranges do not fit what was recorded. */
export function partOf(command: unknown, evidence: unknown): string | undefined {
  const script = textAt(command, "script");
  const [start, end] = [dig(evidence, "range", "start"), dig(evidence, "range", "end")];
  if (script === undefined || isRedacted(script)) return undefined;
  if (typeof start !== "number" || typeof end !== "number" || start >= end || end > script.length) return undefined;
  return script.slice(start, end);
}

import { createHash } from "node:crypto";
import { fstatSync, readFileSync, statSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import type { WrittenEnd } from "./attempt.ts";
import type { ProcessIdentity } from "./reach/process-table.ts";
import type { ReachRecord } from "./reach/reach.ts";

/**
 * What the helper writes of one attempt, a line each, into a file of its own.
 *
 * - `accepted` is durable before anything starts. It says who could tell what became of the attempt.
 * - `spawning` is written before the process is made: where it is missing and nobody is left to write it, nothing ran.
 * - `started` and `ended` say what their names say; `ended` is durable before anybody hears of it.
 * - `kept`: the server is gone and the kept output lies beside the journal, with secrets removed.
 */
export type JournalLine =
  | {
      readonly type: "accepted";
      readonly attemptId: string;
      readonly at: string;
      readonly bootId: string;
      readonly helper: ProcessIdentity;
      readonly server: ProcessIdentity;
      readonly marker: string;
    }
  | { readonly type: "spawning"; readonly reach: ReachRecord }
  | { readonly type: "started"; readonly process: ProcessIdentity; readonly at: string }
  | { readonly type: "ended"; readonly end: WrittenEnd }
  | { readonly type: "kept"; readonly stdoutBytes: number; readonly stderrBytes: number };

type LineOf<Type extends JournalLine["type"]> = Extract<JournalLine, { type: Type }>;

/** What the journal knows of one attempt. */
export interface JournalEntry {
  readonly accepted: LineOf<"accepted">;
  readonly spawning?: LineOf<"spawning">;
  readonly started?: LineOf<"started">;
  readonly ended?: LineOf<"ended">;
  readonly kept?: LineOf<"kept">;
}

const suffix = ".attempt";

/** Where the traces of one attempt lie. */
export interface AttemptFiles {
  readonly journal: string;
  readonly stdout: string;
  readonly stderr: string;
  /** Why a later server ended it, for the helper of an earlier one. */
  readonly intent: string;
  /** Another server follows it: its helper writes down what it keeps as soon as it has ended. */
  readonly taken: string;
}

/** A file name that can be read by people and cannot clash: what is safe of the id, and a part of its hash. */
export function attemptName(attemptId: string): string {
  const readable = attemptId.replace(/[^A-Za-z0-9_-]+/g, "-").slice(0, 80);
  return `${readable}.${createHash("sha256").update(attemptId).digest("hex").slice(0, 20)}`;
}

export function attemptFiles(directory: string, name: string): AttemptFiles {
  const base = join(directory, name);
  return {
    journal: base + suffix,
    stdout: `${base}.stdout`,
    stderr: `${base}.stderr`,
    intent: `${base}.intent`,
    taken: `${base}.taken`,
  };
}

/** The name of the attempt whose journal this file is, if it is one. */
export function nameOfJournal(file: string): string | undefined {
  return file.endsWith(suffix) ? file.slice(0, -suffix.length) : undefined;
}

/**
 * Takes a journal away if it still is the file that `descriptor` is open on, so that no other can have its number: somebody
 * may have taken that away and another attempt to begin may have made one since.
 */
export function removeJournal(path: string, descriptor: number): void {
  if (statSync(path, { throwIfNoEntry: false })?.ino === fstatSync(descriptor).ino) unlinkSync(path);
}

/** Reads one attempt's journal. A line that was cut by a crash does not count; without a first line nothing began. */
export function readJournal(path: string): JournalEntry | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    // Forgotten between listing and reading.
    return undefined;
  }
  return parseJournal(text);
}

/** Reads the text of a journal. */
export function parseJournal(text: string): JournalEntry | undefined {
  const found: { -readonly [Type in JournalLine["type"]]?: LineOf<Type> } = {};
  for (const line of text.split("\n").slice(0, -1)) {
    const parsed = parseLine(line);
    if (parsed !== undefined) Object.assign(found, { [parsed.type]: parsed });
  }
  return found.accepted === undefined ? undefined : { ...found, accepted: found.accepted };
}

function parseLine(line: string): JournalLine | undefined {
  try {
    return JSON.parse(line);
  } catch {
    // Power was cut inside the line: what it would have said is not known.
    return undefined;
  }
}

import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { OpenedSubject } from "@steadyhand/actions";
import type { TenantId } from "@steadyhand/core/identity";
import type { CommandScanner } from "@steadyhand/engine";
import { openSubject, readSubjectFile, runWords } from "@steadyhand/subjects/file";
import type { ServerLog } from "../log.ts";
import { subjectSecrets } from "./subject-secrets.ts";

/** A subject's file that is in use. */
export interface UsedFile extends OpenedSubject {
  readonly path: string;
}

/** A file, or the folder itself, that cannot be used, and everything that is wrong with it. */
export interface UnusedFile {
  readonly path: string;
  readonly problems: readonly { readonly line: number; readonly column: number; readonly message: string }[];
}

/** What the folder of subjects holds, as it was at the start. */
export interface SubjectFiles {
  readonly used: readonly UsedFile[];
  readonly unused: readonly UnusedFile[];
  /** Kept out of everything that is recorded or shown. */
  readonly secrets: readonly string[];
}

interface Place {
  /** Whose subjects they are. */
  readonly tenantId: TenantId;
  /** Named on purpose; it must be there. */
  readonly named: string | undefined;
  /** Looked into when nobody named one; it may be absent. */
  readonly usual: string;
  readonly workingDirectory: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly scanner: CommandScanner;
  readonly now: () => Date;
  readonly log: ServerLog;
}

/** Opens the subject of every file in the folder. One that cannot be used is told of, and stops nothing else. */
export function openSubjects(place: Place, opening: AsyncDisposableStack): SubjectFiles {
  const { named, usual, workingDirectory, log } = place;
  const folder = named ? resolve(workingDirectory, named) : usual;
  const used: UsedFile[] = [];
  const unused: UnusedFile[] = [];
  for (const path of filesIn(folder, named !== undefined, unused)) {
    const opened = openFile(path, place, used);
    if ("problems" in opened) unused.push(opened);
    else {
      used.push(opened);
      opening.defer(() => opened.subject.close());
    }
  }
  for (const { path, problems } of unused) log.warn({ path, problems }, "a subject's file cannot be used");
  return { used, unused, secrets: used.flatMap(({ file }) => subjectSecrets(file, place.env)) };
}

function filesIn(folder: string, isNamed: boolean, unused: UnusedFile[]): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.ya?ml$/.test(name))
      .sort()
      .map((name) => join(folder, name));
  } catch (error) {
    const isAbsent = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (isNamed || !isAbsent) unused.push(unusable(folder, error));
    return [];
  }
}

function openFile(path: string, place: Place, used: readonly UsedFile[]): UsedFile | UnusedFile {
  const { env, scanner, now, tenantId } = place;
  const judge = ({ dialect, text }: { readonly dialect: "shell" | "sql"; readonly text: string }) =>
    scanner.scan(text, dialect).risk;
  try {
    const read = readSubjectFile(readFileSync(path, "utf8"), { judge, env });
    if (!read.ok) return { path, problems: read.problems };
    const { file } = read;
    const other = used.find((one) => one.file.name === file.name);
    if (other !== undefined) return unusable(path, `there is a subject ${file.name} already, in ${other.path}`);
    return { tenantId, path, file, subject: openSubject(file, { env, judge, now, run: runWords(env.PATH) }) };
  } catch (error) {
    return unusable(path, error);
  }
}

function unusable(path: string, error: unknown): UnusedFile {
  const message = error instanceof Error ? error.message : String(error);
  return { path, problems: [{ line: 1, column: 1, message }] };
}

import { openSubject, readSubjectFile, runWords } from "@steadyhand/subjects/file";
import type { OpenedSubject } from "../../src/index.ts";

/** A subject of a file's text, as a server opens it. */
export function openedFrom(text: string, env: Readonly<Record<string, string>> = {}): OpenedSubject {
  const judge = () => "safe" as const;
  const read = readSubjectFile(text, { judge, env });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const ports = { judge, env, now: () => new Date(), run: runWords(process.env.PATH) };
  return { tenantId: "ten_a", file: read.file, subject: openSubject(read.file, ports) };
}

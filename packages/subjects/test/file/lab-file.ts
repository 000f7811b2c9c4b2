import { readSubjectFile } from "@steadyhand/subjects/file";

/** What a lab's file comes to, as a server reads it from the folder of subjects. */
export function labFileOf(text: string) {
  const read = readSubjectFile(text, { judge: () => "unknown", env: {} });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const { name, environment, isDisposable, everyMs, of } = read.file;
  return { name, environment, isDisposable, everyMs, kind: of.kind };
}

/** What every lab says of itself. */
export const disposable = { environment: "lab", isDisposable: true, everyMs: 5_000 } as const;

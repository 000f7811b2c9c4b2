export { openSubject } from "./open-subject.ts";
export { type ReadSubjectFile, readSubjectFile, type SubjectFile } from "./read-subject-file.ts";
export { runWords } from "./run-words.ts";

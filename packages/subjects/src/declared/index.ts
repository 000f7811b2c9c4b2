export { duration, knownParts, type SubjectFileValue, subjectName } from "./document.ts";
export { fromEnvironment } from "./fill.ts";
export { openDeclared } from "./open-declared.ts";
export type { DeclaredPorts, Ran } from "./ports.ts";
export { inOrder, openSubjectYaml, type ReadSubject, readDeclared, readSubject } from "./read-subject.ts";

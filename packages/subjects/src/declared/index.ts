export type { SubjectFileValue } from "./document.ts";
export { openDeclared } from "./open-declared.ts";
export type { DeclaredPorts, Ran } from "./ports.ts";
export { type ReadSubject, readSubject } from "./read-subject.ts";

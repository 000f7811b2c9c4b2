export type { Block, Column, LogLine, Prose, Span } from "./block.ts";
export type { Evidence, KeptElsewhere, LastIncluded, Problem, RecordCheck, SignedExport } from "./evidence.ts";
export { findContradictions } from "./find-contradictions.ts";
export { writeDocument } from "./write-document.ts";

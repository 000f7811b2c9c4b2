export { type AuditEvent, type AuditEventDraft, type AuditEventType, firstPrevious } from "./audit-event.ts";
export { type ChainCheck, type ChainProblem, type ChainProblemCode, createChainCheck } from "./chain-check.ts";
export {
  type ExportFilter,
  type ExportHeader,
  type ExportStatement,
  exportVersion,
  isSignedBy,
  keyIdOf,
  type SigningKey,
  signingKeyOf,
  signText,
} from "./export-format.ts";
export { type ChainLink, emptyChain, type SealedEvent, sealEvent, sealEvents } from "./seal-event.ts";
export { splitLines } from "./split-lines.ts";
export { type ExportProblemCode, type ExportReport, type Lines, verifyExport } from "./verify-export.ts";
export { type ExportRow, writeExport } from "./write-export.ts";

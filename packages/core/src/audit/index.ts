export { type AuditEvent, type AuditEventDraft, type AuditEventType, firstPrevious } from "./audit-event.ts";
export { type ChainCheck, type ChainProblem, type ChainProblemCode, createChainCheck } from "./chain-check.ts";
export { checkStretch, type Stretch } from "./check-stretch.ts";
export {
  type Checkpoint,
  checkpointLine,
  checkpointOf,
  type Grown,
  grownAt,
  nothingGrown,
  readCheckpointLine,
} from "./checkpoint.ts";
export {
  type ExportFilter,
  type ExportHeader,
  type ExportStatement,
  exportVersion,
  isSignedBy,
  isStretchOfTime,
  keyIdOf,
  type SigningKey,
  signingKeyOf,
  signText,
} from "./export-format.ts";
export {
  consistencyRanges,
  createMerkleTree,
  inclusionRanges,
  isConsistent,
  isIncluded,
  type LeafRange,
  type MerklePath,
  type MerkleTree,
  rootsOf,
} from "./merkle-tree.ts";
export {
  checkProof,
  type GrowthProof,
  type InclusionProof,
  type LedgerProof,
  type ProofProblemCode,
  type ProofReport,
  proofText,
  proofVersion,
} from "./proof.ts";
export { type ChainLink, emptyChain, type SealedEvent, sealEvent, sealEvents } from "./seal-event.ts";
export { splitLines } from "./split-lines.ts";
export { type ExportProblemCode, type ExportReport, type Lines, verifyExport } from "./verify-export.ts";
export { type StretchCheck, verifyExportBytes } from "./verify-export-bytes.ts";
export { type ExportRow, writeExport } from "./write-export.ts";

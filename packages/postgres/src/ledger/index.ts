export { type Anchor, type AnchorFile, type AnchorLine, openAnchorFile, readAnchorLine } from "./anchor-file.ts";
export { createAnchoring } from "./anchoring.ts";
export { appendStatements, lockHead, selectHead } from "./append-events.ts";
export { createLedgerCheck, type EventRow, type LedgerProblem } from "./ledger-check.ts";
export { openLedgerKey } from "./ledger-key.ts";
export { openLedger } from "./open-ledger.ts";
export { openRecordReader, type RecordReader } from "./open-record-reader.ts";
export { readEnd, readEvents, readHash } from "./read-events.ts";

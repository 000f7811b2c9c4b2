export { type Anchor, type AnchorFile, openAnchorFile } from "./anchor-file.ts";
export { createAnchoring } from "./anchoring.ts";
export { appendStatements, lockHead, selectHead } from "./append-events.ts";
export { openLedgerKey } from "./ledger-key.ts";
export { openLedger } from "./open-ledger.ts";
export { openRecordReader, type RecordReader } from "./open-record-reader.ts";

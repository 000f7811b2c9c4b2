export { type Anchor, type AnchorFile, openAnchorFile } from "./anchor-file.ts";
export { appendStatements, lockHead, selectHead } from "./append-events.ts";
export { openLedgerKey } from "./ledger-key.ts";
export { openLedger } from "./open-ledger.ts";
export { readEnd } from "./read-events.ts";

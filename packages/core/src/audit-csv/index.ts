export { digestOf } from "./columns.ts";
export { sayWhat } from "./say-what.ts";
export { type AuditCsvOptions, auditCsvHeading, auditCsvRow, writeAuditCsv } from "./write-audit-csv.ts";
export { protectCell, restoreCell } from "./write-cell.ts";

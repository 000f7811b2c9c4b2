export { AuditPage } from "./AuditPage.tsx";
export { type AuditSearch, readAuditSearch } from "./audit-search.ts";
export { VerifyRecord } from "./VerifyRecord.tsx";

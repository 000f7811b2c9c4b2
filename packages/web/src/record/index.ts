export { AuditPage } from "./AuditPage.tsx";
export { auditFilterOf, auditSearchOf, readAuditSearch } from "./audit-search.ts";
export { VerifyRecord } from "./VerifyRecord.tsx";

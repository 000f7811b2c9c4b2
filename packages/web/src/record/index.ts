export { AuditPage } from "./AuditPage.tsx";
export { VerifyRecord } from "./VerifyRecord.tsx";

export { createLog } from "../log.ts";
export { type CreatedBackup, type CreateOptions, createBackup } from "./create-backup.ts";
export { operator } from "./operator.ts";
export { outputsFolder } from "./outputs-folder.ts";
export { type RestoredBackup, type RestoreOptions, restoreBackup } from "./restore-backup.ts";
export { type BackupReport, type VerifyOptions, verifyBackup, type WholeBackup } from "./verify-backup.ts";

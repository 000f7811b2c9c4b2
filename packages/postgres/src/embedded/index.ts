export { type Binaries, findBinaries } from "./binaries.ts";
export { type FolderLock, lockFolder } from "./folder-lock.ts";
export { type EmbeddedPostgres, openEmbeddedPostgres, type PostgresLog } from "./open-embedded-postgres.ts";

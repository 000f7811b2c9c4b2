export { type PostgresConfig, type PostgresConfigInput, readPostgresConfig } from "./config.ts";
export { createPostgresSubject } from "./create-postgres-subject.ts";

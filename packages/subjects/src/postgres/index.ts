export { type PostgresConfig, type PostgresConfigInput, postgresConfig, readPostgresConfig } from "./config.ts";
export { createPostgresSubject } from "./create-postgres-subject.ts";

import { OpsError } from "@steadyhand/core/outcome";

export function notEmpty(why: string): OpsError {
  return new OpsError(`Cannot restore into this database: ${why}, and nothing is ever written over`, {
    kind: "refused",
    code: "backup.target_not_empty",
    hint: "Name a new, empty database",
  });
}

export function newerBackup(migration: string): OpsError {
  return new OpsError(`Cannot restore the backup: a newer release made it, whose schema has ${migration}`, {
    kind: "refused",
    code: "backup.newer",
    hint: "Restore it with that release, or a later one",
  });
}

export function otherSchema(migration: string): OpsError {
  return new OpsError(`Cannot restore the backup: its schema has another ${migration} than this release`, {
    kind: "refused",
    code: "backup.other_schema",
    hint: "Restore it with the release that made it",
  });
}

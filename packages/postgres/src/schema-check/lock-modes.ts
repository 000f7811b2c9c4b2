/** The table locks of PostgreSQL that statements of a migration take, weakest first. */
export const lockModes = [
  "ACCESS SHARE",
  "ROW EXCLUSIVE",
  "SHARE UPDATE EXCLUSIVE",
  "SHARE",
  "SHARE ROW EXCLUSIVE",
  "EXCLUSIVE",
  "ACCESS EXCLUSIVE",
] as const;

export type LockMode = (typeof lockModes)[number];

/** What of ours has to wait while a lock is held. Reading and writing rows take ACCESS SHARE and ROW EXCLUSIVE. */
export type Blocked = "nothing" | "writing" | "reading and writing";

/** From the table of conflicts in PostgreSQL's documentation, 13.3.1. */
export function blockedBy(mode: LockMode): Blocked {
  if (mode === "ACCESS EXCLUSIVE") return "reading and writing";
  return lockModes.indexOf(mode) >= lockModes.indexOf("SHARE") ? "writing" : "nothing";
}

/** `AccessExclusiveLock`, as `pg_locks` writes it, as the documentation does. */
export function lockModeOf(written: string): LockMode | undefined {
  const spaced = written
    .replace(/Lock$/, "")
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ")
    .toUpperCase();
  return lockModes.find((mode) => mode === spaced);
}

import { existsSync, statSync } from "node:fs";
import { OpsError } from "@steadyhand/core/outcome";
import type { DataFolder } from "./data-folder.ts";

/**
 * A data folder with signed checkpoints and no embedded database has its record on a PostgreSQL server. Without its address a second record
 * would begin under the same key, and its checkpoints would stand among those of the first: neither would verify any more.
 * Throws `data.other_database`.
 */
export function refuseAnotherDatabase({ path, anchors, postgres }: DataFolder): void {
  const signed = statSync(anchors, { throwIfNoEntry: false });
  if (signed === undefined || signed.size === 0 || existsSync(postgres)) return;
  throw new OpsError(`Cannot use the data folder ${path}: its record is not in it, but on a PostgreSQL server`, {
    kind: "refused",
    code: "data.other_database",
    hint: "Give its address with --database-url or DATABASE_URL, as it was given before; to begin anew, name another folder with --data",
  });
}

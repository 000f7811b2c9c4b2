import type { Actor } from "@steadyhand/core/identity";
import { ownerId } from "../start/owner.ts";

/** Who makes or restores a backup: whoever may use the data folder, by the name that they have in the record. */
export function operator({
  userName,
  machineName,
  dataFolder,
  databaseUrl,
}: {
  readonly userName: string;
  readonly machineName: string;
  readonly dataFolder: string;
  readonly databaseUrl: string | undefined;
}): Actor {
  const sharedBy = databaseUrl === undefined ? undefined : `${machineName}:${dataFolder}`;
  return { kind: "person", id: ownerId(userName, sharedBy), name: userName };
}

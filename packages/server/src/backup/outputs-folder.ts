import { resolve } from "node:path";
import type { DataFolder } from "../start/data-folder.ts";

/**
 * Where sealed outputs lie as files; `undefined` where they lie in the database, which is in the backup anyway, or in a
 * bucket, which is not.
 */
export function outputsFolder(
  folder: DataFolder,
  env: Readonly<Record<string, string | undefined>>,
  { isShared }: { readonly isShared: boolean },
): string | undefined {
  const named = env.STEADYHAND_BLOBS || (isShared ? "database" : folder.blobs);
  if (named === "database" || /^[a-z][a-z0-9+.-]*:\/\//i.test(named)) return undefined;
  return resolve(env.INIT_CWD ?? env.PWD ?? folder.path, named);
}

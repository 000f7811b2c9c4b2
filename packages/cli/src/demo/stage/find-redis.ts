import { accessSync, constants } from "node:fs";
import { join } from "node:path";
import { OpsError } from "@steadyhand/core/outcome";

const names = ["redis-server", "valkey-server"] as const;

/** Whether there is a Redis that the lab can start. Throws `demo.no_redis`, which says how to get one. */
export function needRedis(path: string | undefined): void {
  const folders = (path ?? "").split(":").filter(Boolean);
  if (folders.some((folder) => names.some((name) => isProgram(join(folder, name))))) return;
  throw new OpsError("Cannot start the rate limiter's lab: there is no redis-server on this machine", {
    kind: "unavailable",
    code: "demo.no_redis",
    hint: "Install it with `apt-get install redis-server` (or `valkey-server`), or see the demo that needs none: `steady demo tikv`",
  });
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

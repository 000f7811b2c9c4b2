import { homedir } from "node:os";
import { isAbsolute, resolve } from "node:path";
import { defaultDataFolder } from "@steadyhand/server/data-folder";
import type { Services } from "../services.ts";

/** The data folder that is meant: named on the command line, in the environment, or the one the server would take. */
export function dataFolder(
  given: string | undefined,
  { env, workingDirectory, isRoot }: Pick<Services, "env" | "workingDirectory" | "isRoot">,
): string {
  const named = given ?? (env.STEADYHAND_DATA || undefined);
  if (named !== undefined) return isAbsolute(named) ? named : resolve(workingDirectory, named);
  return defaultDataFolder({ env, isRoot, home: env.HOME || homedir() });
}

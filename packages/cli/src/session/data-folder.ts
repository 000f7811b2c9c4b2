import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import type { Services } from "../services.ts";

/** The data folder that is meant: named on the command line, in the environment, or the user's state folder. */
export function dataFolder(
  given: string | undefined,
  { env, workingDirectory, isRoot }: Pick<Services, "env" | "workingDirectory" | "isRoot">,
): string {
  const named = given ?? (env.STEADYHAND_DATA || undefined);
  if (named !== undefined) return isAbsolute(named) ? named : resolve(workingDirectory, named);
  // The XDG rules say to ignore a relative one.
  if (env.XDG_STATE_HOME?.startsWith("/")) return join(env.XDG_STATE_HOME, "steadyhand");
  if (isRoot) return "/var/lib/steadyhand";
  return join(env.HOME || homedir(), ".local", "state", "steadyhand");
}

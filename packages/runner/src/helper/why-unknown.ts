import type { StartMessage } from "./start-process.ts";

/**
 * Why nobody knows what an action came to that ended by itself: it says so, or its process died in the middle of it. A command's
 * status is what it is: only an action is given a status for this, and that one is never repeated by itself.
 */
export function whyUnknown(
  { unknownStatus }: Pick<StartMessage, "unknownStatus">,
  { exitCode, signal }: { readonly exitCode?: number; readonly signal?: string },
): string | undefined {
  if (unknownStatus === undefined) return undefined;
  if (exitCode === unknownStatus) return "the action itself says that nobody knows whether it happened";
  return signal === undefined ? undefined : `its process died of ${signal} in the middle of the action`;
}

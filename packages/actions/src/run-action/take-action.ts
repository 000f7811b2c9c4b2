import { httpCheckParameters, performHttpCheck } from "../built-in/http-check.ts";
import { noteParameters, performNote } from "../built-in/note.ts";
import { notifyParameters, performNotify } from "../built-in/notify.ts";
import { performWait, waitParameters } from "../built-in/wait.ts";
import { readNetworks } from "../http/address.ts";
import { ended, type PerformContext } from "../perform.ts";
import { performScript, sealedScript } from "../script/script.ts";
import type { ActionOrder, InstallationSettings } from "./order.ts";

type Order = ReturnType<(typeof ActionOrder)["parse"]>;

/** Takes one action, whose parameters were checked when it was sealed, and answers with its exit status. */
export async function takeAction({ action, settings }: Order, context: PerformContext): Promise<number> {
  if (!("subject" in settings)) return takeOwnAction(action, settings, context);
  // What subjects are reached by costs every other action time that it does not need.
  const { takeSubjectAction } = await import("../subject/take-subject-action.ts");
  return takeSubjectAction(action, settings.subject, context);
}

async function takeOwnAction(
  action: Order["action"],
  settings: InstallationSettings,
  context: PerformContext,
): Promise<number> {
  const now = () => new Date();
  const { parameters } = action;
  switch (`${action.name}/${action.version}`) {
    case "wait/1":
      return performWait(waitParameters.parse(parameters), context);
    case "note/1":
      return performNote(noteParameters.parse(parameters), context);
    case "http_check/1": {
      const read = readNetworks(settings.allowedNetworks);
      if (!read.ok) throw new TypeError(read.why);
      return performHttpCheck(httpCheckParameters.parse(parameters), { ...context, allowed: read.networks });
    }
    case "notify/1":
      return performNotify(notifyParameters.parse(parameters), { ...context, channels: settings.channels, now });
    case "script/1":
      return performScript(sealedScript.parse(parameters), { ...context, ...settings.script, now });
    default:
      await context.complain(`There is no action ${action.name} of version ${action.version} here\n`);
      return ended.cannot;
  }
}

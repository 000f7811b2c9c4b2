import type { Dialect } from "../risk/index.ts";
import { readActionCall } from "./action-call.ts";

/** How to read what a person writes in place of a command: for the shell, unless it is an action in place of an action. */
export function dialectOfEdit(edited: string, before: Dialect | undefined): "shell" | "action" {
  return before === "action" && edited.includes("{") && readActionCall(edited).ok ? "action" : "shell";
}

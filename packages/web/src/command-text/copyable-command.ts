import type { ResolvedCommandWire } from "@steadyhand/api";
import { describeCall } from "@steadyhand/core/action";

/** Words of these characters mean themselves in every shell. */
const inert = /^[A-Za-z0-9_@%+=:,./-]+$/;

/**
 * A command as text that does the same when it is pasted into a POSIX shell: each word stays the one word it is. An action
 * has no such text and is copied as it is read.
 */
export function copyableCommand(command: ResolvedCommandWire): string {
  if (command.kind === "shell") return command.script;
  if (command.kind === "action") return describeCall(command);
  return command.words.map((word) => (inert.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(" ");
}

import type { ResolvedCommandWire } from "@steadyhand/api";

/** Words of these characters mean themselves in every shell. */
const inert = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** A command as text that does the same when it is pasted into a POSIX shell: each word stays the one word it is. */
export function copyableCommand(command: ResolvedCommandWire): string {
  if (command.kind === "shell") return command.script;
  return command.words.map((word) => (inert.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(" ");
}

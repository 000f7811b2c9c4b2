import type { WordFinding } from "./statement-words.ts";

/** Judges one backslash command of the `mysql` client. */
export function judgeMysqlCommand(command: string): WordFinding {
  const letter = command[1] ?? "";
  const rest = command.slice(2).trim();
  if (letter === "!" || (letter === "P" && rest !== ""))
    return { risk: "dangerous", why: "The mysql client runs a command of the system." };
  if (letter === "T" && rest !== "") return { risk: "caution", why: "The mysql client writes what follows to a file." };
  if (/^[gGcphsrWwntyqxP?T]$/.test(letter) && rest === "")
    return { risk: "safe", why: `The mysql client's \\${letter} ends a statement or formats its answer.` };
  if (letter === "u" || letter === "R" || letter === "C")
    return { risk: "caution", why: `The mysql client's \\${letter} changes the session.` };
  return { risk: "unknown", why: `What the mysql client does after \\${letter} is not in the text.` };
}

/** What the `mysql` client does that psql does not, for text that may be given to either of them. */
export function isOnlyMysqls(command: string): boolean {
  return /^\\(?:[!.]|[TPe](?![a-z]))/.test(command) && judgeMysqlCommand(command).risk !== "safe";
}

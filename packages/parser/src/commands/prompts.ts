import { isCertainCommand } from "./shell-likeness.ts";

export interface Prompt {
  /** Whose prompt it is; `continuation` asks for more of what was begun, `repl` belongs to a program we cannot judge. */
  readonly kind: "shell" | "sql" | "continuation" | "sql-continuation" | "repl";
  /** Characters up to what was typed. */
  readonly length: number;
}

const maxPromptLength = 200;
const shellPrompts: readonly RegExp[] = [
  /^\s*\$(?:\s+(?=\S)|\s*$)/,
  // root@db1:/var/lib# , [ops@web ~]$ , (venv) me@box:~$ , me@box %
  /^\s*(?:\([\w.-]{1,40}\) ?)?\[?[\w.-]{1,64}@[\w.-]{1,128}(?:[: ][^\s$#%>\]]{0,200})?\]?\s?[$#%>](?:\s+(?=\S)|\s*$)/,
  // bash-5.1$ , sh-4.4#
  /^\s*(?:ba|z|k|da)?sh(?:-[\d.]{1,8})?[$#](?:\s+(?=\S)|\s*$)/,
  // ~ $ , /app # , ~/src/app $
  /^\s*[~/][\w./-]{0,80} ?[$#%]\s+(?=\S)/,
  /^\s*[❯➜λ»]\s+(?=\S)/u,
];
const sqlPrompts: readonly RegExp[] = [
  // orders=> , postgres=# , app=*>
  /^\s*[A-Za-z_][\w.-]{0,62}=[*!]?[#>](?:\s+|$)/,
  /^\s*=[#>]\s+(?=\S)/,
  /^\s*(?:mysql|MariaDB \[[^\]]{0,64}\]|sqlite|SQL|cqlsh(?::\w{1,64})?|clickhouse[\w.-]{0,40}|trino|presto|hive)>(?:\s+|$)/,
];
const sqlContinuations: readonly RegExp[] = [
  /^\s*[A-Za-z_][\w.-]{0,62}(?:[-('"*$])[#>](?:\s+|$)/,
  /^\s{2,}->(?:\s+|$)/,
  /^\s*\.{3}>\s+/,
];
const replPrompts: readonly RegExp[] = [
  /^\s*>>>\s/,
  /^\s*(?:In ?\[\d{1,4}\]:|irb\([^)]{0,40}\)[\d:]{0,12}>|pry\([^)]{0,40}\)>|iex\([^)]{0,40}\)>|\(gdb\)|\(lldb\))\s/,
  /^\s*(?:redis|mongo|mongosh|scala|node|ftp|sftp|openssl|telnet|nslookup|gremlin|jshell)[^\s>]{0,60}>\s/,
  /^\s*\d{1,3}(?:\.\d{1,3}){3}:\d{1,5}(?:\[\d{1,3}\])?>\s/,
  /^\s*PS [A-Za-z]:[^>\n]{0,100}>\s/,
  /^\s*[A-Za-z]:\\[^>\n]{0,100}>/,
  /^\s*\w[\w-]{0,40}(?::(?:PRIMARY|SECONDARY))\s?>\s/,
];
const hostOnly = /^\s*[A-Za-z][\w.-]{1,40}[$#%]\s+(?=\S)/;
const hash = /^\s*#\s+(?=\S)/;
const angle = /^\s*>(?:\s+(?=\S)|\s*$)/;

/** The prompt a line of a code block begins with. A bare `#` or `>` is none here: those take the block around to tell. */
export function promptOf(line: string): Prompt | undefined {
  const head = line.slice(0, maxPromptLength);
  if (!/[$#%>❯➜»λ]|^\s*(?:In ?\[|\((?:gdb|lldb)\))/u.test(head)) return undefined;
  const length = matchLength(shellPrompts, head);
  if (length > 0) return { kind: "shell", length };
  const sql = matchLength(sqlPrompts, head);
  if (sql > 0) return { kind: "sql", length: sql };
  const repl = matchLength(replPrompts, head);
  if (repl > 0) return { kind: "repl", length: repl };
  const more = matchLength(sqlContinuations, head);
  if (more > 0) return { kind: "sql-continuation", length: more };
  const host = matchLength([hostOnly], head);
  if (host > 0 && isCertainCommand(line.slice(host))) return { kind: "shell", length: host };
  return undefined;
}

/** How far `# ` reaches on a line that may be a root prompt; 0 where there is none. */
export function rootPromptLength(line: string): number {
  return matchLength([hash], line.slice(0, maxPromptLength));
}

/** How far `> ` reaches on a line that may continue the one above. */
export function anglePromptLength(line: string): number {
  return matchLength([angle], line.slice(0, maxPromptLength));
}

/** Whether a line of plain text was typed at a prompt. Outside of code blocks `$ 5` is money and `# Notes` a heading. */
export function isPromptLine(content: string): boolean {
  const root = rootPromptLength(content);
  if (root > 0) return isCertainCommand(content.slice(root));
  const prompt = promptOf(content);
  if (prompt === undefined || prompt.kind === "repl") return false;
  const typed = content.slice(prompt.length);
  return typed !== "" && /^[\w./~$("'{[!\\-]/.test(typed) && !/^\d/.test(typed);
}

function matchLength(patterns: readonly RegExp[], text: string): number {
  for (const pattern of patterns) {
    const found = pattern.exec(text);
    if (found !== null) return found[0].length;
  }
  return 0;
}

import type { FoundVariable } from "./find-variables.ts";

/** Names every shell sets by itself, or every login does. */
const wellKnown = new Set(
  (
    "HOME USER LOGNAME PWD OLDPWD PATH SHELL HOSTNAME HOSTTYPE OSTYPE MACHTYPE UID EUID GROUPS PPID RANDOM SRANDOM SECONDS LINENO " +
    "FUNCNAME PIPESTATUS REPLY OPTARG OPTIND IFS TERM LANG LC_ALL EDITOR VISUAL PAGER TMPDIR DISPLAY COLUMNS LINES SHLVL " +
    "EPOCHSECONDS EPOCHREALTIME BASH BASHPID BASH_SOURCE BASH_VERSION BASH_REMATCH BASH_LINENO DIRSTACK PS1 PS2 PS4 _"
  ).split(" "),
);
const maxLength = 200;

/** `$NAME` or `${NAME…}` at a dollar sign. */
export function expansionAt(text: string, at: number): FoundVariable | undefined {
  const head = text.slice(at, at + maxLength);
  const plain = /^\$([A-Za-z_]\w*)/.exec(head);
  if (plain !== null) return known(plain[1] ?? "", "$NAME", at, at + plain[0].length, undefined);
  const braced = /^\$\{#?([A-Za-z_]\w*)/.exec(head);
  if (braced === null) return undefined;
  const end = closingBrace(text, at + 1);
  if (end === undefined) return undefined;
  const inner = text.slice(at + 2, end - 1);
  if (isKebabName(inner)) return known(inner, "${NAME}", at, end, undefined);
  const name = braced[1] ?? "";
  const operation = text.slice(at + braced[0].length, end - 1);
  const given = /^(?::?[-=])([^$`]*)$/.exec(operation)?.[1];
  return known(name, "${NAME}", at, end, given === "" ? undefined : given);
}

/** `${db-instance-name}`: a shell reads a default into it, its author meant one name. */
function isKebabName(inner: string): boolean {
  return /^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/.test(inner);
}

function known(
  name: string,
  form: "$NAME" | "${NAME}",
  from: number,
  to: number,
  given: string | undefined,
): FoundVariable | undefined {
  if (wellKnown.has(name)) return undefined;
  return given === undefined ? { name, form, from, to } : { name, form, from, to, default: unquoted(given) };
}

function unquoted(text: string): string {
  return /^(["']).*\1$/.test(text) && text.length > 1 ? text.slice(1, -1) : text;
}

function closingBrace(text: string, open: number): number | undefined {
  let depth = 0;
  const limit = Math.min(text.length, open + maxLength);
  for (let i = open; i < limit; i++) {
    if (text[i] === "\\") i++;
    else if (text[i] === "{") depth++;
    else if (text[i] === "}" && --depth === 0) return i + 1;
  }
  return undefined;
}

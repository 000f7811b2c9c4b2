import { isKnownProgram } from "@steadyhand/scanner";
import type { Command, ParsedScript, Statement } from "unbash";
import { leadingCommand, parseShell } from "./shell-syntax.ts";

const maxLength = 2000;
/** Programs and builtins that begin English sentences and labels as well. Alone they prove nothing. */
const englishWords = new Set(
  (
    "age alias at banner brew cancel clear column comm command cut date dig env eval exec exit expand export expr factor file find fold " +
    "flux forever free gem go groups hash head help history host id info install jobs join just kill last less link local locate lock login look mail " +
    "make man more mount nice open pass paste patch press print read reboot reset restart return route run screen script select " +
    "salt sensors serve service set shift shutdown sleep sort source split start stat status stop strings sum switch sync task test time top " +
    "touch trap tree true type uniq unlink unset update uptime users view wait wall watch what which who word write yes"
  ).split(" "),
);
/** Words of the shell itself, which no table of programs needs to hold. */
const builtins = new Set(
  (
    ". : [ [[ alias bg bind builtin cd command declare dirs disown echo enable eval exec exit export false fg getopts hash help " +
    "history jobs kill let local logout mapfile popd printf pushd pwd read readonly return set shift shopt source test time times " +
    "trap true type typeset ulimit umask unalias unset wait"
  ).split(" "),
);
const proseWords = new Set(
  (
    "an the to of is are was and or with your our their this that these those if it its you we they be been will would should " +
    "could must can may when then than has have had do does did there here which who what where how why using"
  ).split(" "),
);
/** Their arguments are prose by purpose. */
const speakers = new Set(["echo", "printf", "logger", "wall", "write", "say", "notify-send"]);
const wrappers = new Set([
  "sudo",
  "doas",
  "env",
  "time",
  "nohup",
  "exec",
  "command",
  "nice",
  "ionice",
  "watch",
  "xargs",
]);
const plainWord = /^[A-Za-z][A-Za-z-]*[,.;:]?$/;

/** Whether a text is a shell command beyond reasonable doubt: a known program with arguments that are not prose. */
export function isCertainCommand(text: string): boolean {
  const trimmed = text.trim();
  if (trimmed.length < 3 || trimmed.length > maxLength || !/^[\w./~$({[!"'\\-]/.test(trimmed)) return false;
  const first = /^\S+/.exec(trimmed)?.[0] ?? "";
  if (first.length === trimmed.length) return /^\.{1,2}\/[\w./+-]*\.(?:sh|bash|py|rb|pl)$/.test(first);
  if (first.endsWith(":") || first.endsWith(",")) return false;
  if (!mayBeginCommand(first)) return false;
  const script = parseShell(trimmed);
  return script !== undefined && isCertainScript(script);
}

/** A cheap look before the parser is asked: most words of most texts are no programs. */
function mayBeginCommand(first: string): boolean {
  if (/^[a-z_][\w.+-]*$/i.test(first)) return isKnown(first) || /^(?:for|while|until|if|case)$/.test(first);
  return /[/=({$!"'\\[]/.test(first);
}

export function isCertainScript(script: ParsedScript): boolean {
  if (script.errors !== undefined && script.errors.length > 0) return false;
  const [statement] = script.commands;
  return statement !== undefined && isCertainStatement(statement);
}

export function isCertainStatement(statement: Statement): boolean {
  const lead = leadingCommand(statement);
  if (lead === "compound") return isCertainCompound(statement);
  const name = programName(lead);
  if (name === undefined) return false;
  const { program, args } = unwrapped(name, lead);
  if (!isKnown(baseName(program)) && !isScriptPath(program)) return false;
  if (speakers.has(program)) return args.length > 0;
  if (isProse(args)) return false;
  const isComposed = statement.command.type !== "Command";
  if (englishWords.has(program)) return isComposed || args.some(isTelling) || isServiceCall(program, args);
  return args.length > 0 || isComposed;
}

/** JSON reads as a group of commands too: what stands in braces must be certain itself. Keywords prove themselves. */
function isCertainCompound({ command }: Statement): boolean {
  if (command.type !== "BraceGroup" && command.type !== "Subshell") return true;
  const [first] = command.body.commands;
  return first !== undefined && isCertainStatement(first);
}

/** Whether an unknown first word is followed by what only a command line has: options, paths, variables. */
export function hasCommandShape(statement: Statement): boolean {
  const lead = leadingCommand(statement);
  if (lead === "compound") return true;
  const name = programName(lead);
  if (name === undefined || !/^(?:[a-z][a-z0-9_.+-]{0,40}|[\w.~/-]*\/[\w.+-]+)$/.test(name)) return false;
  const args = words(lead);
  return (
    args.length > 0 &&
    !isProse(args) &&
    args.some((arg) => /^--?[A-Za-z]/.test(arg) || /^[\w.~-]*\//.test(arg) || /^__+$/.test(arg) || arg.startsWith("$"))
  );
}

/** Whether the first program is known, or is a script named by its path. Arguments are not looked at. */
export function startsKnownProgram(statement: Statement): boolean {
  const lead = leadingCommand(statement);
  if (lead === "compound") return true;
  const name = programName(lead);
  return name !== undefined && (isKnown(baseName(name)) || isScriptPath(name));
}

export function isEnglishWord(program: string): boolean {
  return englishWords.has(program);
}

/** Only assignments, as in `NODE=web-1`. */
export function isAssignment(statement: Statement): boolean {
  const lead = leadingCommand(statement);
  return lead !== "compound" && lead.name === undefined && lead.prefix.some((part) => part.type === "Assignment");
}

export function programName(command: Command): string | undefined {
  return command.name?.value;
}

function isKnown(program: string): boolean {
  return builtins.has(program) || isKnownProgram(program);
}

/** `restart` of `sudo systemctl restart`: what a wrapper runs is what counts. */
function unwrapped(name: string, command: Command): { program: string; args: readonly string[] } {
  let program = name;
  let args = words(command);
  while (wrappers.has(program)) {
    const next = args.findIndex((arg) => !arg.startsWith("-") && !arg.includes("=") && !/^\d+$/.test(arg));
    const inner = args[next];
    if (next < 0 || inner === undefined || !isKnown(baseName(inner))) break;
    program = inner;
    args = args.slice(next + 1);
  }
  return { program: baseName(program), args: args.length === 0 && program !== name ? [program] : args };
}

function words(command: Command): readonly string[] {
  return command.suffix.flatMap((part) =>
    part.type === "Word" ? [part.text] : "text" in part ? [String(part.text)] : ["<"],
  );
}

function isProse(args: readonly string[]): boolean {
  return args.some(
    (arg, i) =>
      proseWords.has(arg) ||
      (arg === "a" && plainWord.test(args[i + 1] ?? "")) ||
      /^[A-Za-z]{2,}[,;:.]$/.test(arg) ||
      /^[a-z]+'[a-z]/.test(arg),
  );
}

/** What people type and do not write: options, paths, numbers, assignments, patterns, quotes. */
function isTelling(arg: string): boolean {
  return !plainWord.test(arg);
}

function isServiceCall(program: string, args: readonly string[]): boolean {
  return program === "service" && /^(?:start|stop|restart|reload|status)$/.test(args.at(-1) ?? "");
}

function isScriptPath(name: string): boolean {
  return (
    /^(?:\.{1,2}|~|\/[\w.-]+|[\w.-]+)\/[\w./+-]*[\w+-]$/.test(name) &&
    (/^[./~]/.test(name) || /\.(?:sh|py|rb|pl|bash)$/.test(name))
  );
}

function baseName(program: string): string {
  return program.slice(program.lastIndexOf("/") + 1);
}

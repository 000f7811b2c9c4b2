import type { SourceRange } from "@steadyhand/core/risk";
import type { Assignment, Command, Redirection, Word } from "unbash";
import type { Argument } from "../programs/call.ts";
import { finding, type Judge, type Scope } from "../scope.ts";
import { judgeAssignment } from "./assignments.ts";
import { judgeWord } from "./substitutions.ts";
import { isSink, walkRedirections } from "./walk-redirections.ts";
import { resolveSingle, resolveWord } from "./words.ts";
import { rememberDownload } from "./written-files.ts";

export function walkCommand(command: Command, judge: Judge, scope: Scope): void {
  const range: SourceRange = scope.range ?? { start: command.pos, end: command.end };
  const redirects: Redirection[] = [];
  const assignments: Assignment[] = [];
  for (const item of command.prefix) {
    if (item.type === "Assignment") assignments.push(item);
    else redirects.push(item);
  }
  const words: Word[] = command.name ? [command.name] : [];
  const declared: Assignment[] = [];
  for (const item of command.suffix) {
    if (item.type === "Word") words.push(item);
    else if (item.type === "Assignment") declared.push(item);
    else redirects.push(item);
  }
  for (const assignment of assignments) judgeAssignment(assignment, judge, scope, command.name?.value);
  for (const word of words) {
    judgeWord(word, judge, scope);
    if (word.text.startsWith("!")) judgeHistory(word, judge, scope);
  }
  const input = walkRedirections(redirects, judge, scope);
  if (!command.name) {
    walkBare(command, redirects, judge, scope, range);
    return;
  }
  const inner: Scope = input ? { ...scope, input } : scope;
  const args = command.suffix.flatMap((item) => {
    if (item.type === "Word") return resolveWord(item, scope);
    return item.type === "Assignment" ? [declaration(item, scope)] : [];
  });
  for (const assignment of declared) judgeAssignment(assignment, judge, scope, undefined);
  const [program, ...more] = resolveName(command.name, scope);
  if (!program) {
    judge.words(args, inner);
    return;
  }
  if (isEmptying(program.text, args)) judgeTruncation(redirects, judge, scope, range);
  if (program.kind === "constant" && scope.functions.has(program.text)) {
    judgeFunctionCall(program.text, range, judge, scope);
    return;
  }
  rememberDownload(program.text, args, scope);
  judge.words([program, ...more, ...args], inner);
}

function judgeFunctionCall(name: string, range: SourceRange, judge: Judge, scope: Scope): void {
  if (scope.insideFunction === name)
    judge.say(finding("shell.recursion", "dangerous", range, `\`${name}\` calls itself without end.`));
  else
    judge.say(
      finding("shell.function", "safe", range, `\`${name}\` is a function of this text and was judged with it.`),
    );
}

/** The words of a program's name. A default (`"${x:-rm}"`) does not make a program's name a blank: it hides it. */
function resolveName(name: Word, scope: Scope): readonly Argument[] {
  if (/^"?\$\{?(?:SHELL|BASH)\}?"?$/.test(name.text))
    return [{ text: "bash", kind: "constant", ...rangeOf(name, scope) }];
  const words = resolveWord(name, scope);
  if (words[0]?.kind !== "blank" || !/[({]/.test(name.text.replace(/\$\{\w+\}/g, ""))) return words;
  return [{ ...words[0], kind: "dynamic" }, ...words.slice(1)];
}

function rangeOf({ pos, end }: Word, scope: Scope): SourceRange {
  return scope.range ?? { start: pos, end };
}

/** An unquoted word that begins so is something else in a terminal, where `!` recalls an earlier command. */
function judgeHistory(word: Word, judge: Judge, scope: Scope): void {
  if (!/^!(?:[!$^*?#:-]|\w)/.test(word.text)) return;
  const range = scope.range ?? { start: word.pos, end: word.end };
  judge.say(
    finding("shell.history", "unknown", range, "In a terminal this stands for an earlier command or its words."),
  );
}

function declaration(assignment: Assignment, scope: Scope) {
  const range = scope.range ?? { start: assignment.pos, end: assignment.end };
  if (assignment.value.type === "ArrayValue")
    return { text: `${assignment.name}=`, kind: "dynamic" as const, ...range };
  const { text, kind } = resolveSingle(assignment.value, scope);
  return { text: `${assignment.name}=${text}`, kind, ...range };
}

function walkBare(
  command: Command,
  redirects: readonly Redirection[],
  judge: Judge,
  scope: Scope,
  range: SourceRange,
): void {
  if (judgeTruncation(redirects, judge, scope, range)) return;
  if (command.prefix.length > 0)
    judge.say(finding("shell.assignment", "safe", range, "Sets a variable of this shell only."));
}

/** Commands that print nothing: what they are redirected to is emptied. */
function isEmptying(program: string, args: readonly Argument[]): boolean {
  if (program === ":" || program === "true" || program === "false") return true;
  return program === "cat" && args.length === 1 && args[0]?.text === "/dev/null";
}

function judgeTruncation(redirects: readonly Redirection[], judge: Judge, scope: Scope, range: SourceRange): boolean {
  const truncates = redirects.some(
    (item) => item.type === "Redirect" && /^(?:>|>\||&>)$/.test(item.operator) && !isSink(item.target, scope),
  );
  if (truncates)
    judge.say(finding("shell.truncate", "dangerous", range, "Empties a file: nothing is printed into it."));
  return truncates;
}

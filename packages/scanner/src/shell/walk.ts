import type {
  AndOr,
  CommandNode,
  CompoundCommand,
  CompoundList,
  Coproc,
  For,
  Function as FunctionNode,
  Pipeline,
  Redirected,
  Script,
  Select,
  Statement,
  SyntaxNode,
} from "unbash";
import { finding, type Input, type Judge, type Scope } from "../scope.ts";
import { deeper, spend } from "../work.ts";
import { loopValue, roundsOf } from "./loops.ts";
import { judgeSubstitutions, judgeWord } from "./substitutions.ts";
import { assignedIn, distrust, distrustAll, forgetAll, mergeBranch } from "./variables.ts";
import { walkCommand } from "./walk-command.ts";
import { walkRedirections } from "./walk-redirections.ts";
import { walkTest } from "./walk-test.ts";
import { resolveWord } from "./words.ts";

const unseen: Input = { kind: "unseen" };

/** Judges every command of a script, in order. */
export function walkScript(script: Script, judge: Judge, scope: Scope): void {
  for (const statement of script.commands) walkStatement(statement, judge, scope);
}

function walkStatement({ command, background, pos, end }: Statement, judge: Judge, scope: Scope): void {
  if (background) {
    const range = scope.range ?? { start: pos, end };
    judge.say(
      finding("shell.background", "caution", range, "Goes on running in the background, where nobody waits for it."),
    );
  }
  // What runs in the background has a shell of its own.
  const own = background ? apart(scope) : scope;
  if (command.type === "AndOr") walkAndOr(command, judge, own);
  else walkNode(command, judge, own);
}

/** In `a && b && c` what `b` sets holds for `c`; after an `||` nothing is certain. */
function walkAndOr({ commands, operators }: AndOr, judge: Judge, scope: Scope): void {
  const [first, ...others] = commands;
  if (first) walkNode(first, judge, scope);
  if (operators.every((operator) => operator === "&&")) {
    inBranch(scope, (branch) => {
      for (const node of others) walkNode(node, judge, branch);
    });
    return;
  }
  for (const node of others) inBranch(scope, (branch) => walkNode(node, judge, branch));
}

/** A shell of its own: what it sets is gone afterwards. */
function apart(scope: Scope): Scope {
  return { ...scope, variables: new Map(scope.variables), functions: new Set(scope.functions) };
}

/** Something that may not run: inside of it all is certain, afterwards nothing is that it has set. */
function inBranch(scope: Scope, walk: (branch: Scope) => void): void {
  const branch = apart(scope);
  walk(branch);
  mergeBranch(branch, scope);
}

function walkList(list: CompoundList, judge: Judge, scope: Scope): void {
  for (const statement of list.commands) walkStatement(statement, judge, scope);
}

function walkNode(node: CommandNode | Pipeline, judge: Judge, scope: Scope): void {
  spend(scope.work, 1 + (scope.variables.size + scope.functions.size) / 16);
  deeper(scope.work, () => walkOne(node, judge, scope));
}

function walkOne(node: CommandNode | Pipeline, judge: Judge, scope: Scope): void {
  switch (node.type) {
    case "Pipeline":
      walkPipeline(node, judge, scope);
      return;
    case "Command":
      walkCommand(node, judge, scope);
      return;
    case "Redirected":
      walkRedirected(node, judge, scope);
      return;
    case "Function":
      walkFunction(node, judge, scope);
      return;
    case "Coproc":
      walkCoproc(node, judge, scope);
      return;
    default:
      walkCompound(node, judge, scope);
      return;
  }
}

function walkPipeline(node: Pipeline, judge: Judge, scope: Scope): void {
  // Each part of a pipeline runs in a shell of its own.
  const isPipe = node.commands.length > 1;
  node.commands.forEach((command, index) => {
    const own = isPipe ? apart(scope) : scope;
    walkNode(
      command,
      judge,
      index === 0 ? own : { ...own, input: index === 1 ? printed(node.commands[0], scope) : unseen },
    );
  });
}

/** What `echo words` prints is known, whoever reads it next. */
function printed(command: CommandNode | undefined, scope: Scope): Input {
  if (command?.type !== "Command" || command.name?.value !== "echo" || command.redirects.length > 0) return unseen;
  const args = command.suffix.flatMap((item) => (item.type === "Word" ? resolveWord(item, scope) : []));
  if (args.some(({ text, kind }) => kind !== "constant" || text.startsWith("-") || text.includes("\\"))) return unseen;
  const range = scope.range ?? { start: command.pos, end: command.end };
  return { kind: "text", text: args.map(({ text }) => text).join(" "), isConstant: true, range };
}

function walkRedirected({ command, redirects }: Redirected, judge: Judge, scope: Scope): void {
  const input = walkRedirections(redirects, judge, scope);
  walkCompound(command, judge, input ? { ...scope, input } : scope);
}

function walkFunction({ name, body, pos, end }: FunctionNode, judge: Judge, scope: Scope): void {
  const range = scope.range ?? { start: pos, end };
  if (judge.knows(name.value)) {
    judge.say(
      finding("shell.redefinition", "unknown", range, `Gives the program name \`${name.value}\` another meaning.`),
    );
  }
  // Only a function that is certain to be there stands for its name; any other name is looked up.
  scope.functions.add(name.value);
  // Nobody knows when it is called, nor with which input.
  forget(body, scope);
  const inside: Scope = { ...apart(scope), insideFunction: name.value, input: unseen };
  const { names, isOpen } = assignedIn(body, scope.work);
  if (isOpen) distrustAll(scope);
  for (const assigned of names) distrust(assigned, scope);
  if (body.type === "CompoundList") {
    walkList(body, judge, inside);
    return;
  }
  walkNode(body, judge, inside);
}

function walkCoproc({ body, pos, end }: Coproc, judge: Judge, scope: Scope): void {
  const range = scope.range ?? { start: pos, end };
  judge.say(finding("shell.background", "caution", range, "Starts a coprocess that goes on running."));
  if (body.type === "CompoundList") {
    walkList(body, judge, scope);
    return;
  }
  walkNode(body, judge, apart(scope));
}

function walkCompound(node: CompoundCommand, judge: Judge, scope: Scope): void {
  const walkBranch = (list: CompoundList) => inBranch(scope, (branch) => walkList(list, judge, branch));
  switch (node.type) {
    case "If":
      walkList(node.clause, judge, scope);
      walkBranch(node.then);
      for (const { clause, then } of node.elif) {
        walkBranch(clause);
        walkBranch(then);
      }
      if (node.else) walkBranch(node.else);
      return;
    case "For":
    case "Select":
      walkLoop(node, judge, scope);
      return;
    case "ArithmeticFor":
      judgeSubstitutions(node, judge, scope, node.body);
      // On the second round the body has set what it sets.
      if (forget(node.body, scope)) judgeSubstitutions(node, judge, scope, node.body);
      walkBranch(node.body);
      return;
    case "While":
      forget(node, scope);
      walkBranch(node.clause);
      walkBranch(node.body);
      return;
    case "Subshell":
      walkList(node.body, judge, apart(scope));
      return;
    case "BraceGroup":
      walkList(node.body, judge, scope);
      return;
    case "Case":
      judgeWord(node.word, judge, scope);
      for (const item of node.items) {
        for (const pattern of item.pattern) judgeWord(pattern, judge, scope);
        walkBranch(item.body);
      }
      return;
    case "TestCommand":
      walkTest(node.expression, judge, scope);
      return;
    case "ArithmeticCommand": {
      if (!node.expression) {
        const range = scope.range ?? { start: node.pos, end: node.end };
        judge.say(finding("shell.arithmetic", "unknown", range, "This arithmetic cannot be read."));
      }
      judgeSubstitutions(node, judge, scope);
      return;
    }
  }
}

/** What a body sets is not known on a loop's second round, nor after a function was called. */
function forget(body: SyntaxNode, scope: Scope): boolean {
  const { names, isOpen } = assignedIn(body, scope.work);
  if (isOpen) forgetAll(scope);
  for (const name of names) scope.variables.set(name, { kind: "dynamic" });
  return isOpen || names.size > 0;
}

function walkLoop({ name, wordlist, body }: For | Select, judge: Judge, scope: Scope): void {
  for (const word of wordlist ?? []) judgeWord(word, judge, scope);
  const value = loopValue(wordlist, scope);
  forget(body, scope);
  for (const one of roundsOf(value, name.value, wordlist, body, scope)) {
    inBranch(scope, (branch) => {
      branch.variables.set(name.value, one);
      walkList(body, judge, { ...branch, repeats: true });
    });
  }
  scope.variables.set(name.value, { kind: "dynamic" });
}

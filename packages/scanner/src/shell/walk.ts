import type { SourceRange } from "@steadyhand/core/risk";
import type {
  Assignment,
  Command,
  CommandNode,
  CompoundCommand,
  CompoundList,
  Coproc,
  For,
  Function as FunctionNode,
  Pipeline,
  Redirected,
  Redirection,
  Script,
  Select,
  Statement,
  SyntaxNode,
  TestExpression,
  Word,
} from "unbash";
import { finding, type Input, type Judge, type Scope, type VariableValue } from "../scope.ts";
import { isHijacking, judgeVariable } from "./environment.ts";
import { judgeRedirect } from "./redirects.ts";
import { judgeSubstitutions } from "./substitutions.ts";
import { resolveSingle, resolveWord } from "./words.ts";

const nothing: Input = { kind: "none" };
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
  if (command.type === "AndOr") {
    for (const [index, node] of command.commands.entries()) {
      walkNode(node, judge, index === 0 ? scope : { ...scope, isStraight: false });
    }
    return;
  }
  walkNode(command, judge, background ? { ...scope, isStraight: false } : scope);
}

function walkList(list: CompoundList, judge: Judge, scope: Scope): void {
  for (const statement of list.commands) walkStatement(statement, judge, scope);
}

function walkNode(node: CommandNode | Pipeline, judge: Judge, scope: Scope): void {
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
  // Each part of a pipeline runs in a shell of its own: what it sets is gone afterwards.
  const isPipe = node.commands.length > 1;
  node.commands.forEach((command, index) => {
    const own = isPipe
      ? { ...scope, variables: new Map(scope.variables), functions: new Set(scope.functions), isStraight: false }
      : scope;
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
  if (scope.isStraight) scope.functions.add(name.value);
  forgetAssigned(body, scope);
  const inside: Scope = {
    ...scope,
    variables: new Map(scope.variables),
    isStraight: false,
    insideFunction: name.value,
    input: nothing,
  };
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
  walkNode(body, judge, { ...scope, isStraight: false });
}

function walkCompound(node: CompoundCommand, judge: Judge, scope: Scope): void {
  const branch: Scope = { ...scope, isStraight: false };
  switch (node.type) {
    case "If":
      walkList(node.clause, judge, branch);
      walkList(node.then, judge, branch);
      for (const { clause, then } of node.elif) {
        walkList(clause, judge, branch);
        walkList(then, judge, branch);
      }
      if (node.else) walkList(node.else, judge, branch);
      return;
    case "For":
    case "Select":
      walkLoop(node, judge, branch);
      return;
    case "ArithmeticFor":
      judgeSubstitutions(node, judge, scope, node.body);
      forgetAssigned(node.body, scope);
      walkList(node.body, judge, branch);
      return;
    case "While":
      forgetAssigned(node.body, scope);
      walkList(node.clause, judge, branch);
      walkList(node.body, judge, branch);
      return;
    case "Subshell":
      walkList(node.body, judge, {
        ...scope,
        variables: new Map(scope.variables),
        functions: new Set(scope.functions),
      });
      return;
    case "BraceGroup":
      walkList(node.body, judge, scope);
      return;
    case "Case":
      judgeWord(node.word, judge, scope);
      for (const item of node.items) {
        for (const pattern of item.pattern) judgeWord(pattern, judge, scope);
        walkList(item.body, judge, branch);
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

const settingWords =
  /"(?:read|mapfile|readarray|declare|typeset|local|export|readonly|printf|getopts|eval|source|\.|unset|let|wait)"/;

/** What a body sets is not known on a loop's second round, nor after a function was called. */
function forgetAssigned(body: SyntaxNode, scope: Scope): void {
  const text = JSON.stringify(body);
  if (settingWords.test(text))
    for (const name of scope.variables.keys()) scope.variables.set(name, { kind: "dynamic" });
  for (const [, name] of text.matchAll(/"(?:text|value)":"([A-Za-z_]\w*)\+?=/g)) {
    if (name) scope.variables.set(name, { kind: "dynamic" });
  }
}

function walkLoop({ name, wordlist, body }: For | Select, judge: Judge, scope: Scope): void {
  let value: VariableValue = wordlist ? { kind: "plain" } : { kind: "dynamic" };
  for (const word of wordlist ?? []) {
    judgeWord(word, judge, scope);
    const isPlain = resolveWord(word, scope).every(
      ({ kind, text }) => kind === "constant" && /^[\w.:@/+][\w.:@/+-]*$/.test(text),
    );
    if (!isPlain) value = { kind: "dynamic" };
  }
  forgetAssigned(body, scope);
  scope.variables.set(name.value, value);
  walkList(body, judge, scope);
  scope.variables.set(name.value, { kind: "dynamic" });
}

function walkTest(expression: TestExpression, judge: Judge, scope: Scope): void {
  switch (expression.type) {
    case "TestUnary":
      judgeTestWord(expression.operand, judge, scope, expression.operator === "-v");
      return;
    case "TestBinary": {
      const isArithmetic = /^-(?:eq|ne|lt|le|gt|ge)$/.test(expression.operator);
      judgeTestWord(expression.left, judge, scope, isArithmetic);
      judgeTestWord(expression.right, judge, scope, isArithmetic);
      return;
    }
    case "TestLogical":
      for (const operand of expression.operands) walkTest(operand, judge, scope);
      return;
    case "TestNot":
      walkTest(expression.operand, judge, scope);
      return;
    case "TestGroup":
      walkTest(expression.expression, judge, scope);
      return;
  }
}

function judgeTestWord(word: Word, judge: Judge, scope: Scope, isEvaluated: boolean): void {
  judgeWord(word, judge, scope);
  if (!isEvaluated) return;
  const { text, kind } = resolveSingle(word, scope);
  if (kind === "constant" && /^-?\w*$/.test(text)) return;
  const range = scope.range ?? { start: word.pos, end: word.end };
  judge.say(
    finding(
      "shell.arithmetic",
      "unknown",
      range,
      "bash evaluates this text as arithmetic, which may run what stands in it.",
    ),
  );
}

function judgeWord(word: Word, judge: Judge, scope: Scope): void {
  if (word.parts) judgeSubstitutions(word, judge, scope);
}

function walkCommand(command: Command, judge: Judge, scope: Scope): void {
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
  for (const assignment of assignments) judgeAssignment(assignment, judge, scope, command.name !== undefined);
  for (const word of words) judgeWord(word, judge, scope);
  const input = walkRedirections(redirects, judge, scope);
  if (!command.name) {
    walkBare(command, redirects, judge, scope, range);
    return;
  }
  const inner: Scope = input ? { ...scope, input } : scope;
  const args = command.suffix.flatMap((item) => {
    if (item.type === "Word")
      return item.parts
        ? resolveWord(item, scope)
        : [{ text: item.value, kind: "constant" as const, ...(scope.range ?? { start: item.pos, end: item.end }) }];
    if (item.type === "Assignment") return [declaration(item, scope)];
    return [];
  });
  for (const assignment of declared) judgeAssignment(assignment, judge, scope, false);
  judge.words([...resolveWord(command.name, scope), ...args], inner);
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
  const truncates = redirects.some(
    (item) => item.type === "Redirect" && /^(?:>|>\||&>)$/.test(item.operator) && !isSink(item.target, scope),
  );
  if (truncates) {
    judge.say(finding("shell.truncate", "dangerous", range, "Empties a file: there is no command, only `>`."));
    return;
  }
  if (command.prefix.length > 0)
    judge.say(finding("shell.assignment", "safe", range, "Sets a variable of this shell only."));
}

function isSink(target: Word | undefined, scope: Scope): boolean {
  return target !== undefined && resolveSingle(target, scope).text === "/dev/null";
}

function walkRedirections(redirects: readonly Redirection[], judge: Judge, scope: Scope): Input | undefined {
  let input: Input | undefined;
  for (const item of redirects) {
    if (item.type === "Redirect") {
      if (item.target) judgeWord(item.target, judge, scope);
      judgeRedirect(item, judge, scope);
      if (item.operator === "<" || item.operator === "<>" || item.operator === "<&")
        input = isSink(item.target, scope) ? nothing : unseen;
    } else if (item.type === "HereString") {
      if (item.target) judgeWord(item.target, judge, scope);
      const resolved = item.target ? resolveSingle(item.target, scope) : undefined;
      const range = scope.range ?? { start: item.pos, end: item.end };
      input = { kind: "text", text: resolved?.text ?? "", isConstant: resolved?.kind === "constant", range };
    } else {
      const { body } = item;
      if (body.parts) judgeSubstitutions(body, judge, scope);
      const range = scope.range ?? { start: body.pos, end: body.end };
      const isConstant =
        item.delimiter?.quoted === true || !body.parts || body.parts.every(({ type }) => type === "Literal");
      input = { kind: "text", text: body.text, isConstant, range };
    }
  }
  return input;
}

function judgeAssignment(assignment: Assignment, judge: Judge, scope: Scope, isForCommand: boolean): void {
  const { name, value } = assignment;
  const range = scope.range ?? { start: assignment.pos, end: assignment.end };
  judgeSubstitutions(assignment, judge, scope);
  if (isForCommand) {
    const { risk, why } = judgeVariable(name);
    judge.say(finding("shell.environment", risk, range, why));
    return;
  }
  if (isHijacking(name)) judge.say(finding("shell.environment", "dangerous", range, judgeVariable(name).why));
  if (assignment.index) {
    judge.say(finding("shell.arithmetic", "unknown", range, "bash evaluates an array's index as arithmetic."));
  }
  const isKnown = scope.isStraight && !assignment.append && value.type === "Word";
  if (!isKnown) {
    scope.variables.set(name, { kind: "dynamic" });
    return;
  }
  const { text, kind } = resolveSingle(value, scope);
  scope.variables.set(name, kind === "constant" ? { kind: "constant", text } : { kind: "dynamic" });
}

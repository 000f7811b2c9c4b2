import type { SourceRange } from "@steadyhand/core/risk";
import { type ArithmeticBinary, type ArithmeticUnary, forEachChild, type SyntaxNode, type Word } from "unbash";
import { finding, type Judge, type Scope } from "../scope.ts";
import { deeper, spend } from "../work.ts";
import { heldText, judgeArithmetic, judgeEvaluated } from "./arithmetic.ts";
import { arithmeticName, lookUp } from "./variables.ts";
import { resolveSingle } from "./words.ts";

/** Judges every script inside a word, an assignment or an expression: `$(…)`, backticks, `<(…)`, `${x:-$(…)}`. */
export function judgeSubstitutions(node: SyntaxNode, judge: Judge, scope: Scope, except?: SyntaxNode): void {
  forEachChild(node, (child) => {
    if (child !== except)
      judgeInside(child, judge, scope, node.type === "ArithmeticCommand" || node.type === "ArithmeticFor");
  });
}

/** The same for a word, most of which hold none. */
export function judgeWord(word: Word, judge: Judge, scope: Scope): void {
  if (word.parts) judgeSubstitutions(word, judge, scope);
}

function judgeInside(node: SyntaxNode, judge: Judge, scope: Scope, isArithmetic: boolean): void {
  const range = scope.range ?? { start: node.pos, end: node.end };
  switch (node.type) {
    case "Script": {
      if (node.errors && node.errors.length > 0) {
        judge.say(
          finding("shell.syntax", "unknown", range, `A substitution cannot be read: ${node.errors[0]?.message ?? ""}.`),
        );
      }
      // A decoded backtick script has positions of its own.
      const inner = node.source === undefined ? scope.range : range;
      judge.tree(node, {
        ...scope,
        range: inner,
        depth: scope.depth + 1,
        variables: new Map(scope.variables),
        functions: new Set(scope.functions),
      });
      return;
    }
    case "ProcessSubstitution":
      // What is written into `>(…)` reaches its standard input; all else reads what the command itself would read.
      if (node.operator === ">") scope = { ...scope, input: { kind: "unseen" } };
      if (!node.script) judge.say(finding("shell.syntax", "unknown", range, "A substitution cannot be read."));
      break;
    case "CommandExpansion":
    case "ArithmeticCommandExpansion":
      if (!node.script) judge.say(finding("shell.syntax", "unknown", range, "A substitution cannot be read."));
      break;
    case "ArithmeticExpansion":
      if (!node.expression) judge.say(finding("shell.arithmetic", "unknown", range, "This arithmetic cannot be read."));
      isArithmetic = true;
      break;
    case "SingleQuoted":
    case "DoubleQuoted":
    case "AnsiCQuoted":
    case "LocaleString":
      // bash does not honour quotes in arithmetic: what looks like text there is run.
      if (isArithmetic)
        judge.say(finding("shell.arithmetic", "unknown", range, "Quotes mean something else inside arithmetic."));
      break;
    case "ArithmeticWord":
      judgeArithmeticWord(node.value, range, judge, scope);
      isArithmetic = true;
      break;
    case "ParameterExpansion":
      if (node.prefix === "!" && node.operation?.type !== "Names" && !isAllOf(node.index))
        judge.say(finding("shell.indirect", "unknown", range, "Which variable is meant is only known when it runs."));
      if (node.prefix === "!") judgePrompt(node.parameter, range, judge, scope);
      if (node.index && !isAllOf(node.index)) judgeIndex(node.index, range, judge, scope);
      if (node.operation?.type === "Slice")
        for (const bound of [node.operation.offset, node.operation.length])
          if (bound) judgeBound(bound, range, judge, scope);
      if (node.operation?.type === "Transform" || node.operation?.type === "Unknown") {
        judgePrompt(node.parameter, range, judge, scope);
        judge.say(
          finding("shell.transform", "unknown", range, "Expands a variable in a way that may run what it holds."),
        );
      }
      if (node.operation?.type === "Default" && /^:?=$/.test(node.operation.operator)) {
        scope.variables.set(node.parameter, { kind: "dynamic" });
      }
      break;
  }
  spend(scope.work, 1 / 4);
  deeper(scope.work, () => forEachChild(node, (child) => judgeInside(child, judge, scope, isArithmetic)));
  if (node.type === "ArithmeticBinary" || node.type === "ArithmeticUnary") forgetCounted(node, scope);
}

/** `${a[@]}` and `${a[*]}`: all of an array. */
function isAllOf(index: Word | undefined): boolean {
  return index?.text === "@" || index?.text === "*";
}

/** An index is arithmetic: a number, a name that holds one, or something to be looked at. */
export function judgeIndex(index: Word, range: SourceRange, judge: Judge, scope: Scope): void {
  const { text, kind } = resolveSingle(index, scope);
  judgeArithmetic(kind === "constant" ? text : index.text, range, judge, scope);
}

/** The bounds of `${x:from:count}` are arithmetic as well. */
function judgeBound(bound: Word, range: SourceRange, judge: Judge, scope: Scope): void {
  const { text, kind } = resolveSingle(bound, scope);
  // What a substitution among them prints is a number, or nothing at all; what it runs was judged.
  if (kind === "constant" || /['"\\[]/.test(bound.text))
    judgeArithmetic(kind === "constant" ? text : bound.text, range, judge, scope);
}

/** `${x@P}` runs the substitutions that stand in the variable's text, and `${!x}` those in an index there. */
function judgePrompt(name: string, range: SourceRange, judge: Judge, scope: Scope): void {
  const text = heldText(lookUp(name, scope));
  if (text !== undefined && /[$`]/.test(text)) judgeEvaluated(text.replaceAll("\\", ""), range, judge, scope);
}

/** Arithmetic sets variables, too. */
function forgetCounted(node: ArithmeticBinary | ArithmeticUnary, scope: Scope): void {
  const sets =
    node.type === "ArithmeticBinary"
      ? /^(?:[-+*/%&|^]|<<|>>)?=$/.test(node.operator)
      : /^(?:\+\+|--)$/.test(node.operator);
  const name = sets ? arithmeticName(node.type === "ArithmeticBinary" ? node.left : node.operand) : undefined;
  if (name !== undefined) scope.variables.set(name, { kind: "plain" });
}

function judgeArithmeticWord(word: string, range: SourceRange, judge: Judge, scope: Scope): void {
  if (!/^\$(?:\(|\{#)/.test(word)) judgeArithmetic(word, range, judge, scope);
}

import { forEachChild, type SyntaxNode } from "unbash";
import { finding, type Judge, type Scope } from "../scope.ts";

/** Judges every script inside a word, an assignment or an expression: `$(…)`, backticks, `<(…)`, `${x:-$(…)}`. */
export function judgeSubstitutions(node: SyntaxNode, judge: Judge, scope: Scope, except?: SyntaxNode): void {
  forEachChild(node, (child) => {
    if (child !== except)
      judgeInside(child, judge, scope, node.type === "ArithmeticCommand" || node.type === "ArithmeticFor");
  });
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
        input: { kind: "none" },
      });
      return;
    }
    case "CommandExpansion":
    case "ProcessSubstitution":
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
      if (node.prefix === "!")
        judge.say(finding("shell.indirect", "unknown", range, "Which variable is meant is only known when it runs."));
      if (node.operation?.type === "Transform" || node.operation?.type === "Unknown") {
        judge.say(
          finding("shell.transform", "unknown", range, "Expands a variable in a way that may run what it holds."),
        );
      }
      if (node.operation?.type === "Default" && /^:?=$/.test(node.operation.operator)) {
        scope.variables.set(node.parameter, { kind: "dynamic" });
      }
      break;
  }
  forEachChild(node, (child) => judgeInside(child, judge, scope, isArithmetic));
}

function judgeArithmeticWord(word: string, range: { start: number; end: number }, judge: Judge, scope: Scope): void {
  if (/^(?:\d[\w#@]*|0[xX][0-9a-fA-F]+)?$/.test(word)) return;
  const name = /^\$?\{?([A-Za-z_]\w*)\}?$/.exec(word)?.[1];
  const known = name === undefined ? undefined : scope.variables.get(name);
  if (
    name !== undefined &&
    (!known || known.kind === "plain" || (known.kind === "constant" && /^-?\d*$/.test(known.text)))
  )
    return;
  if (name === undefined && /^\$(?:\(|\{#)/.test(word)) return;
  judge.say(
    finding(
      "shell.arithmetic",
      "unknown",
      range,
      "bash evaluates this as arithmetic, which may run what stands in it.",
    ),
  );
}

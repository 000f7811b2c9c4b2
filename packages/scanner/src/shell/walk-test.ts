import type { TestExpression, Word } from "unbash";
import type { Judge, Scope } from "../scope.ts";
import { judgeArithmetic } from "./arithmetic.ts";
import { judgeWord } from "./substitutions.ts";
import { resolveSingle } from "./words.ts";

export function walkTest(expression: TestExpression, judge: Judge, scope: Scope): void {
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
  // A variable from outside is trusted to be a number, here as in `$((…))`.
  if (kind !== "blank")
    judgeArithmetic(
      kind === "constant" ? text : word.text,
      scope.range ?? { start: word.pos, end: word.end },
      judge,
      scope,
    );
}

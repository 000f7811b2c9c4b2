import type { ArrayValue, Assignment } from "unbash";
import { finding, type Judge, type Scope, type VariableValue } from "../scope.ts";
import { judgeArithmetic, judgeEvaluated } from "./arithmetic.ts";
import { isHijacking, judgeVariable } from "./environment.ts";
import { judgeIndex, judgeSubstitutions } from "./substitutions.ts";
import { isDistrusted, lookUp } from "./variables.ts";
import { resolveSingle, valueAfter } from "./words.ts";

export function judgeAssignment(assignment: Assignment, judge: Judge, scope: Scope, command: string | undefined): void {
  const { name, index } = assignment;
  const range = scope.range ?? { start: assignment.pos, end: assignment.end };
  judgeSubstitutions(assignment, judge, scope);
  const held = constantValue(assignment, scope);
  if (command !== undefined) {
    // `IFS= read` parts the words of this one line and nothing else.
    const isOwn = name === "IFS" && /^(?:read|mapfile|readarray)$/.test(command);
    const { risk, why } = isOwn
      ? { risk: "safe" as const, why: "`IFS` parts the words that are read." }
      : judgeVariable(name, held);
    judge.say(finding("shell.environment", risk, range, why));
    return;
  }
  if (isHijacking(name, held)) judge.say(finding("shell.environment", "dangerous", range, judgeVariable(name).why));
  if (index) judgeIndex(index, range, judge, scope);
  const isComputed = integers.test(name) || isDistrusted(name, scope);
  if (isComputed && held !== undefined) judgeArithmetic(held, range, judge, scope);
  if (assignment.value.type === "ArrayValue") judgeElements(assignment.value, judge, scope);
  scope.variables.set(name, index ? { kind: "dynamic" } : assignedValue(assignment, scope));
}

/** Variables that bash computes: what is assigned to them is arithmetic. */
const integers = /^(?:OPTIND|RANDOM|SRANDOM|SECONDS|LINENO|HISTCMD|BASHPID)$/;

/** `a=([index]=value)`: each index is arithmetic. */
function judgeElements({ elements }: ArrayValue, judge: Judge, scope: Scope): void {
  for (const element of elements) {
    if (!element.text.startsWith("[")) continue;
    const { text, template = text } = resolveSingle(element, scope);
    const index = /^\[(.*?)\]\+?=/s.exec(template)?.[1] ?? template;
    if (/[[$`]/.test(index.replace(/^\$\w+$/, "")))
      judgeEvaluated(
        index.slice(0, 1) === "[" ? index : template,
        { start: element.pos, end: element.end },
        judge,
        scope,
      );
  }
}

function constantValue({ value, append, index }: Assignment, scope: Scope): string | undefined {
  if (value.type !== "Word" || append || index) return undefined;
  const { text, kind } = resolveSingle(value, scope);
  return kind === "constant" ? text : undefined;
}

function assignedValue({ name, value, append }: Assignment, scope: Scope): VariableValue {
  if (value.type !== "Word") return { kind: "dynamic" };
  const after = valueAfter(value, scope);
  if (!append) return after;
  const before = lookUp(name, scope);
  const isKnown = before?.kind === "constant" && after.kind === "constant";
  return isKnown ? { kind: "constant", text: before.text + after.text } : { kind: "dynamic" };
}

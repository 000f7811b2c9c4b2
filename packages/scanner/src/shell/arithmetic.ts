import type { SourceRange } from "@steadyhand/core/risk";
import { finding, type Judge, type Scope, type VariableValue } from "../scope.ts";
import { lookUp } from "./variables.ts";

/** Variables that hold names of variables are followed this far. */
const maxSteps = 5;

/**
 * Judges text that bash evaluates as arithmetic. Numbers, signs and names of variables are fine as long as what the
 * variables hold is; an index, a quote or a substitution in it may run what stands there.
 */
export function judgeArithmetic(text: string, range: SourceRange, judge: Judge, scope: Scope): void {
  const harm = findHarm(text, scope, maxSteps);
  if (harm !== undefined) judgeEvaluated(harm, range, judge, scope);
}

/** The text that may run something: this one, or what one of its variables holds. */
function findHarm(text: string, scope: Scope, steps: number): string | undefined {
  if (steps === 0 || !/^(?:[\w\s+*/%()<>=!&|^~?:,@#.-]|\$\w+|\$\{\w+\})*$/.test(text)) return text;
  for (const [name] of text.matchAll(/[A-Za-z_]\w*/g)) {
    const value = lookUp(name, scope);
    const held = heldText(value);
    if (held !== undefined) {
      const harm = findHarm(held, scope, steps - 1);
      if (harm !== undefined) return harm;
    } else if (value?.kind === "dynamic") return name;
  }
  return undefined;
}

/** The text that a variable holds, or may hold. */
export function heldText(value: VariableValue | undefined): string | undefined {
  return value?.kind === "constant" ? value.text : value?.kind === "dynamic" ? value.maybe : undefined;
}

/** Says that text is evaluated which may run something, and judges what can be seen of that. */
export function judgeEvaluated(text: string, range: SourceRange, judge: Judge, scope: Scope): void {
  judge.say(
    finding(
      "shell.arithmetic",
      "unknown",
      range,
      "bash evaluates this text as arithmetic, which may run what stands in it.",
    ),
  );
  if (/[$`]/.test(text))
    judge.script(`: "${text.replaceAll('"', '\\"')}"`, range, { ...scope, input: { kind: "none" } });
}

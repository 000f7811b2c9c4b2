import type { CompiledProgram } from "./compile.ts";
import type { ParsedCall } from "./parse-call.ts";
import { matchesPath } from "./path-test.ts";

/** The objects that operands name: `pod a b` is two, `pod/a` and `pod/b`, where the tables say that a kind stands before them. */
export function objectsOf(
  program: CompiledProgram,
  parsed: ParsedCall,
  operands: readonly string[],
): readonly string[] {
  if (!program.typed.some((path) => matchesPath(path, parsed))) return operands;
  const [kind, ...names] = operands;
  if (kind === undefined) return [];
  // What is set on an object is none: `label pod a app=x`.
  const isName = (operand: string) => !operand.includes("=");
  if (kind.includes("/")) return operands.filter(isName);
  return names.filter(isName).map((name) => `${kind}/${name}`);
}

/** Whether an operand may really be the value of a flag that the tables do not know: `-t 30`. */
export function hasDoubtfulOperand(program: CompiledProgram, parsed: ParsedCall): boolean {
  return parsed.flagWords.some(({ index, length, flags }) => {
    const last = flags.at(-1);
    const at = parsed.operandIndexes.indexOf(index + 1);
    if (length > 1 || at < 0 || last === undefined || last.value !== undefined) return false;
    return !program.known.has(last.flag) || /^\d/.test(parsed.operands[at]?.text ?? "");
  });
}

import type { Call } from "../programs/call.ts";
import type { CompiledProgram } from "../programs/compile.ts";
import { entryRisk, judgeByTable, sayHarm, sortCall } from "../programs/judge-call.ts";
import { judgeFileRead } from "../readers/secrets.ts";
import type { Judge, Scope } from "../scope.ts";

/** Judges a program that only its author knows, by what they say of it. */
export function judgeOwn(program: CompiledProgram, call: Call, judge: Judge, scope: Scope): "listed" | "unlisted" {
  for (const arg of call.args) {
    if (arg.kind === "constant") judgeFileRead(arg.text.replace(/^--?[\w-]+=/, ""), arg, judge);
  }
  return judgeByTable(program, call, judge, scope);
}

/** Says on top of the built-in tables what an author's own file holds against a call. What it leaves out it does not excuse. */
export function judgeOwnBeside(program: CompiledProgram, call: Call, judge: Judge, scope: Scope): void {
  const { parsed, spoken } = sortCall(program, call);
  if (!spoken) return;
  const risk = entryRisk(spoken);
  if (risk !== "safe") sayHarm({ program, call, parsed, entry: spoken, risk, judge, scope });
}

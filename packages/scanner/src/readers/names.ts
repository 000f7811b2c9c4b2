import type { SourceRange } from "@steadyhand/core/risk";
import type { Argument } from "../programs/call.ts";
import { finding, type Judge, type Scope } from "../scope.ts";
import { judgeArithmetic, judgeEvaluated } from "../shell/arithmetic.ts";
import { distrust, distrustAll, forgetAll } from "../shell/variables.ts";
import { type Reader, setOf, sortArguments } from "./reader.ts";

const dynamic = { kind: "dynamic" } as const;
const plainName = /^[A-Za-z_]\w*$/;

/** `read`, `mapfile` and `readarray` fill variables with what nobody has seen. */
export const readInputNames: Reader = (call, judge, scope) => {
  const isRead = call.name === "read";
  const withValue = setOf(isRead ? "-a -d -i -n -N -p -t -u" : "-d -n -O -s -u -C -c");
  const { flags, operands } = sortArguments(call.args, withValue, true);
  const array = flags.flatMap(({ flag, value }) => (flag === "-a" && value ? [value] : []));
  const names = isRead ? [...array, ...operands] : operands.slice(0, 1);
  for (const name of names) judgeName(name, call, judge, scope);
  const callback = flags.find(({ flag }) => flag === "-C")?.value;
  if (callback) judgeCallback(callback, judge, scope);
  return "table";
};

function judgeCallback(code: Argument, judge: Judge, scope: Scope): void {
  if (code.kind === "constant") judge.script(code.text, code, scope);
  else judge.say(finding("shell.dynamic-code", "dangerous", code, "Runs text that is only known when it runs."));
}

/** `declare`, `local`, `export` and their like: each flag of theirs changes what a later assignment means. */
export const readDeclaration: Reader = (call, judge, scope) => {
  const letters = call.args
    .filter(({ text }) => /^[-+][A-Za-z]+$/.test(text))
    .map(({ text }) => text)
    .join("");
  const isInteger = letters.includes("i");
  const isReference = letters.includes("n") && call.name !== "export" && call.name !== "readonly";
  const isFixed = call.name === "readonly" || /[iluAar]/.test(letters);
  for (const arg of call.args) {
    if (/^[-+]/.test(arg.text)) continue;
    judgeName(arg, call, judge, scope);
    const [name = "", ...value] = arg.text.split("=");
    if (isReference && /[[$`]/.test(value.join("="))) judgeEvaluated(value.join("="), rangeOf(call), judge, scope);
    if (isReference) distrustBoth(name, value.join("="), arg, scope);
    else if (isFixed && plainName.test(name)) distrust(name, scope);
    if (isInteger && value.length > 0) judgeArithmetic(value.join("="), rangeOf(call), judge, scope);
  }
  return "table";
};

/** What is assigned to a reference is assigned to another variable. */
function distrustBoth(name: string, target: string, arg: Argument, scope: Scope): void {
  if (arg.kind !== "constant" || !plainName.test(target)) {
    distrustAll(scope);
    return;
  }
  distrust(name, scope);
  distrust(target, scope);
}

/** `let`, each of whose words is arithmetic. */
export const readLet: Reader = (call, judge, scope) => {
  for (const arg of call.args) {
    judgeArithmetic(arg.template ?? arg.text, rangeOf(call), judge, scope);
    const name = /^[A-Za-z_]\w*(?=[^=]?=(?!=)|\+\+|--)/.exec(arg.text)?.[0];
    if (name !== undefined) scope.variables.set(name, dynamic);
  }
  return "table";
};

/** `unset`, `getopts` and `wait -p`. */
export const readNames: Reader = (call, judge, scope) => {
  if (call.name === "wait") {
    const at = call.args.findIndex(({ text }) => /^-n?p$/.test(text));
    const name = at < 0 ? undefined : call.args[at + 1];
    if (name) judgeName(name, call, judge, scope);
    return "table";
  }
  const operands =
    call.name === "getopts" ? call.args.slice(1, 2) : call.args.filter(({ text }) => !text.startsWith("-"));
  for (const name of operands) judgeName(name, call, judge, scope);
  return "table";
};

/** `set`: options of this shell, its own arguments, or everything it knows. */
export const readSet: Reader = (call, judge) => {
  const range = rangeOf(call);
  const rule = "program.set";
  if (call.args.length === 0) {
    judge.say(finding(rule, "caution", range, "`set` shows every variable, which may hold secrets."));
    return "judged";
  }
  const { flags } = sortArguments(call.args, setOf("-o"), true);
  const open = flags.find(
    ({ flag, value }) =>
      !/^-[befhmnptuvxBCEPTo]$/.test(flag) ||
      /^(?:allexport|keyword|histexpand)$/.test(value?.text ?? "") ||
      (value && value.kind !== "constant"),
  );
  if (open) judge.say(finding(rule, "unknown", range, `What \`set ${open.flag}\` does to later words is not known.`));
  else judge.say(finding(rule, "safe", range, "`set` changes how this shell itself goes on."));
  return "judged";
};

function judgeName(arg: Argument, call: SourceRange, judge: Judge, scope: Scope): void {
  const name = arg.text.split("=")[0] as string;
  const isWhole = arg.kind === "constant" || arg.text.includes("=");
  if (isWhole && plainName.test(name)) scope.variables.set(name, dynamic);
  else if (/[[$`]/.test(name)) judgeEvaluated(name, rangeOf(call), judge, scope);
  if (isWhole) return;
  forgetAll(scope);
  judge.say(
    finding("shell.dynamic-word", "unknown", rangeOf(call), "Which variable is set is only known when it runs."),
  );
}

/** `printf`: prints, or with `-v` sets a variable. */
export const readPrintf: Reader = (call, judge, scope) => {
  const range = rangeOf(call);
  const [first, second, ...others] = call.args;
  if (first?.text.startsWith("-v")) {
    const isAttached = first.text.length > 2;
    const name = isAttached ? { ...first, text: first.text.slice(2) } : second;
    const [format, ...values] = isAttached ? [second, ...others] : others;
    if (name) judgeName(name, call, judge, scope);
    const isConstant = format?.kind === "constant" && values.length === 0 && !/[%\\]/.test(format.text);
    if (isConstant && name && plainName.test(name.text))
      scope.variables.set(name.text, { kind: "constant", text: format.text });
    judge.say(finding("program.printf", "safe", range, "`printf -v` sets a variable of this shell only."));
    return "judged";
  }
  const format = first?.text === "--" ? second : first;
  if (format?.kind === "dynamic" || /%[^%\w]*\d*n/.test(format?.text ?? ""))
    judge.say(finding("shell.dynamic-word", "unknown", range, "What the format does is only known when it runs."));
  else judge.say(finding("program.printf", "safe", range, "`printf` only prints."));
  return "judged";
};

/** `test` and `[`: `-v name[index]` evaluates text. */
export const readTest: Reader = (call, judge, scope) => {
  const range = rangeOf(call);
  const names = call.args.filter((_, index) => call.args[index - 1]?.text === "-v");
  const open = names.find(({ text, kind }) => (kind !== "constant" && kind !== "blank") || /\[(?!\w*\])/.test(text));
  if (open) judgeEvaluated(open.text, range, judge, scope);
  else judge.say(finding("program.test", "safe", range, "`test` only compares."));
  return "judged";
};

function rangeOf({ start, end }: SourceRange): SourceRange {
  return { start, end };
}

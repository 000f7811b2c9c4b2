import type { SourceRange } from "@steadyhand/core/risk";
import type { Argument } from "../programs/call.ts";
import { finding, type Judge, type Scope } from "../scope.ts";
import { distrustAll, forgetAll, inAnotherShell } from "../shell/variables.ts";
import { wasWritten } from "../shell/written-files.ts";
import { type Reader, setOf, sortArguments } from "./reader.ts";

const none = { kind: "none" } as const;
const ours = new Set(["sh", "bash", "dash", "ash", "ksh", "rbash", "mksh"]);

/** `sh -c`, `bash <<EOF`, `… | bash`, `bash file`. */
export const readShell: Reader = (call, judge, scope) => {
  const range = { start: call.start, end: call.end };
  const args = call.args.filter(({ text, kind }) => kind !== "constant" || !/^\+[a-zA-Z]+$/.test(text));
  const { flags, operands: all } = sortArguments(args, setOf("-o -O --rcfile --init-file"), true);
  // A lone dash ends the flags and nothing more.
  const operands = all[0]?.text === "-" && all[0].kind === "constant" ? all.slice(1) : all;
  const has = (name: string) => flags.some(({ flag }) => flag === name);
  const rule = `program.${call.name}`;
  if (!ours.has(call.name))
    judge.say(finding(rule, "unknown", range, `${call.name} reads its scripts in a way of its own.`));
  if (has("--rcfile") || has("--init-file")) judge.say(finding(rule, "unknown", range, "Runs a start file."));
  if (has("--version") || has("--help")) {
    judge.say(finding(rule, "safe", range, `\`${call.name}\` prints its help or version.`));
    return "judged";
  }
  if (has("-c")) judgeCode(operands[0], judge, scope, range, call.name);
  else if (has("-n") && operands.length > 0)
    judge.say(finding(rule, "safe", range, "Only checks the syntax of a script."));
  else if (operands.length > 0 && !has("-s")) judgeFile(operands[0] as Argument, judge, scope, range);
  else judgeShellInput(judge, scope, range, call.name);
  return "judged";
};

function judgeCode(
  code: Argument | undefined,
  judge: Judge,
  scope: Scope,
  range: { start: number; end: number },
  name: string,
): void {
  if (!code) {
    judge.say(finding(`program.${name}`, "unknown", range, `\`${name} -c\` has no script.`));
    return;
  }
  if (code.kind === "constant") {
    judge.script(code.text, code, inAnotherShell(scope));
    return;
  }
  // What is constant may already tell; the rest is hidden.
  judge.script(code.template ?? code.text, code, inAnotherShell({ ...scope, input: none }));
  judge.say(finding("shell.dynamic-code", "dangerous", code, "Runs text that is only known when it runs."));
}

function judgeFile(file: Argument, judge: Judge, scope: Scope, range: SourceRange): void {
  if (file.kind === "dynamic" || wasWritten(file.text, scope) || /^\/dev\/(?:stdin|fd\/)|^\/proc\//.test(file.text)) {
    judge.say(finding("shell.dynamic-code", "dangerous", range, "Runs a script that is only known when it runs."));
    return;
  }
  judge.say(
    finding(
      "shell.script-file",
      "unknown",
      range,
      `Runs the script ${file.text || "somebody names"}, which is not in the text.`,
    ),
  );
}

/** A shell without a script runs what it reads. */
export function judgeShellInput(judge: Judge, scope: Scope, range: SourceRange, name: string): void {
  const { input } = scope;
  if (input.kind === "unseen") {
    judge.say(
      finding(
        "shell.piped-code",
        "dangerous",
        range,
        `\`${name}\` runs whatever reaches it, unseen.`,
        "Save it, read it, then run it",
      ),
    );
    return;
  }
  if (input.kind === "none") {
    judge.say(finding(`program.${name}`, "unknown", range, "Opens a shell."));
    return;
  }
  if (input.isConstant) {
    judge.script(input.text, input.range, inAnotherShell({ ...scope, input: none }));
    return;
  }
  judge.script(input.text, input.range, inAnotherShell({ ...scope, input: none }));
  judge.say(finding("shell.dynamic-code", "dangerous", input.range, "Runs text that is only known when it runs."));
}

/** `eval`, whose words are one script. */
export const readEval: Reader = (call, judge, scope) => {
  const range = { start: call.start, end: call.end };
  const text = call.args.map((arg) => arg.text).join(" ");
  if (call.args.some(({ kind }) => kind !== "constant"))
    judge.say(finding("shell.dynamic-code", "dangerous", range, "`eval` runs text that is only known when it runs."));
  else judge.script(text, range, scope);
  forgetAll(scope);
  return "judged";
};

/** `source` and `.`: another file's lines run here. */
export const readSource: Reader = (call, judge, scope) => {
  const range = { start: call.start, end: call.end };
  const [file] = call.args;
  const isHidden =
    !file || file.kind === "dynamic" || wasWritten(file.text, scope) || /^\/dev\/|^\/proc\//.test(file.text);
  if (isHidden)
    judge.say(finding("shell.dynamic-code", "dangerous", range, "Runs lines that are only known when they run."));
  else
    judge.say(
      finding("shell.script-file", "unknown", range, `Runs the lines of ${file.text}, which are not in the text.`),
    );
  forgetAll(scope);
  return "judged";
};

/** `trap 'script' SIGNAL`. */
export const readTrap: Reader = (call, judge, scope) => {
  const range = { start: call.start, end: call.end };
  const [action] = call.args[0]?.text === "--" ? call.args.slice(1) : call.args;
  if (!action || /^-[lp]$/.test(action.text)) {
    judge.say(finding("program.trap", "safe", range, "Lists the traps that are set."));
    return "judged";
  }
  judge.say(finding("program.trap", "caution", range, "Changes what happens on a signal."));
  if (action.kind !== "constant")
    judge.say(finding("shell.dynamic-code", "dangerous", action, "The trap runs text that is only known then."));
  else if (action.text !== "" && action.text !== "-") judge.script(action.text, action, scope);
  // Whenever it runs, it may set anything.
  if (/=|\b(?:read|eval|source|mapfile|unset)\b|^\s*\./.test(action.text)) distrustAll(scope);
  return "judged";
};

/** `alias name='script'`. */
export const readAlias: Reader = (call, judge, scope) => {
  const range = { start: call.start, end: call.end };
  const definitions = call.args.filter(({ text }) => text.includes("="));
  if (definitions.length === 0) return "table";
  for (const { text, kind, ...at } of definitions) {
    const equals = text.indexOf("=");
    if (judge.knows(text.slice(0, equals))) {
      judge.say(
        finding(
          "shell.redefinition",
          "unknown",
          range,
          `Gives the program name \`${text.slice(0, equals)}\` another meaning.`,
        ),
      );
    }
    judge.say(finding("program.alias", "caution", range, "Changes what a word means from here on."));
    if (kind === "constant") judge.script(text.slice(equals + 1), at, scope);
    else judge.say(finding("shell.dynamic-code", "unknown", range, "The alias is only known when it runs."));
  }
  return "judged";
};

/** `command -v name` and `type name` only look a name up. */
export const readCommand: Reader = (call, judge) => {
  const [flag] = call.args;
  if (!flag || !/^-p?[vV]p?$/.test(flag.text) || flag.kind !== "constant") return "table";
  judge.say(finding("program.command", "safe", { start: call.start, end: call.end }, "Looks a command's name up."));
  return "judged";
};

/** `exec` without a command only moves the shell's own input and output. */
export const readExec: Reader = (call, judge) => {
  if (call.args.length > 0) return "table";
  judge.say(
    finding("program.exec", "caution", { start: call.start, end: call.end }, "Moves the shell's own input or output."),
  );
  return "judged";
};

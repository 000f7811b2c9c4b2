import type { Argument } from "../programs/call.ts";
import { finding } from "../scope.ts";
import { judgeVariable } from "../shell/environment.ts";
import { inAnotherShell } from "../shell/variables.ts";
import { type Reader, setOf, sortArguments } from "./reader.ts";
import { judgeShellInput } from "./shells.ts";

const withValue = setOf(
  "-C -D -g -h -p -R -T -u -U -r -t -a --close-from --chdir --chroot --group --host --prompt --role --type --command-timeout --user --other-user",
);

/** `sudo`: variables for the command, a shell, or nothing that the table does not hold. */
export const readSudo: Reader = (call, judge, scope) => {
  const range = { start: call.start, end: call.end };
  const { flags, operands } = sortArguments(call.args, withValue, true);
  const has = (...names: string[]) => flags.some(({ flag }) => names.includes(flag));
  if (has("-b", "--background"))
    judge.say(
      finding("shell.background", "caution", range, "Goes on running in the background, where nobody waits for it."),
    );
  const rest = operands.slice(countVariables(operands));
  for (const variable of operands.slice(0, operands.length - rest.length)) {
    const { risk, why } = judgeVariable(variable.text.slice(0, variable.text.indexOf("=")));
    judge.say(finding("shell.environment", risk, variable, why));
  }
  const opensShell = has("-s", "-i", "--shell", "--login");
  if (!opensShell && rest.length === operands.length) return "table";
  // What else its flags do is said by the table, which is asked about them alone.
  if (has("-R", "--chroot", "-e", "--edit", "-A", "--askpass", "-D", "--chdir"))
    judge.say(
      finding(
        `program.${call.name}.flag`,
        "unknown",
        range,
        `\`${call.name}\` runs the command in another place or way.`,
      ),
    );
  if (!opensShell) judge.words(rest, scope);
  else if (rest.length === 0) judgeShellInput(judge, scope, range, call.name);
  else judge.script(rest.map(({ text, template }) => template ?? text).join(" "), range, inAnotherShell(scope));
  if (opensShell && rest.some(({ kind }) => kind !== "constant"))
    judge.say(finding("shell.dynamic-code", "dangerous", range, "Runs text that is only known when it runs."));
  return "judged";
};

function countVariables(operands: readonly Argument[]): number {
  const at = operands.findIndex(({ text }) => !/^[A-Za-z_]\w*=/.test(text));
  return at < 0 ? operands.length : at;
}

/** `setarch`: the first word is an architecture, unless it is a flag; then the command begins at once. */
export const readSetarch: Reader = (call, judge, scope) => {
  const range = { start: call.start, end: call.end };
  const rule = `program.${call.name}`;
  const [first] = call.args;
  const args = first?.text.startsWith("-") || call.name !== "setarch" ? call.args : call.args.slice(1);
  const { flags, operands } = sortArguments(args, new Set(), true);
  const odd = flags.find(
    ({ flag }) => !/^-[3BFILRSTXZv]$|^--(?:list|verbose|addr-no-randomize|32bit|3gb|4gb)$/.test(flag),
  );
  if (odd)
    judge.say(
      finding(`${rule}.flag`, "unknown", range, `What \`${call.name}\` does with ${odd.flag} is not in the tables.`),
    );
  if (first && first.kind !== "constant")
    judge.say(finding("shell.dynamic-word", "unknown", range, "Which word is the program is only known when it runs."));
  if (operands.length > 0) judge.words(operands, scope);
  else judgeBare(flags.some(({ flag }) => flag === "--list"));
  return "judged";

  function judgeBare(lists: boolean): void {
    if (lists) judge.say(finding(rule, "safe", range, "Lists the architectures."));
    else judgeShellInput(judge, scope, range, call.name);
  }
};

/** `strace -o '|command'` and `-o '!command'` run a command. */
export const readTracer: Reader = (call, judge, scope) => {
  for (const { flag, value } of sortArguments(
    call.args,
    setOf("-a -b -e -E -I -o -O -p -P -s -S -u -U -X --output --trace"),
    true,
  ).flags) {
    if ((flag !== "-o" && flag !== "--output") || !value) continue;
    if (!/^[|!]/.test(value.text)) continue;
    judge.say(finding(`program.${call.name}.execute`, "unknown", value, "Its output goes to a command that it runs."));
    judge.script(value.text.slice(1), value, inAnotherShell(scope));
  }
  return "table";
};

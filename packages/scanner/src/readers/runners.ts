import type { Argument } from "../programs/call.ts";
import { finding, type Scope } from "../scope.ts";
import { judgeVariable } from "../shell/environment.ts";
import { writeRisk } from "../shell/redirects.ts";
import { inAnotherShell } from "../shell/variables.ts";
import { type Reader, setOf, sortArguments } from "./reader.ts";
import { judgeFileRead } from "./secrets.ts";

const none = { kind: "none" } as const;

/** `env`: variables for a command, or the whole environment on the screen. */
export const readEnv: Reader = (call, judge, scope) => {
  const range = { start: call.start, end: call.end };
  const { flags, operands } = sortArguments(
    call.args,
    setOf("-u --unset -C --chdir -S --split-string -P -a --argv0"),
    true,
  );
  for (const { flag, value: given } of flags) {
    // GNU programs take the beginning of a long flag for the flag.
    const isSplit = flag === "-S" || (flag.length > 3 && "--split-string".startsWith(flag));
    if (isSplit) {
      const value = given ?? operands[0];
      if (value?.kind === "constant")
        judge.script([value.text, ...operands.map(({ text }) => text)].join(" "), value, inAnotherShell(scope));
      else judge.say(finding("shell.dynamic-code", "dangerous", range, "`env -S` runs text that is only known then."));
      judge.say(finding("program.env.flag", "unknown", range, "`env -S` splits its text in a way of its own."));
      return "judged";
    }
    if (!/^(?:-[iuv0]|-C|--ignore-environment|--unset|--null|--chdir|--debug)$/.test(flag)) {
      judge.say(finding("program.env.flag", "unknown", range, `What \`env\` does with ${flag} is not in the tables.`));
    }
  }
  let index = 0;
  for (; index < operands.length; index++) {
    const arg = operands[index] as Argument;
    const equals = arg.text.indexOf("=");
    if (equals < 0) break;
    const { risk, why } = judgeVariable(
      arg.text.slice(0, equals),
      arg.kind === "constant" ? arg.text.slice(equals + 1) : undefined,
    );
    judge.say(finding("shell.environment", risk, arg, why));
  }
  const rest = operands.slice(index);
  if (rest.length === 0)
    judge.say(finding("program.env", "caution", range, "Shows the whole environment, which often holds secrets."));
  else judge.words(rest, scope);
  return "judged";
};

/** `xargs`: the command gets more words than the text shows. */
export const readXargs: Reader = (call, judge, scope) => {
  const range = { start: call.start, end: call.end };
  const withValue = setOf(
    "-a -d -E -I -L -n -P -s --arg-file --delimiter --max-args --max-procs --max-chars --max-lines --replace --process-slot-var -J -R -S",
  );
  const { flags, operands } = sortArguments(call.args, withValue, true);
  const known =
    /^(?:-[0adEIeiLlnPprstxoJRS]|--(?:null|arg-file|delimiter|eof|replace|max-lines|max-args|max-procs|max-chars|no-run-if-empty|verbose|interactive|exit|open-tty|show-limits))$/;
  for (const { flag } of flags) {
    if (!known.test(flag))
      judge.say(
        finding("program.xargs.flag", "unknown", range, `What \`xargs\` does with ${flag} is not in the tables.`),
      );
  }
  for (const { flag, value } of flags)
    if ((flag === "-a" || flag === "--arg-file") && value) judgeFileRead(value.text, value, judge);
  if (operands.length === 0) {
    judge.say(finding("program.xargs", "safe", range, "`xargs` without a command prints its words."));
    return "judged";
  }
  const replaced =
    flags.find(({ flag }) => flag === "-I" || flag === "--replace" || flag === "-i")?.value?.text ??
    (flags.some(({ flag }) => flag === "-i") ? "{}" : undefined);
  const last = operands.at(-1) as Argument;
  const words: Argument[] =
    replaced === undefined
      ? [...operands, { text: "", kind: "glob", start: last.start, end: last.end }]
      : operands.map((arg) =>
          replaced !== "" && arg.text.includes(replaced)
            ? {
                ...arg,
                text: arg.text.slice(0, arg.text.indexOf(replaced)),
                kind: "glob",
                template: arg.text.replaceAll(replaced, "$REPLY"),
              }
            : arg,
        );
  const hidesCode =
    replaced !== undefined &&
    operands.some(({ text }) => text === "-c") &&
    operands.some(({ text }) => text.includes(replaced));
  if (hidesCode)
    judge.say(finding("shell.dynamic-code", "dangerous", range, "What `xargs` reads becomes part of a script."));
  judge.words(words, { ...scope, input: none });
  return "judged";
};

const findTests = setOf(
  `-name -iname -path -ipath -wholename -iwholename -regex -iregex -lname -ilname -type -xtype -size -mtime -atime -ctime -mmin -amin -cmin -newer -anewer -cnewer
   -user -group -uid -gid -perm -maxdepth -mindepth -links -inum -samefile -fstype -used -context -regextype -printf -files0-from -D`,
);
const findSwitches = setOf(
  `-print -print0 -ls -prune -quit -empty -depth -d -xdev -mount -follow -daystart -readable -writable -executable -nouser -nogroup -true -false -not -and -or
   -a -o ! ( ) , -H -L -P -E -X -x -s -noleaf -ignore_readdir_race -noignore_readdir_race -warn -nowarn -O0 -O1 -O2 -O3 -help --help -version --version`,
);

/** `find`: an expression that may run, delete and write. */
export const readFind: Reader = (call, judge, scope) => {
  const range = { start: call.start, end: call.end };
  let isPlain = true;
  const say = (rule: string, risk: "caution" | "unknown" | "dangerous", why: string) => {
    isPlain = false;
    judge.say(finding(rule, risk, range, why));
  };
  for (let index = 0; index < call.args.length; index++) {
    const arg = call.args[index] as Argument;
    const { text } = arg;
    if (arg.kind === "dynamic" || (arg.kind === "glob" && !call.args[index - 1]?.text.startsWith("-"))) {
      say("shell.dynamic-word", "unknown", "A word of `find` is only known when it runs and could become an action.");
    } else if (!text.startsWith("-") && !/^[(),!]$/.test(text)) continue;
    else if (findSwitches.has(text) || /^-newer[aBcm][aBcmt]$/.test(text) || text.startsWith("-O")) {
      if (text.startsWith("-newer")) index++;
    } else if (findTests.has(text)) {
      index++;
      // A test without its value would leave the action to run.
      if (/^-(?:delete|exec|ok|f(?:print|ls))/.test(call.args[index]?.text ?? ""))
        say("program.find.flag", "unknown", `\`find ${text}\` is followed by an action instead of a value.`);
    } else if (text === "-delete")
      say("program.find.delete", "dangerous", "`find -delete` deletes everything it finds.");
    else if (/^-(?:exec|execdir|ok|okdir)$/.test(text)) {
      index = judgeFindCommand(call.args, index + 1, judge, scope);
      isPlain = false;
    } else if (/^-f(?:print|printf|print0|ls)$/.test(text)) {
      const { risk, why } = writeRisk(call.args[index + 1]?.text ?? "", true);
      say("program.find.write", risk === "safe" ? "caution" : risk, `\`find ${text}\`: ${why}`);
      index += text === "-fprintf" ? 2 : 1;
    } else say("program.find.flag", "unknown", `What \`find ${text}\` does is not in the tables.`);
  }
  if (isPlain) judge.say(finding("program.find", "safe", range, "`find` only lists."));
  return "judged";
};

function judgeFindCommand(args: readonly Argument[], from: number, judge: Parameters<Reader>[1], scope: Scope): number {
  let to = from;
  while (to < args.length && args[to]?.text !== ";" && !(args[to]?.text === "+" && args[to - 1]?.text.includes("{}")))
    to++;
  const words = args.slice(from, to).map(
    (arg): Argument =>
      arg.text.includes("{}")
        ? {
            ...arg,
            text: arg.text.slice(0, arg.text.indexOf("{}")),
            kind: "blank",
            template: arg.text.replaceAll("{}", "$REPLY"),
          }
        : arg,
  );
  // What find puts for {} begins with the place it was told to look in, so it is no flag; inside a script it is code.
  const first = words[0];
  if (
    first &&
    /^(?:ba|da|z|k)?sh$/.test(first.text) &&
    words.some(({ kind }, index) => kind === "blank" && words[index - 1]?.text === "-c")
  ) {
    judge.say(finding("shell.dynamic-code", "dangerous", first, "File names become part of a script."));
  }
  if (words.length > 0) judge.words(words, { ...scope, repeats: true });
  return to;
}

/** `parallel`: a template, run with words from elsewhere. */
export const readParallel: Reader = (call, judge, scope) => {
  const range = { start: call.start, end: call.end };
  const { operands } = sortArguments(
    call.args,
    setOf(
      "-j --jobs -a --arg-file -C --colsep -n -N -L -S --sshlogin --timeout --retries --joblog --results --delay --load --memfree --tagstring --workdir -d",
    ),
    true,
  );
  const cut = operands.findIndex(({ text }) => /^:::{1,2}\+?$/.test(text));
  const template = cut < 0 ? operands : operands.slice(0, cut);
  judge.say(finding("program.parallel", "unknown", range, "`parallel` runs commands that it puts together itself."));
  if (template.length > 0)
    judge.script(
      template.map(({ text, template: whole }) => whole ?? text).join(" "),
      range,
      inAnotherShell({ ...scope, input: none }),
    );
  return "judged";
};

/** `script -c`. */
export const readScript: Reader = (call, judge, scope) => {
  const range = { start: call.start, end: call.end };
  const { flags } = sortArguments(call.args, setOf("-c --command -E --echo -I -O -B -T -m -o"));
  const command = flags.find(({ flag }) => flag === "-c" || flag === "--command")?.value;
  judge.say(
    finding("program.script", command ? "caution" : "unknown", range, "`script` writes a file of all that is shown."),
  );
  if (command?.kind === "constant") judge.script(command.text, command, inAnotherShell({ ...scope, input: none }));
  else if (command)
    judge.say(finding("shell.dynamic-code", "dangerous", command, "Runs text that is only known when it runs."));
  return "judged";
};

/** `ansible group -m module -a arguments`. */
export const readAnsible: Reader = (call, judge, scope) => {
  const { flags } = sortArguments(
    call.args,
    setOf(
      "-m --module-name -a --args -i --inventory -u --user -l --limit -f --forks -e --extra-vars -o -t -M --become-user --become-method --private-key -T -B -P",
    ),
  );
  const range = { start: call.start, end: call.end };
  const givenTo = (...names: string[]) => flags.find(({ flag }) => names.includes(flag))?.value;
  const module = (givenTo("-m", "--module-name")?.text ?? "command").replace(/^ansible\.(?:builtin|legacy)\./, "");
  const given = givenTo("-a", "--args");
  const hasModule = given !== undefined || givenTo("-m", "--module-name") !== undefined;
  if (!hasModule) return "table";
  judge.say(finding("program.ansible", "unknown", range, `Runs the module ${module} on every host of the pattern.`));
  if (/^(?:command|shell|raw|win_command|win_shell|expect)$/.test(module) && given) {
    if (given.kind === "constant") judge.script(given.text, given, inAnotherShell({ ...scope, input: none }));
    else judge.say(finding("shell.dynamic-code", "dangerous", range, "Runs text that is only known when it runs."));
  }
  const isGrim = module === "reboot" || /state=(?:absent|stopped|restarted)/.test(given?.text ?? "");
  if (isGrim)
    judge.say(
      finding(
        "program.ansible",
        "dangerous",
        range,
        "Removes, stops or restarts something on every host of the pattern.",
      ),
    );
  return "judged";
};

/** `ssh`: what stands in its options can run here, too. */
export const readSsh: Reader = (call, judge, scope) => {
  if (call.args.length === 1 && call.args[0]?.text === "-V") {
    judge.say(finding("program.ssh", "safe", { start: call.start, end: call.end }, "`ssh -V` prints its version."));
    return "judged";
  }
  for (const { flag, value } of sortArguments(
    call.args,
    setOf("-B -b -c -D -E -e -F -I -i -J -L -l -m -O -o -p -Q -R -S -W -w"),
    true,
  ).flags) {
    const range = { start: call.start, end: call.end };
    const option = value?.text ?? "";
    if (flag === "-o" && /^\s*(?:proxycommand|localcommand|knownhostscommand|remotecommand)[\s=]/i.test(option)) {
      judge.say(finding("program.ssh.flag", "unknown", range, "This option makes ssh run a command."));
      judge.script(option.replace(/^\s*\w+\s*[=\s]\s*/, ""), value ?? range, inAnotherShell({ ...scope, input: none }));
    }
    if (/^-[FEISwQ]$/.test(flag) && flag !== "-Q")
      judge.say(finding("program.ssh.flag", "unknown", range, `\`ssh ${flag}\` uses or writes another file.`));
    if (/^-[LRDO]$/.test(flag))
      judge.say(
        finding("program.ssh.flag", "caution", range, `\`ssh ${flag}\` opens or controls a forwarded connection.`),
      );
  }
  return "table";
};

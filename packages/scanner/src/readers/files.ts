import { posix } from "node:path";
import type { Argument } from "../programs/call.ts";
import { finding, type Judge } from "../scope.ts";
import { writeRisk } from "../shell/redirects.ts";
import { rememberWritten } from "../shell/written-files.ts";
import { type Reader, setOf, sortArguments } from "./reader.ts";

const doors =
  /(?:^|\/)(?:authorized_keys|sudoers(?:\.d\/.*)?|shadow|passwd|\.bashrc|\.profile|\.ssh\/.*|crontab|cron\.\w+\/.*|ld\.so\.preload)$/;
const devices = /^\/dev\/(?!null$|stdout$|stderr$|tty$|zero$|fd\/|shm\/)/;

function judgeTarget(target: Argument, program: string, judge: Judge): void {
  const path = posix.normalize(target.text);
  if (devices.test(path))
    judge.say(
      finding("file.device", "dangerous", target, `\`${program}\` writes straight to the device ${target.text}.`),
    );
  else if (doors.test(path))
    judge.say(
      finding(
        "file.door",
        "dangerous",
        target,
        `\`${program}\` writes ${target.text}, which decides who may come in or what runs.`,
      ),
    );
}

/** `tee`: copies to files. */
export const readTee: Reader = (call, judge, scope) => {
  const range = { start: call.start, end: call.end };
  const { flags, operands } = sortArguments(call.args, setOf("--output-error"));
  const real = operands.filter(
    ({ text, kind }) => kind !== "constant" || !/^\/dev\/(?:null|stderr|stdout|tty|fd\/\d+)$|^-$/.test(text),
  );
  const isKnown = flags.every(({ flag }) => /^(?:-[aip]|--append|--ignore-interrupts|--output-error)$/.test(flag));
  const isAppending = flags.some(({ flag }) => flag === "-a" || flag === "--append");
  for (const target of real) {
    rememberWritten(target.text, scope);
    const { risk, why } = writeRisk(target.text, !isAppending);
    if (risk === "dangerous" && target.kind === "constant") judge.say(finding("program.tee", risk, target, why));
    else judgeTarget(target, "tee", judge);
  }
  if (real.length > 0 || !isKnown)
    judge.say(finding("program.tee", "caution", range, "`tee` writes what passes through it to a file."));
  else judge.say(finding("program.tee", "safe", range, "`tee` without a file only passes on."));
  return "judged";
};

/** `dd`, whose words are `name=value`. */
export const readDd: Reader = (call, judge) => {
  const range = { start: call.start, end: call.end };
  for (const arg of call.args) {
    if (arg.kind === "dynamic")
      judge.say(finding("shell.dynamic-word", "unknown", arg, "Where `dd` writes is only known when it runs."));
    if (!arg.text.startsWith("of=")) continue;
    const target = posix.normalize(arg.text.slice(3));
    if (target === "/dev/null" || target === "/dev/stdout") continue;
    const isDevice =
      devices.test(target) || /^(?:\/(?:etc|boot|usr|bin|sbin|lib))/.test(target) || arg.kind !== "constant";
    if (isDevice)
      judge.say(finding("program.dd", "dangerous", arg, `\`dd\` overwrites ${target || "somewhere"} block by block.`));
  }
  judge.say(finding("program.dd", "caution", range, "`dd` copies raw data."));
  return "judged";
};

/** `cp`, `mv`, `install`, `ln`: dangerous when the last word is a device, /dev/null or a door into the system. */
export const readCopy: Reader = (call, judge) => {
  const { operands } = sortArguments(
    call.args,
    setOf("-t --target-directory -S --suffix -m -o -g --mode --owner --group"),
  );
  const target = operands.at(-1);
  if (target && operands.length > 1) judgeTarget(target, call.name, judge);
  if (call.name === "mv" && target?.text === "/dev/null")
    judge.say(finding("program.mv", "dangerous", target, "Moving to /dev/null loses the file."));
  if (call.name === "cp" && operands[0]?.text === "/dev/null")
    judge.say(
      finding(
        "program.cp",
        "dangerous",
        target ?? { start: call.start, end: call.end },
        "Copying /dev/null over a file empties it.",
      ),
    );
  return "table";
};

const tarSwitches =
  setOf(`t list v verbose z gzip gunzip ungzip j bzip2 J xz a auto-compress lzma zstd lzop lzip Z compress p numeric-owner full-time
  null no-recursion wildcards no-wildcards block-number R totals show-transformed-names quoting-style ignore-case no-ignore-case O to-stdout h S P n seek`);
const tarValues = setOf(
  "f file C directory T files-from X exclude-from exclude strip-components occurrence b H format",
);

/** `tar`: listing reads, packing writes, unpacking overwrites; several flags run programs. */
export const readTar: Reader = (call, judge) => {
  const range = { start: call.start, end: call.end };
  const [first, ...others] = call.args;
  const isOldStyle = first?.kind === "constant" && /^[a-zA-Z]+$/.test(first.text);
  const letters = isOldStyle ? [...first.text] : [];
  const { flags } = sortArguments(
    isOldStyle ? others : call.args,
    setOf(
      "-f --file -C --directory -T --files-from -X --exclude-from --exclude -b -H --format -g -I -F --use-compress-program --to-command --checkpoint-action --transform --xform --strip-components -K -N -V",
    ),
  );
  const names = [...letters, ...flags.map(({ flag }) => flag.replace(/^--?/, ""))];
  const has = (...wanted: string[]) => wanted.some((name) => names.includes(name));
  const runs = flags.find(({ flag }) =>
    /^(?:-I|-F|--use-compress-program|--to-command|--checkpoint-action|--info-script|--new-volume-script|--rmt-command|--rsh-command)/.test(
      flag,
    ),
  );
  const isDynamic = call.args.some(({ kind }) => kind === "dynamic" || kind === "glob");
  const isRemote =
    flags.some(
      ({ flag, value }) => (flag === "-f" || flag === "--file") && (value?.template ?? value?.text)?.includes(":"),
    ) || others.some(({ text, template = text }) => /^[\w.-]+(?:@[\w.-]*)?:|^[^/:$]*\$[^/]*:/.test(template));
  if (runs)
    judge.say(
      finding("program.tar.execute", "dangerous", range, `\`tar ${runs.flag}\` runs a program of its own choice.`),
    );
  else if (isDynamic || isRemote)
    judge.say(finding("program.tar", "unknown", range, "A word of `tar` could become a flag or another host."));
  if (has("delete", "remove-files", "recursive-unlink", "unlink-first"))
    judge.say(finding("program.tar", "dangerous", range, "This `tar` deletes files."));
  const lists = has("t", "list") && names.every((name) => tarSwitches.has(name) || tarValues.has(name));
  const prints =
    has("x", "extract") &&
    has("O", "to-stdout") &&
    names.every((name) => name === "x" || name === "extract" || tarSwitches.has(name) || tarValues.has(name));
  const isHelp = names.length === 1 && has("version", "help");
  if (lists || prints || isHelp) judge.say(finding("program.tar", "safe", range, "`tar` only lists or prints."));
  else if (has("c", "x", "r", "u", "A", "create", "extract", "get", "append", "update", "concatenate"))
    judge.say(finding("program.tar", "caution", range, "`tar` packs or unpacks files."));
  else judge.say(finding("program.tar", "unknown", range, "What this `tar` does is not in the tables."));
  return "judged";
};

const fileReaders =
  setOf(`cat tac head tail less more zcat zless bat batcat nl od xxd hexdump strings grep egrep fgrep rg base64 base32 cut sort uniq wc diff cmp
  jq yq xmllint file paste fold rev hd column tr iconv zgrep bzcat xzcat view most pg look comm join expand fmt pr shuf dasel ack ag stat`);

/** Programs that show a file's content: caution when the file holds secrets. */
export function showsFiles(name: string): boolean {
  return fileReaders.has(name);
}

import { finding, type Scope } from "../scope.ts";
import { wasWritten } from "../shell/written-files.ts";
import { judgeCarriedWords } from "./carriers.ts";
import { type Reader, setOf, sortArguments } from "./reader.ts";

const destructive =
  /\b(?:rm|rmdir|rmtree|unlink|unlinkSync|rmSync|remove|removedirs|delete|destroy|drop|truncate|truncateSync|shutdown|reboot|halt|poweroff|kill|killpg|mkfs\w*|wipefs|shred|system|exec[lv]?[ep]*|execSync|spawn|spawnSync|popen|subprocess|child_process|Popen|check_call|check_output|qx|passthru|shell_exec|proc_open|eval|__import__|socket|fork|FileUtils|removeSync|Remove-\w+|Stop-\w+|Restart-\w+|Clear-\w+|Format-Volume|syscmd|esyscmd)\b|`|%x|:!|!\w|\bopen\([^)]*,\s*['"][wax]|\.write_(?:text|bytes)\(|\bwriteFile|!\s*(?:rm|sh)\b/i;

/** Code in a language we have no parser for is unknown; when it names something destructive, dangerous. */
export const readInlineCode: Reader = (call, judge, scope) => {
  const { flags, operands } = sortArguments(
    call.args,
    setOf("-c -e -r -E -m -I -W -X -p --eval --print --command -M -R -B -F --cmd -S -s -x -i -l -n"),
  );
  const range = { start: call.start, end: call.end };
  const rule = `program.${call.name}`;
  const [only] = call.args;
  if (call.args.length === 1 && only?.kind === "constant" && /^(?:-V|-v|--version|--help|-h)$/.test(only.text)) {
    judge.say(finding(rule, "safe", range, `\`${call.name} ${only.text}\` prints its help or version.`));
    return "judged";
  }
  const isJsonTool =
    flags.length === 1 && flags[0]?.flag === "-m" && flags[0].value?.text === "json.tool" && operands.length <= 1;
  if (isJsonTool && operands.every(({ kind }) => kind === "constant")) {
    judge.say(finding(rule, "safe", range, "Prints JSON in a readable form."));
    return "judged";
  }
  const [file] = operands;
  const runsInput = (!file || file.text === "-") && !flags.some(({ flag }) => runsCode.test(flag));
  const code = [...call.args.map(({ template, text }) => template ?? text).filter(isCode), ...textOf(scope, runsInput)];
  const isHidden =
    (runsInput && scope.input.kind === "unseen") ||
    (file !== undefined && (file.text.startsWith("/dev/fd/") || wasWritten(file.text, scope))) ||
    flags.some(({ flag, value }) => runsCode.test(flag) && value?.kind === "dynamic");
  if (isHidden || code.some((text) => destructive.test(text))) {
    judge.say(
      finding(
        "code.destructive",
        "dangerous",
        range,
        `\`${call.name}\` runs code that names something destructive or cannot be read.`,
      ),
    );
    return "judged";
  }
  judge.say(finding("code.inline", "unknown", range, `\`${call.name}\` runs code that nobody here can read.`));
  return "judged";
};

const runsCode = /^(?:-[cerE]|--eval|--print|-m|--version|--help|-V)$/;

/** The name of a file is no code, even when it is `remove.py`. */
function isCode(text: string): boolean {
  return /[\s(;!`{]/.test(text) || text === "unlink";
}

function textOf({ input }: Scope, runsInput: boolean): readonly string[] {
  return runsInput && input.kind === "text" ? [input.text] : [];
}

/** Editors, debuggers and their like: what they do is decided by keys, files or commands in their own words. */
export const readOpaque: Reader = (call, judge, scope) => {
  if (/^(?:tmux|screen|expect)$/.test(call.name)) judgeCarriedWords(call, judge, scope);
  const range = { start: call.start, end: call.end };
  const grim = [...call.args.map(({ template, text }) => template ?? text), ...textOf(scope, true)].find(
    (text) =>
      /:!|!\s*\w|\bsystem\b|\bshell\b|\bexec\b/.test(text) &&
      /\b(?:rm|reboot|shutdown|halt|poweroff|kill|mkfs|dd|unlink|drop|system|shell)\b/.test(text),
  );
  if (!grim) return "table";
  judge.say(finding("code.destructive", "dangerous", range, `\`${call.name}\` is told to run something destructive.`));
  return "judged";
};

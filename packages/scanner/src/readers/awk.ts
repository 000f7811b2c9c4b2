import { finding } from "../scope.ts";
import { type Reader, setOf, sortArguments } from "./reader.ts";
import { judgeFileRead } from "./secrets.ts";

const known = setOf(
  "-F --field-separator -v --assign --posix --traditional --re-interval -b --characters-as-bytes -n --non-decimal-data -r -S --sandbox --csv -k --lint -t -V --version --help -O -M -P -c",
);

/** `awk`: a program that may run commands, pipe to them, and write files. */
export const readAwk: Reader = (call, judge, scope) => {
  const range = { start: call.start, end: call.end };
  const { flags, operands } = sortArguments(
    call.args,
    setOf("-F -v -f -i -e -E --field-separator --assign --file --include --source --exec -l --load"),
    true,
  );
  let isPlain = true;
  const say = (rule: string, risk: "caution" | "unknown" | "dangerous", why: string) => {
    isPlain = false;
    judge.say(finding(rule, risk, range, why));
  };
  for (const { flag, value } of flags) {
    if (!known.has(flag)) say("program.awk.flag", "unknown", `What \`awk\` does with ${flag} is not in the tables.`);
    if (value?.kind === "dynamic" && flag !== "-v")
      say("shell.dynamic-word", "unknown", "A word of `awk` is only known when it runs.");
  }
  const isFromFile = flags.some(({ flag }) => /^(?:-f|-e|-E|--file|--source|--exec)$/.test(flag));
  const program = isFromFile ? undefined : operands[0];
  if (program && program.kind !== "constant")
    say("program.awk.script", "unknown", "The program of `awk` is only known when it runs.");
  else if (program) {
    const effect = awkEffect(program.text);
    if (effect.runs) {
      say("program.awk.execute", "unknown", "This `awk` program runs commands.");
      for (const text of effect.strings) judge.script(text, program, { ...scope, input: { kind: "none" } });
    }
    // `getline x < "file"` reads what a string names.
    for (const text of effect.strings) judgeFileRead(text, program, judge);
    if (effect.writes) say("program.awk.write", "caution", "This `awk` program writes a file.");
    if (effect.isUnclear) say("program.awk.script", "unknown", "This `awk` program cannot be read.");
    if (effect.readsEnvironment)
      say("program.awk.environment", "caution", "This `awk` program reads the environment, which may hold secrets.");
  } else if (!isFromFile) return "table";
  for (const file of operands.slice(isFromFile ? 0 : 1)) {
    if (file.kind === "dynamic") say("shell.dynamic-word", "unknown", "A word of `awk` is only known when it runs.");
    else judgeFileRead(file.template ?? file.text, file, judge);
  }
  if (isPlain) judge.say(finding("program.awk", "safe", range, "`awk` only prints."));
  return "judged";
};

interface AwkEffect {
  readonly runs: boolean;
  readonly writes: boolean;
  readonly readsEnvironment: boolean;
  readonly isUnclear: boolean;
  /** What stands in quotes: the commands it runs are among them. */
  readonly strings: readonly string[];
}

/** What an awk program does, seen in its words outside of strings, patterns and comments. */
export function awkEffect(program: string): AwkEffect {
  const { code, strings, isUnclear } = stripAwk(program);
  const runs = /\bsystem\s*\(|(?<!\|)\|(?!\|)/.test(code);
  const writes = code.split(/[;{}\n]/).some(redirects);
  const isOdd = isUnclear || /@|>>|\w\\\n\w/.test(code);
  return { runs, writes, readsEnvironment: /\bENVIRON\b|\bPROCINFO\b/.test(code), isUnclear: isOdd, strings };
}

/** After `print` a `>` outside of parentheses names a file. */
function redirects(statement: string): boolean {
  const printed = /\bprintf?\b(.*)$/s.exec(statement)?.[1];
  if (printed === undefined) return false;
  let depth = 0;
  for (const [index, char] of [...printed].entries()) {
    if (char === "(" || char === "[") depth++;
    else if (char === ")" || char === "]") depth--;
    else if (char === ">" && depth <= 0 && printed[index + 1] !== "=") return true;
  }
  return depth !== 0 && printed.includes(">");
}

function stripAwk(program: string): { code: string; strings: string[]; isUnclear: boolean } {
  let code = "";
  const strings: string[] = [];
  for (let at = 0; at < program.length; at++) {
    const char = program[at] as string;
    if (char === '"') {
      const end = closing(program, at, '"');
      if (end < 0) return { code, strings, isUnclear: true };
      strings.push(program.slice(at + 1, end).replace(/\\(.)/g, "$1"));
      code += '""';
      at = end;
    } else if (char === "#") {
      const end = program.indexOf("\n", at);
      at = end < 0 ? program.length : end - 1;
    } else if (char === "/" && /(?:\+\+|--)\s*$/.test(code)) {
      // A division after `i++`, a pattern in `x ++ /a/`: nobody can tell by the signs alone.
      return { code, strings, isUnclear: true };
    } else if (char === "/" && startsPattern(code)) {
      const end = closing(program, at, "/");
      if (end < 0) return { code, strings, isUnclear: true };
      code += "~";
      at = end;
    } else code += char;
  }
  return { code, strings, isUnclear: false };
}

function startsPattern(before: string): boolean {
  const last = before.trimEnd().at(-1);
  return last === undefined || !/[\w)\]$"]/.test(last) || /\b(?:return|in|print|printf|case)\s*$/.test(before);
}

function closing(text: string, open: number, mark: string): number {
  for (let at = open + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === mark) return at;
    else if (text[at] === "\n") return -1;
  }
  return -1;
}

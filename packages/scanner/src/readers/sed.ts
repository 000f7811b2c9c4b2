import { finding } from "../scope.ts";
import { writeRisk } from "../shell/redirects.ts";
import { type Reader, setOf, sortArguments } from "./reader.ts";
import { judgeFileRead } from "./secrets.ts";

const known =
  setOf(`-n --quiet --silent -e --expression -E -r --regexp-extended -s --separate -z --null-data -u --unbuffered -l --line-length
  -b --binary --posix --debug --sandbox --version --help --follow-symlinks -i --in-place -I -f --file`);

/** `sed`: a script that may write files (`w`), run commands (`e`) or change its input in place. */
export const readSed: Reader = (call, judge) => {
  const range = { start: call.start, end: call.end };
  const { flags, operands } = sortArguments(call.args, setOf("-e --expression -f --file -l --line-length"));
  const scripts = flags.filter(({ flag }) => flag === "-e" || flag === "--expression").map(({ value }) => value);
  const files =
    scripts.length > 0 || flags.some(({ flag }) => flag === "-f" || flag === "--file") ? operands : operands.slice(1);
  if (scripts.length === 0 && files === operands) scripts.length = 0;
  else if (scripts.length === 0) scripts.push(operands[0]);
  let isPlain = true;
  const say = (rule: string, risk: "caution" | "unknown" | "dangerous", why: string) => {
    isPlain = false;
    judge.say(finding(rule, risk, range, why));
  };
  for (const { flag, arg } of flags) {
    // `-i` takes everything attached to it as a suffix, so `-in` is not `-i -n`.
    if (/^-(?:i|I)$/.test(flag) || flag === "--in-place" || /^-[a-zA-Z]*i/.test(arg.text))
      say("program.sed.in-place", "caution", "`sed -i` changes files in place.");
    else if (flag === "-f" || flag === "--file")
      say("program.sed.file", "unknown", "The script of `sed` is in a file that is not in the text.");
    else if (!known.has(flag))
      say("program.sed.flag", "unknown", `What \`sed\` does with ${flag} is not in the tables.`);
  }
  for (const script of scripts) {
    if (script?.kind !== "constant") {
      say("program.sed.script", "unknown", "The script of `sed` is only known when it runs.");
      continue;
    }
    const { effect, files: named } = sedEffect(script.text);
    if (effect === "runs") say("program.sed.execute", "dangerous", "This `sed` script runs commands (`e`).");
    else if (effect === "writes") {
      const worst = named.map((path) => writeRisk(path, true)).find(({ risk }) => risk === "dangerous");
      say(
        "program.sed.write",
        worst?.risk === "dangerous" ? "dangerous" : "caution",
        worst?.why ?? "This `sed` script writes a file (`w`).",
      );
    } else if (effect === "prints") for (const path of named) judgeFileRead(path, script, judge);
    if (effect === "unclear") say("program.sed.script", "unknown", "This `sed` script cannot be read.");
  }
  for (const file of files) {
    if (file.kind === "dynamic" || file.kind === "glob")
      say("shell.dynamic-word", "unknown", "A word of `sed` is only known when it runs and could become a flag.");
    else judgeFileRead(file.text, file, judge);
  }
  if (isPlain) judge.say(finding("program.sed", "safe", range, "`sed` only prints."));
  return "judged";
};

type SedEffect = "prints" | "writes" | "runs" | "unclear";

interface SedReading {
  readonly effect: SedEffect;
  /** The files it names, to read or to write. */
  readonly files: readonly string[];
}

/**
 * What a sed script does, read command by command. In brackets newer versions take the delimiter for itself
 * (`s/[/]/x/`), older ones for the end: what either would run or write counts.
 */
export function sedEffect(script: string): SedReading {
  const newer = readScript(script, true);
  if (!script.includes("[")) return newer;
  const older = readScript(script, false);
  return older.effect === "runs" || (older.effect === "writes" && newer.effect !== "runs") ? older : newer;
}

function readScript(script: string, honoursBrackets: boolean): SedReading {
  let at = 0;
  let effect: SedEffect = "prints";
  const files: string[] = [];
  const unclear = { effect: "unclear", files } as const;
  while (at < script.length) {
    at = skip(script, at, /[\s;{}]/);
    if (at >= script.length) break;
    const afterAddress = skipAddresses(script, at, honoursBrackets);
    if (afterAddress < 0) return unclear;
    at = skip(script, afterAddress, /[\s!]/);
    const command = script[at++];
    if (command === undefined) return unclear;
    if (command === "{" || command === "}") continue;
    if ("pPdDgGhHnNxlqQ=zF".includes(command)) at = skip(script, at, /[ \t\d]/);
    // A label ends at a blank, and the next command may follow at once.
    else if ("bTt:".includes(command)) at = skip(script, skip(script, at, /[ \t]/), /[^\s;}]/);
    else if ("#aicv".includes(command)) at = lineEnd(script, at);
    else if ("rRwW".includes(command)) {
      if (command === "w" || command === "W") effect = "writes";
      const end = lineEnd(script, at);
      files.push(script.slice(at, end).trim());
      at = end;
    } else if (command === "e") return { effect: "runs", files };
    else if (command === "s" || command === "y") {
      const close = skipDelimited(script, at, { count: 2, honoursBrackets: honoursBrackets && command === "s" });
      if (close < 0) return unclear;
      const flags = /^[gpiIemM\d]*(w)?/.exec(script.slice(close)) as RegExpExecArray;
      if (flags[0].includes("e")) return { effect: "runs", files };
      at = close + flags[0].length;
      if (!flags[1]) continue;
      effect = "writes";
      const end = lineEnd(script, at);
      files.push(script.slice(at, end).trim());
      at = end;
    } else return unclear;
  }
  return { effect, files };
}

function skip(text: string, from: number, what: RegExp): number {
  let at = from;
  while (at < text.length && what.test(text[at] as string)) at++;
  return at;
}

function lineEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== "\n") at += text[at] === "\\" ? 2 : 1;
  return Math.min(at, text.length);
}

function skipAddresses(text: string, from: number, honoursBrackets: boolean): number {
  const pattern = { count: 1, honoursBrackets };
  let at = from;
  for (let count = 0; count < 2; count++) {
    const char = text[at];
    if (char === "/") at = skipDelimited(text, at, pattern);
    else if (char === "\\") at = skipDelimited(text, at + 1, pattern);
    else if (char !== undefined && /[\d$+~]/.test(char)) at = skip(text, at, /[\d$~+]/);
    else if (count === 1) return -1;
    if (at < 0) return -1;
    at = skip(text, at, /[IM \t]/);
    if (text[at] !== ",") return at;
    at = skip(text, at + 1, /[ \t]/);
  }
  return at;
}

interface Fields {
  readonly count: number;
  readonly honoursBrackets: boolean;
}

/** Skips `count` fields that the character at `open` parts, and answers where the last one ends. */
function skipDelimited(text: string, open: number, { count, honoursBrackets }: Fields): number {
  const delimiter = text[open];
  if (delimiter === undefined || /[\s\\]/.test(delimiter)) return -1;
  let left = count;
  for (let at = open + 1; at < text.length; at++) {
    const char = text[at];
    if (char === "\\") at++;
    else if (char === "\n" && count === 1) return -1;
    else if (char === "[" && honoursBrackets && left === count) at = closeBracket(text, at);
    else if (char === delimiter && --left === 0) return at + 1;
  }
  return -1;
}

/** Where a bracket expression ends: a `]` that comes first is one of its characters, and so is one in `[:alpha:]`. */
function closeBracket(text: string, open: number): number {
  const found = /^\[\^?\]?(?:\[:\w+:\]|[^\]\n])*\]/.exec(text.slice(open, open + 200));
  return found ? open + found[0].length - 1 : open;
}

import type { ParsedCall } from "./parse-call.ts";
import type { PathWords } from "./path-words.ts";

/** Whether a path's words begin the call's subcommand and operands, and its flags are given. */
export function matchesPath(path: PathWords, parsed: ParsedCall): boolean {
  const { words, needs, maxOperands } = path;
  if (maxOperands !== undefined && parsed.operands.length > maxOperands) return false;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] as string;
    const given = parsed.path[index] ?? parsed.operands[index - parsed.path.length]?.text;
    if (given === undefined) return false;
    if (word !== "*" && word !== given && !(word.endsWith("*") && given.startsWith(word.slice(0, -1)))) return false;
  }
  return needs.every(({ flag, value }) =>
    parsed.flags.some(
      (one) => one.flag === flag && (value === undefined ? one.value !== "false" : one.value === value),
    ),
  );
}

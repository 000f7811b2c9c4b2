import type { FoundCommand } from "../commands/extract-commands.ts";

/** What undoes what, as the programs themselves name it. */
const inverses: readonly (readonly [string, string])[] = [
  ["rollout restart", "rollout undo"],
  ["set image", "rollout undo"],
  ["set env", "rollout undo"],
  ["apply", "delete"],
  ["apply", "rollout undo"],
  ["create", "delete"],
  ["cordon", "uncordon"],
  ["drain", "uncordon"],
  ["scale", "scale"],
  ["pause", "resume"],
  ["start", "stop"],
  ["stop", "start"],
  ["enable", "disable"],
  ["disable", "enable"],
  ["mask", "unmask"],
  ["upgrade", "rollback"],
  ["install", "uninstall"],
  ["install", "remove"],
  ["add", "remove"],
  ["add", "delete"],
  ["attach", "detach"],
  ["detach", "attach"],
  ["up", "down"],
  ["label", "label"],
  ["annotate", "annotate"],
  ["patch", "patch"],
  ["mount", "umount"],
  ["mv", "mv"],
  ["cp", "cp"],
];

/** Whether running `back` undoes `forward`: an inverse verb of the same program on something both name. */
export function undoes(back: FoundCommand, forward: FoundCommand): boolean {
  if (back.dialect !== "shell" || forward.dialect !== "shell" || back.text === forward.text) return false;
  const b = wordsOf(back.text);
  const f = wordsOf(forward.text);
  const isInverse = inverses.some(([does, undo]) => has(f, does) && has(b, undo));
  if (!isInverse || (b[0] !== f[0] && b[0] !== "umount")) return false;
  return objectsOf(f).some((word) => objectsOf(b).includes(word));
}

function wordsOf(text: string): readonly string[] {
  return text
    .trim()
    .replace(/^sudo\s+/, "")
    .split(/\s+/);
}

function has(words: readonly string[], verb: string): boolean {
  return ` ${words.join(" ")} `.includes(` ${verb} `);
}

/** The last plain words: what a command acts on stands there, behind program and verb. */
function objectsOf(words: readonly string[]): readonly string[] {
  return words
    .slice(1)
    .filter((word) => /[/.:_\d-]/.test(word) && !word.startsWith("-"))
    .concat(words.slice(3).filter((word) => /^[a-z]+$/.test(word) && word.length > 3));
}

import { canonicalName } from "../programs/canonical-name.ts";
import { builtInPrograms } from "../programs/registry.ts";

const keywords = new Set(
  "if then elif else fi for while until do done case esac select function time coproc in".split(" "),
);
const ofTheShell = new Set("bg fg disown suspend wait jobs help true false times logout fc".split(" "));

/** Why a name cannot be that of an own program. */
export function refuseName(name: string): string | undefined {
  if (name.includes("/")) return `\`${name}\` is a path: a program is known by its name alone`;
  if (!/^[A-Za-z0-9][A-Za-z0-9._+-]{0,63}$/.test(name)) {
    return `\`${name.slice(0, 70)}\` is not a program's name: letters, digits and . _ + - in between, at most 64`;
  }
  if (keywords.has(name) || (ofTheShell.has(name) && !builtInPrograms.isBuiltIn(name)))
    return `\`${name}\` belongs to the shell`;
  const canonical = canonicalName(name);
  if (canonical !== name) return `\`${name}\` is judged as \`${canonical}\`: say it there`;
  // Some file systems do not tell them apart.
  const lower = name.toLowerCase().replace(/\.(?:exe|com|cmd|bat)$/, "");
  if (
    !builtInPrograms.isBuiltIn(name) &&
    lower !== name &&
    (builtInPrograms.isBuiltIn(lower) || keywords.has(lower) || ofTheShell.has(lower))
  ) {
    return `\`${name}\` can be read as \`${lower}\`, which is built in: say it there`;
  }
  return undefined;
}

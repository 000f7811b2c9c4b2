import { builtInPrograms } from "../programs/registry.ts";
import type { OwnCommand, OwnProgram } from "./own-programs.ts";
import { type OwnProblem, problem } from "./problem.ts";
import { refuseName } from "./program-name.ts";
import { commandKeys, readCommand, readPath } from "./read-command.ts";
import { readFlags } from "./read-flags.ts";
import { suggest } from "./suggest.ts";
import type { Located, LocatedEntry } from "./yaml-source.ts";

const programKeys = ["about", "global", "commands"];

/** Reads what is said of one program: `commands` of its own, or what the program itself does. */
export function readProgram({ key, keyAt, value }: LocatedEntry, problems: OwnProblem[]): OwnProgram | undefined {
  const refusal = refuseName(key);
  if (refusal !== undefined) {
    problems.push(problem(keyAt, refusal));
    return undefined;
  }
  if (value.kind !== "map") {
    problems.push(
      problem(value.at, `Nothing is said of \`${key}\``, { allowed: [...programKeys, ...commandKeys].join(", ") }),
    );
    return undefined;
  }
  refuseOtherKeys(value, [...programKeys, ...commandKeys], problems);
  const find = (name: string) => value.entries.find((entry) => entry.key === name);
  const own = value.entries.filter((entry) => commandKeys.includes(entry.key));
  const listed = readCommands(find("commands"), problems);
  const path = { words: [], needs: [], operandTest: undefined, maxOperands: undefined };
  const itself = own.length === 0 ? undefined : readCommand({ path, at: keyAt, entries: own, problems });
  const commands = itself ? [itself, ...listed] : listed;
  if (find("commands") === undefined && own.length === 0) {
    const allowed = "`commands`, or `effect` for a program without subcommands";
    problems.push(problem(keyAt, `It is not said what \`${key}\` does`, { allowed }));
  }
  refuseLessStrict(key, value, commands, problems);
  return { global: readFlags(find("global")?.value, problems), commands };
}

function readCommands(entry: LocatedEntry | undefined, problems: OwnProblem[]): readonly OwnCommand[] {
  if (entry === undefined) return [];
  const { value } = entry;
  if (value.kind !== "map" || value.entries.length === 0) {
    problems.push(problem(value.at, "There are no commands", { allowed: '`"order list": { effect: reads }`' }));
    return [];
  }
  const seen = new Set<string>();
  return value.entries.flatMap((command) => {
    const path = readPath(command, problems);
    if (path === undefined) return [];
    const name = [...path.words, ...path.needs.map(({ flag, value: given }) => `${flag}=${given ?? ""}`).sort()].join(
      " ",
    );
    if (seen.has(name)) problems.push(problem(command.keyAt, `\`${command.key}\` stands here twice`));
    seen.add(name);
    if (command.value.kind !== "map") {
      problems.push(
        problem(command.value.at, `Nothing is said of \`${command.key}\``, { allowed: commandKeys.join(", ") }),
      );
      return [];
    }
    refuseOtherKeys(command.value, commandKeys, problems);
    const read = readCommand({ path, at: command.keyAt, entries: command.value.entries, problems });
    return read ? [read] : [];
  });
}

/** An own file may say more against a built-in program, and nothing for it. */
function refuseLessStrict(name: string, at: Located, commands: readonly OwnCommand[], problems: OwnProblem[]): void {
  if (!builtInPrograms.isBuiltIn(name) || commands.every(({ effect }) => effect !== "reads")) return;
  const what = `\`${name}\` is built in: own entries can only make it stricter, so \`effect: reads\` says nothing here`;
  problems.push(problem(at.at, what, { allowed: "every other effect" }));
}

/** Says which keys of a map are not known. */
export function refuseOtherKeys(
  map: Located & { readonly kind: "map" },
  keys: readonly string[],
  problems: OwnProblem[],
): void {
  for (const { key, keyAt } of map.entries) {
    if (keys.includes(key)) continue;
    const what = `\`${key.slice(0, 40)}\` is not known here`;
    problems.push(problem(keyAt, what, { allowed: keys.join(", "), suggestion: suggest(key, keys) }));
  }
}

import { addPath, type CompiledProgram, newNode } from "../programs/compile.ts";
import { compileFlags, type FlagKind, type FlagSet } from "../programs/flag-set.ts";
import { compileInverse } from "../programs/inverse.ts";
import type { Programs } from "../programs/programs.ts";
import { builtInPrograms } from "../programs/registry.ts";
import type { OwnCommand, OwnProgram, OwnPrograms } from "./own-programs.ts";

/** The built-in programs with an author's own beside them. Neither is changed. */
export function addOwnPrograms(own: OwnPrograms): Programs {
  const compiled = new Map<string, CompiledProgram>();
  for (const [name, program] of own.programs) compiled.set(name, compileOwn(program, builtInPrograms.find(name)));
  return {
    knows: (name) => compiled.has(name) || builtInPrograms.isBuiltIn(name),
    isBuiltIn: builtInPrograms.isBuiltIn,
    find: builtInPrograms.find,
    findOwn: (name) => compiled.get(name),
  };
}

/** `builtIn` is what the tables know of the same program: which of its flags take a value. */
function compileOwn({ global, commands }: OwnProgram, builtIn: CompiledProgram | undefined): CompiledProgram {
  const root = newNode();
  const everywhere = compileFlags(global);
  const known = new Map<string, FlagKind>([...(builtIn?.known ?? []), ...everywhere.kinds]);
  for (const command of commands) {
    const flags = compileFlags(command.flags);
    for (const [flag, kind] of flags.kinds) if (known.get(flag) !== "value") known.set(flag, kind);
    const { path, effect, risk, reach, why } = command;
    addPath(root, path, { effect, flags: effect === "reads" ? flags : undefined, own: { risk, reach, why } });
  }
  return {
    style: builtIn?.style ?? "gnu",
    global: { ...everywhere, kinds: new Map([...(builtIn?.global.kinds ?? []), ...everywhere.kinds]) },
    root,
    known,
    onlyReads: false,
    rule: "own",
    inverses: commands.flatMap((command) => inverseOf(command, commands)),
    reach: { many: [], all: [] },
    typed: builtIn?.typed ?? [],
  };
}

/** Flags that the inverse is listed with stay; with any other there is no suggestion. */
function inverseOf({ path, undo }: OwnCommand, commands: readonly OwnCommand[]) {
  if (undo === undefined) return [];
  const words = undo.split(" ").filter((word) => !word.includes("$") && !word.startsWith("-"));
  const inverse = commands.find((command) => command.path.words.join(" ") === words.join(" "));
  const keeps: FlagSet = compileFlags(inverse?.flags ?? "");
  return [{ ...compileInverse(path, undo), keeps }];
}

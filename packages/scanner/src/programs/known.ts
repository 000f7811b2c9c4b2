import { type CompiledProgram, compileProgram } from "./compile.ts";
import { families } from "./families.ts";
import { opaquePrograms } from "./opaque.ts";
import type { Program } from "./program.ts";

const opaque: Program = { executes: "*" };
const tables = new Map<string, Program>();
for (const name of opaquePrograms) tables.set(name, opaque);
for (const family of Object.values(families))
  for (const name of Object.keys(family)) tables.set(name, family[name] as Program);
const compiled = new Map<string, CompiledProgram>();

/** Whether the tables have an entry for a program. */
export function hasTable(name: string): boolean {
  return tables.has(name);
}

/** The program's entry, made ready when it is first asked for. */
export function findProgram(name: string): CompiledProgram | undefined {
  const ready = compiled.get(name);
  if (ready) return ready;
  const table = tables.get(name);
  if (!table) return undefined;
  const program = compileProgram(table);
  compiled.set(name, program);
  return program;
}

/** Every name the tables hold. */
export function knownPrograms(): readonly string[] {
  return [...tables.keys()];
}

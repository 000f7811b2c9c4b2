import { builtInPrograms } from "./registry.ts";

const numbered = new Set("python pip ruby perl php node lua gcc clang psql pg_dump java go bash awk".split(" "));

/** `python3.12`, `pip3` and `psql-16` are what they are without their number. */
export function canonicalName(name: string): string {
  if (builtInPrograms.isBuiltIn(name)) return name;
  const bare = /^([A-Za-z]+?)-?\d[\d.]*$/.exec(name)?.[1];
  return bare !== undefined && numbered.has(bare) ? bare : name;
}

import { readers } from "../readers/index.ts";
import { findProgram, hasTable } from "./known.ts";
import type { Programs } from "./programs.ts";

/** The programs that come with the scanner. */
export const builtInPrograms: Programs = {
  knows: isBuiltIn,
  isBuiltIn,
  find: findProgram,
  findOwn: () => undefined,
};

function isBuiltIn(name: string): boolean {
  return hasTable(name) || readers.has(name);
}

import type { CompiledProgram } from "./compile.ts";

/** The programs that a scanner knows. */
export interface Programs {
  /** Whether a program of this name is known, built in or by an author's own file. */
  knows(name: string): boolean;
  /** Whether it is in the tables that come with the scanner, or is read by code of its own. */
  isBuiltIn(name: string): boolean;
  /** What the built-in tables say of a program. */
  find(name: string): CompiledProgram | undefined;
  /** What an author's own file says of a program. */
  findOwn(name: string): CompiledProgram | undefined;
}

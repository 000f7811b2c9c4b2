import { builtInPrograms } from "./programs/registry.ts";

/** Whether the scanner knows a program of this name by itself. A path in front of the name is not looked at. */
export function isKnownProgram(name: string): boolean {
  return builtInPrograms.isBuiltIn(name);
}

import { hasTable } from "./programs/known.ts";
import { readers } from "./readers/index.ts";

/** Whether the scanner knows a program of this name. A path in front of the name is not looked at. */
export function isKnownProgram(name: string): boolean {
  return hasTable(name) || readers.has(name);
}

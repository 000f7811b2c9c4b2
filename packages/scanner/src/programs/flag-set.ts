import type { Flags } from "./program.ts";

/** Whether a flag stands alone, takes the next word, or takes only what is attached to it. */
export type FlagKind = "switch" | "value" | "optional";

/** A line of flags, ready to be asked. */
export interface FlagSet {
  readonly kinds: ReadonlyMap<string, FlagKind>;
  readonly isOpen: boolean;
  readonly excluded: ReadonlySet<string>;
}

/** Reads a line of flags. */
export function compileFlags(line: Flags): FlagSet {
  const kinds = new Map<string, FlagKind>();
  const excluded = new Set<string>();
  let isOpen = false;
  for (const token of line.split(" ")) {
    if (token === "") continue;
    if (token === "*") isOpen = true;
    else if (token.startsWith("!")) excluded.add(token.slice(1));
    else if (token.startsWith("-[")) for (const letter of token.slice(2, -1)) addSwitch(kinds, `-${letter}`);
    else if (token.endsWith("=")) kinds.set(token.slice(0, -1), "value");
    else if (token.endsWith("?") && token.length > 2) kinds.set(token.slice(0, -1), "optional");
    else addSwitch(kinds, token);
  }
  return { kinds, isOpen, excluded };
}

function addSwitch(kinds: Map<string, FlagKind>, flag: string): void {
  if (!kinds.has(flag)) kinds.set(flag, "switch");
}

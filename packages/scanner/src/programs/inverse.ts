import { compileFlags, type FlagSet } from "./flag-set.ts";
import { type PathWords, readPaths } from "./path-words.ts";
import type { Program } from "./program.ts";

/** What takes a subcommand back: a template over the call's own words. */
export interface Inverse {
  readonly key: PathWords;
  /** The subcommand is its own inverse, with a value from before that no text holds. */
  readonly needsOldValue: boolean;
  /** Another program that takes it back. */
  readonly program: string | undefined;
  readonly words: readonly string[];
  /** Whether the template names the operands that stay. */
  readonly choosesOperands: boolean;
  /** Whether it says more than the inverse's words: which operands or flags stay. */
  readonly isExplicit: boolean;
  readonly keeps: FlagSet;
  readonly drops: FlagSet;
}

/** Reads a table's `undo`. */
export function compileInverses(undo: NonNullable<Program["undo"]>): readonly Inverse[] {
  return Object.entries(undo).flatMap(([paths, template]) =>
    readPaths(paths).map((key) => compileInverse(key, template)),
  );
}

/** Reads what takes one path back. */
export function compileInverse(key: PathWords, template: string): Inverse {
  const inverse = readTemplate(template);
  const path = [...key.words, ...key.needs.map(flagText)].join(" ");
  return { key, needsOldValue: !inverse.choosesOperands && template.trim() === path, ...inverse };
}

function flagText({ flag, value }: PathWords["needs"][number]): string {
  return value === undefined ? flag : `${flag}=${value}`;
}

function readTemplate(template: string): Omit<Inverse, "key" | "needsOldValue"> {
  const keeps: string[] = [];
  const drops: string[] = [];
  const rest = template.replace(/\b(keep|drop)\(([^()]*)\)/g, (_whole, kind: string, flags: string) => {
    (kind === "keep" ? keeps : drops).push(flags);
    return " ";
  });
  const words = rest.split(" ").filter(Boolean);
  const choosesOperands = words.some((word) => /\$[\d*]/.test(word));
  const other = words[0]?.startsWith("!") === true ? words[0].slice(1) : undefined;
  return {
    program: other,
    words: other === undefined ? words : words.slice(1),
    choosesOperands,
    isExplicit: choosesOperands || keeps.length > 0 || drops.length > 0,
    keeps: compileFlags(keeps.join(" ")),
    drops: compileFlags(drops.join(" ")),
  };
}

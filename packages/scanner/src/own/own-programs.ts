import type { Effect, Reach, Risk } from "@steadyhand/core/risk";
import type { PathWords } from "../programs/path-words.ts";
import type { Flags } from "../programs/program.ts";

/** What an author's own programs do. Made by `readOwnPrograms` only, which has checked and tried it. */
export interface OwnPrograms {
  /** Twelve hex digits of everything the file says of programs; its tests and comments do not count. */
  readonly digest: string;
  readonly programs: ReadonlyMap<string, OwnProgram>;
}

/** What one program can be told to do. */
export interface OwnProgram {
  /** Flags that may stand anywhere. */
  readonly global: Flags;
  readonly commands: readonly OwnCommand[];
}

/** One subcommand, or the program itself when its path has no words. */
export interface OwnCommand {
  readonly path: PathWords;
  readonly effect: Effect;
  readonly risk: Risk;
  readonly flags: Flags;
  readonly reach: Reach | undefined;
  readonly why: string | undefined;
  /** The words that take it back, as in the tables. */
  readonly undo: string | undefined;
}

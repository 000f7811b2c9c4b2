import type { Effect } from "@steadyhand/core/risk";

export type { Effect };

/**
 * Flags as one line of text. `-a` and `--all` are switches, `-[alh]` is three of them, `-n=` and `--lines=` take a value, `--color?` takes one
 * only when it is attached. `*` stands for any other flag and `!--flag` takes one out again: only for programs
 * whose flags are parameters of a remote read and whose few harmful flags are known.
 */
export type Flags = string;

/**
 * Command paths, separated by commas. A path is the words that lead to a subcommand (`config get-contexts`),
 * where `get-*` stands for any word with that start and `*` for any word. `*` alone is the program itself.
 * Flags in a path must be given for it to match (`push --force`, `scale --replicas=0`, `-l`), and `$0`, `$1`
 * limit how many further operands there may be. `@=` asks for an operand with `=` in it, `@^+` for one that
 * does not begin with `+`. Of several paths that match, the most exact counts; of equals, the worst.
 */
export type Paths = string;

/** How a program reads its words: bundled letters, one-dash long flags, or words only. */
export type FlagStyle = "gnu" | "single-dash" | "words";

/** The command that a program carries for somebody else to run. */
export interface Carried {
  /** Operands before the command begins. */
  readonly skip: number;
  /** Whether the rest is a list of words or shell text. */
  readonly as: "words" | "script";
  /** Flags of the carrier itself. */
  readonly flags: Flags;
  /** What the carrier adds: `safe` when it changes nothing about what the command does. */
  readonly risk: "safe" | "caution" | "dangerous";
  /** What runs when no command is given. */
  readonly bare: "reads" | "executes";
  /** Flags that take shell text (`-c`). */
  readonly scriptFlags?: readonly string[];
}

/** What one program can be told to do. Whatever is not listed is unknown. */
export interface Program {
  readonly style?: FlagStyle;
  /** Flags that may stand anywhere and do not change what a reading subcommand does. */
  readonly global?: Flags;
  /** Paths that only read, with the flags that keep them so. */
  readonly reads?: Readonly<Record<Paths, Flags>>;
  /** Reads what must not travel: secrets, keys, environments. */
  readonly reveals?: Paths;
  readonly writes?: Paths;
  readonly deletes?: Paths;
  /** Runs code that is not in the text. */
  readonly executes?: Paths;
  readonly starts?: Paths;
  readonly stops?: Paths;
  readonly scales?: Paths;
  readonly configures?: Paths;
  readonly sends?: Paths;
  readonly grants?: Paths;
  readonly spends?: Paths;
  /** Of those above, what is dangerous whatever its effect would make it. */
  readonly grave?: Paths;
  /** Subcommands that run another command, and how to find it. */
  readonly carries?: Readonly<Record<Paths, Carried>>;
  /**
   * A subcommand and what takes it back: `{ cordon: "uncordon" }`. The suggestion is the call's own words with the new
   * subcommand in place of the old one. In the key stand a path's words and, where they decide, its flags
   * (`"disable --now"`); `*` is the program itself. The value is a template:
   *
   * - words of the inverse, which may be flags to add (`"drain --undo"`) or begin with another program (`"!umount $1"`);
   * - `*`: the word that a `*` of the key stood for (`{ "service * stop": "service * start" }`);
   * - `$1`, `$2`, `$*`: only these operands, also inside a word (`"!gunzip $1.gz"`, `"taint $1 $2-"`). `$0` is none of them; without any `$` all operands stay;
   * - `keep(-l= --selector=)`: flags that stay when they were given. The program's `global` flags always do;
   * - `drop(-t= --timeout=)`: flags that mean nothing to the inverse. `keep(*)` and `drop(*)` are all others.
   *
   * A value that is nothing but words is suggested only where both subcommands start, stop, scale or configure, so that they
   * take the same objects: what is made or taken away has other words on the way back, and the template has to name them
   * (`tag: "rmi $2"`), or with keep() or drop() say that the operands stay as they are.
   * With a flag that is in neither there is no suggestion, since it may say which object is meant. Nor is there one when
   * the value is the key itself (`{ scale: "scale" }`): that can be taken back, but only with a value from before.
   */
  readonly undo?: Readonly<Record<string, string>>;
  /**
   * How far one call reaches: `many` objects or `all` of them. Paths here may go on into operands (`delete ns`), and a
   * flag alone counts for every subcommand (`-A`). Where nothing is said, `--all`, `--selector`, `--recursive` and the
   * number of operands decide.
   */
  readonly reach?: { readonly many?: Paths; readonly all?: Paths };
  /** Paths whose objects are given as `kind name` or `kind/name`. In an undo `$1` is then `kind/name`, one operand. */
  readonly typed?: Paths;
}

/** Programs of one field, by name. */
export type Family = Readonly<Record<string, Program>>;

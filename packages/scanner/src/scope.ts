import type { Evidence, Risk, SourceRange } from "@steadyhand/core/risk";
import type { Script } from "unbash";
import type { Argument } from "./programs/call.ts";
import type { Around } from "./programs/carrier.ts";
import type { Programs } from "./programs/programs.ts";
import type { Work } from "./work.ts";

/** What is known of a shell variable at one point of the text. */
export type VariableValue =
  | { readonly kind: "constant"; readonly text: string }
  /** One word without blanks, globs or a leading dash. */
  | { readonly kind: "plain" }
  /** Filled in from outside: one word where it stands in double quotes. */
  | { readonly kind: "blank" }
  /** The name of a file that a pattern found. */
  | { readonly kind: "glob" }
  /** Anything; `maybe` is a text that it may be, when one is known. */
  | { readonly kind: "dynamic"; readonly maybe?: string };

/** Where the words that are being judged come from, and what has been set before them. */
export interface Scope {
  /** How many scripts lie around this one. */
  readonly depth: number;
  /** What may still be read, of the whole text. */
  readonly work: Work;
  readonly variables: Map<string, VariableValue>;
  /** Names that the text itself turns into something else. */
  readonly functions: Set<string>;
  /** Files that the text itself has written so far, wherever in it. */
  readonly written: Set<string>;
  /** Set when positions of the syntax tree are not positions of the text: everything is then told of this range. */
  readonly range: SourceRange | undefined;
  readonly input: Input;
  /** The function whose body this is, to see one that calls itself. */
  readonly insideFunction: string | undefined;
  /** The call that handed these words or this script on. */
  readonly carrier?: Around;
  /** Set where the same words run again with other values: in loops, and for each file that `find` finds. */
  readonly repeats?: boolean;
}

/** What a command gets on its standard input. */
export type Input =
  | { readonly kind: "none" }
  /** Output of another command, or a file: nobody has seen it. */
  | { readonly kind: "unseen" }
  | { readonly kind: "text"; readonly text: string; readonly isConstant: boolean; readonly range: SourceRange };

/** What readers use to judge what they find inside a command. */
export interface Judge {
  readonly programs: Programs;
  /** Whether something before may have changed on what later commands act: another folder, another environment. */
  readonly place: { isElsewhere: boolean };
  /** Adds a finding about a part of the text. */
  say(finding: Evidence): void;
  /** Judges shell text found in a word. */
  script(text: string, range: SourceRange, scope: Scope): void;
  /** Judges a script that is a part of the syntax tree already. */
  tree(script: Script, scope: Scope): void;
  /** Judges a command given as words. */
  words(words: readonly Argument[], scope: Scope): void;
  /** Judges SQL found in a word. */
  sql(text: string, range: SourceRange, client: SqlClient): void;
  /** Whether a program of this name is known. */
  knows(name: string): boolean;
}

/** Whose SQL a statement is, which decides what is read when PostgreSQL's grammar refuses it. */
export type SqlClient = "postgres" | "mysql" | "sqlite" | "any";

/** Builds a finding. */
export function finding(rule: string, risk: Risk, range: SourceRange, why: string, instead?: string): Evidence {
  const { start, end } = range;
  return instead === undefined
    ? { rule, risk, range: { start, end }, why }
    : { rule, risk, range: { start, end }, why, instead };
}

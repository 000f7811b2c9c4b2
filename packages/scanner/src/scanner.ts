import type { Classification, Dialect } from "@steadyhand/core/risk";
import { scan } from "./scan.ts";
import { loadGrammar } from "./sql/grammar.ts";

/** Judges commands by what they would do. */
export interface Scanner {
  /** Judges one command. Pure and synchronous: the same text gets the same answer in every process. */
  scan(text: string, dialect: Dialect): Classification;
}

let loading: Promise<Scanner> | undefined;

/** Loads the SQL grammar, once a process, and answers with the scanner. */
export function loadScanner(): Promise<Scanner> {
  loading ??= loadGrammar().then((grammar) => ({ scan: (text, dialect) => scan(text, dialect, grammar) }));
  return loading;
}

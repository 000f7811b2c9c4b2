import type { Classification, Dialect } from "@steadyhand/core/risk";
import { explain } from "./explain/explain.ts";
import type { Explained } from "./explain/explained.ts";
import { addOwnPrograms } from "./own/add-own-programs.ts";
import type { OwnPrograms } from "./own/own-programs.ts";
import type { Programs } from "./programs/programs.ts";
import { builtInPrograms } from "./programs/registry.ts";
import { scan } from "./scan.ts";
import { GrammarNeeded, grammarToLoad, loadGrammar, type SqlGrammar } from "./sql/grammar.ts";
import { scannerVersion } from "./version.ts";

/** What a scanner is made with. */
export interface ScannerOptions {
  /** What an author's own programs do, as `readOwnPrograms` read it. */
  readonly programs?: OwnPrograms | undefined;
}

/** What names a scanner, and what it knows. */
interface ScannerDescription {
  /** The tables and rules it judges by: {@link scannerVersion}, and a digest of the own programs when there are any. */
  readonly version: string;
  /** Whether it knows a program of this name, built in or own. A path in front of the name is not looked at. */
  isKnownProgram(name: string): boolean;
}

/** Judges commands by what they would do. */
export interface Scanner extends ScannerDescription {
  /** Judges one command. Pure and synchronous: the same text gets the same answer in every process. */
  scan(text: string, dialect: Dialect): Classification;
  /** The syntax tree of one command with the verdict at each node. Its root has the risk that `scan` answers. */
  explain(text: string, dialect: Dialect): Explained;
}

/** Judges commands just as a {@link Scanner} does, and is there at once. */
export interface OpenScanner extends ScannerDescription {
  /** Judges one command. The first that holds SQL waits for the grammar; no other does. */
  classify(text: string, dialect: Dialect): Promise<Classification>;
  /** The syntax tree of one command with the verdict at each node. */
  explain(text: string, dialect: Dialect): Promise<Explained>;
}

/** Loads the SQL grammar, once a process, and answers with the scanner. For who judges many commands. */
export async function loadScanner(options: ScannerOptions = {}): Promise<Scanner> {
  const grammar = await loadGrammar();
  const { programs, ...description } = describe(options);
  return {
    ...description,
    scan: (text, dialect) => scan(text, dialect, grammar, programs),
    explain: (text, dialect) => explain(text, dialect, grammar, programs),
  };
}

/** A scanner that loads the SQL grammar only when it meets SQL. For who judges a few commands and ends. */
export function openScanner(options: ScannerOptions = {}): OpenScanner {
  const { programs, ...description } = describe(options);
  let loaded: SqlGrammar = grammarToLoad;
  const judge = async <T>(by: (grammar: SqlGrammar) => T): Promise<T> => {
    try {
      return by(loaded);
    } catch (error) {
      if (!(error instanceof GrammarNeeded)) throw error;
      loaded = await loadGrammar();
      return by(loaded);
    }
  };
  return {
    ...description,
    classify: (text, dialect) => judge((grammar) => scan(text, dialect, grammar, programs)),
    explain: (text, dialect) => judge((grammar) => explain(text, dialect, grammar, programs)),
  };
}

function describe({ programs: own }: ScannerOptions): ScannerDescription & { readonly programs: Programs } {
  const programs = own ? addOwnPrograms(own) : builtInPrograms;
  return {
    programs,
    version: own && own.programs.size > 0 ? `${scannerVersion}+${own.digest}` : scannerVersion,
    isKnownProgram: (name) => programs.knows(name),
  };
}

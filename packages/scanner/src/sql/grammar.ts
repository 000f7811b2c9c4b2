/** One statement as PostgreSQL's own grammar sees it: `{ SelectStmt: { … } }`. */
export type SqlNode = { readonly [key: string]: unknown };

/** PostgreSQL's grammar. Throws when it refuses the text. */
export interface SqlGrammar {
  parse(text: string): readonly SqlNode[];
}

/** Thrown by a grammar that is not loaded yet: the text has to be judged again when it is. */
export class GrammarNeeded extends Error {}

/** Stands for the grammar until a text needs it. */
export const grammarToLoad: SqlGrammar = {
  parse() {
    throw new GrammarNeeded("PostgreSQL's grammar is not loaded");
  },
};

let loading: Promise<SqlGrammar> | undefined;

/** Loads the grammar (WebAssembly, 1.8 MB) and makes it ready, once a process. */
export function loadGrammar(): Promise<SqlGrammar> {
  loading ??= load();
  return loading;
}

async function load(): Promise<SqlGrammar> {
  const { loadModule, parseSync } = await import("libpg-query");
  await loadModule();
  return {
    parse(text) {
      const statements: SqlNode[] = [];
      for (const { stmt } of parseSync(text).stmts ?? []) if (stmt) statements.push({ ...stmt });
      return statements;
    },
  };
}

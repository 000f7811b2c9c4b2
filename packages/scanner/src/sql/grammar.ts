/** One statement as PostgreSQL's own grammar sees it: `{ SelectStmt: { … } }`. */
export type SqlNode = { readonly [key: string]: unknown };

/** PostgreSQL's grammar. Throws when it refuses the text. */
export interface SqlGrammar {
  parse(text: string): readonly SqlNode[];
}

/** Loads the grammar (WebAssembly, 1.8 MB) and makes it ready. */
export async function loadGrammar(): Promise<SqlGrammar> {
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

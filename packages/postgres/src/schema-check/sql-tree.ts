/** A part of a syntax tree. A key that begins with a capital letter names what kind of node lies under it. */
export type SqlNode = Readonly<Record<string, unknown>>;

/** One statement of a migration. */
export interface SqlStatement {
  /** As it is written, without what comes before and after it. */
  readonly text: string;
  /** Where it begins in its file, counted from 1. */
  readonly line: number;
  /** Such as `AlterTableStmt`. */
  readonly kind: string;
  readonly node: SqlNode;
}

/** PostgreSQL's own grammar. */
export interface SqlGrammar {
  /** Throws what the grammar says of a text that is not SQL. */
  read(sql: string): SqlStatement[];
  /** What a function in PL/pgSQL or SQL does: it may hold statements, each of them read as far as they can be. */
  readBody(create: SqlStatement): FunctionBody;
}

/** What a function is made of. */
export interface FunctionBody {
  readonly statements: readonly SqlStatement[];
  /** It builds texts and runs them: what it does stands nowhere. */
  readonly isHidden: boolean;
  /** It can end in an error of its own, and so refuse what called it. */
  readonly refuses: boolean;
  /** Columns of the row that a trigger gives on, such as `name` in `NEW.name := …`. */
  readonly assigns: readonly string[];
}

/** Loads the grammar (WebAssembly, 1.8 MB). */
export async function loadGrammar(): Promise<SqlGrammar> {
  const { loadModule, parseSync, parsePlPgSQLSync } = await import("libpg-query");
  await loadModule();
  // Both answers are JSON, of whose nodes nothing is taken for granted.
  const read = (sql: string) => statementsOf(sql, (parseSync(sql).stmts ?? []) as readonly RawStatement[]);
  return {
    read,
    readBody(create) {
      const language = optionOf(create.node, "language");
      const source = textsIn(definitionOf(create.node)).at(0) ?? "";
      if (language === "sql") return { statements: read(source), isHidden: false, refuses: false, assigns: [] };
      // What it stands in only has to be a function; the text is the same for a block that is run at once.
      const wrapped =
        create.kind === "DoStmt"
          ? `CREATE FUNCTION block() RETURNS void LANGUAGE plpgsql AS $steadyhand_block$${source}$steadyhand_block$`
          : create.text;
      return bodyOf(parsePlPgSQLSync(wrapped), read);
    },
  };
}

interface RawStatement {
  readonly stmt?: SqlNode;
  /** In bytes of UTF-8. */
  readonly stmt_location?: number;
  readonly stmt_len?: number;
}

function statementsOf(sql: string, raw: readonly RawStatement[]): SqlStatement[] {
  const bytes = Buffer.from(sql);
  return raw.flatMap(({ stmt, stmt_location: from = 0, stmt_len: length }) => {
    const [kind] = Object.keys(stmt ?? {});
    if (stmt === undefined || kind === undefined) return [];
    const written = bytes.subarray(from, length === undefined ? undefined : from + length).toString();
    const text = written.replace(/^(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/, "");
    const start = bytes.subarray(0, from).toString().length + (written.length - text.length);
    return [{ text: text.trimEnd(), line: sql.slice(0, start).split("\n").length, kind, node: nodeAt(stmt, kind) }];
  });
}

function bodyOf(parsed: unknown, read: SqlGrammar["read"]): FunctionBody {
  const statements: SqlStatement[] = [];
  const assigns: string[] = [];
  let isHidden = false;
  let refuses = false;
  visit(parsed, (kind, node) => {
    if (kind === "PLpgSQL_stmt_dynexecute" || kind === "PLpgSQL_stmt_dynfors") isHidden = true;
    // EXCEPTION and worse; below it, something is only said.
    if (kind === "PLpgSQL_stmt_raise" && Number(node.elog_level) >= 21) refuses = true;
    if (kind !== "PLpgSQL_expr" || typeof node.query !== "string") return;
    // What is only evaluated, as a condition is or what a variable is set to, PL/pgSQL runs as a question, too.
    statements.push(...read(node.parseMode === 0 ? node.query : `SELECT ${expressionIn(node.query, node.parseMode)}`));
    const [, column] = node.query.match(/^new\.(\w+)\s*:?=/i) ?? [];
    if (column !== undefined) assigns.push(column);
  });
  return { statements, isHidden, refuses, assigns };
}

/** What an assignment sets its variable to; what is no assignment as it stands. */
function expressionIn(query: string, parseMode: unknown): string {
  return parseMode === 2 ? query : query.replace(/^.*?:?=/s, "");
}

/** Calls `see` with every node below, outermost first. */
export function visit(value: unknown, see: (kind: string, node: SqlNode) => void): void {
  if (Array.isArray(value)) for (const each of value) visit(each, see);
  else if (isNode(value)) {
    for (const [key, below] of Object.entries(value)) {
      if (/^[A-Z]/.test(key) && isNode(below)) see(key, below);
      visit(below, see);
    }
  }
}

export function isNode(value: unknown): value is SqlNode {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The node under a key; an empty one where there is none. */
export function nodeAt(node: SqlNode, key: string): SqlNode {
  const found = node[key];
  return isNode(found) ? found : {};
}

/** The nodes of one kind in a list under a key. */
export function nodesAt(node: SqlNode, key: string, kind: string): SqlNode[] {
  const found = node[key];
  return Array.isArray(found) ? found.flatMap((each) => (isNode(each) && isNode(each[kind]) ? [each[kind]] : [])) : [];
}

/** The text under a key, or nothing. */
export function textAt(node: SqlNode, key: string): string {
  const found = node[key];
  return typeof found === "string" ? found : "";
}

/** Every text constant below, in order. */
export function textsIn(value: unknown): string[] {
  const found: string[] = [];
  visit(value, (kind, node) => {
    if (kind === "String") found.push(textAt(node, "sval"));
  });
  return found;
}

/** One of the options of a statement, such as the language of a function. */
export function optionOf(node: SqlNode, name: string): string | boolean | undefined {
  const options = [...nodesAt(node, "options", "DefElem"), ...nodesAt(node, "args", "DefElem")];
  const found = options.find((option) => option.defname === name);
  if (found === undefined) return undefined;
  const value = nodeAt(found, "arg");
  const flag = nodeAt(value, "Boolean");
  return "String" in value ? textAt(nodeAt(value, "String"), "sval") : flag.boolval === true;
}

function definitionOf(node: SqlNode): unknown {
  const options = [...nodesAt(node, "options", "DefElem"), ...nodesAt(node, "args", "DefElem")];
  return options.find((option) => option.defname === "as")?.arg ?? node.sql_body;
}

import type { Evidence, SourceRange } from "@steadyhand/core/risk";
import { finding, type SqlClient } from "../scope.ts";
import { emit, runsBuffer } from "./emit.ts";
import { GrammarNeeded, type SqlGrammar, type SqlNode } from "./grammar.ts";
import { judgeStatement } from "./judge-statement.ts";
import { isOnlyMysqls, judgeMysqlCommand } from "./mysql-commands.ts";
import { judgePsqlCommand } from "./psql-commands.ts";
import { judgeSqliteCommand } from "./sqlite-commands.ts";
import { judgeByWords, type WordFinding, whereOf } from "./statement-words.ts";
import { type SqlReading, type SqlToken, type SqlTokens, tokenize } from "./tokens.ts";

interface Judging {
  readonly text: string;
  readonly range: SourceRange;
  readonly client: SqlClient;
  readonly grammar: SqlGrammar;
}

/**
 * Judges SQL text: every statement of it, and every command to its client. Text that several databases may read is
 * judged once for each way in which they take it apart, and every finding counts.
 */
export function judgeSql(text: string, range: SourceRange, client: SqlClient, grammar: SqlGrammar): Evidence[] {
  if (text.includes("\0"))
    return [finding("sql.nul", "unknown", range, "U+0000 NULL cuts the statement where no reader sees it.")];
  const judging: Judging = { text, range, client, grammar };
  const readings = readingsOf(client, text).map((reading) => ({ reading, ...tokenize(text, reading) }));
  const found: Evidence[] = [];
  const judged = new Set<string>();
  for (const read of readings) {
    found.push(...judgeClientCommands(read, judging));
    if (read.isCut) {
      found.push(...judgeBeginning(read, judging));
      continue;
    }
    const emitted = emit(text, read.tokens, read.reading);
    const key = emitted ?? read.reading;
    // Most text is the same to all of them.
    if (judged.has(key)) continue;
    judged.add(key);
    found.push(...judgeReading(read, emitted, judging));
  }
  const why = readings.some(({ hasHiddenCode }) => hasHiddenCode)
    ? "MySQL runs what stands in this comment."
    : whyDifferent(readings, text);
  if (why !== undefined) found.push(finding("sql.dialect", "unknown", range, why));
  if (/\/\*\+[^*]*\bset_var\b/i.test(text))
    found.push(finding("sql.hint", "caution", range, "This hint changes a setting for the statement."));
  if (found.length === 0) found.push(finding("sql.empty", "safe", range, "There is no statement."));
  return distinct(found);
}

type Read = SqlTokens & { readonly reading: SqlReading };

function readingsOf(client: SqlClient, text: string): readonly SqlReading[] {
  switch (client) {
    case "postgres":
      return ["postgres"];
    case "sqlite":
      return ["sqlite"];
    case "mysql":
      return text.includes("\\") ? ["mysql", "mysql-plain"] : ["mysql"];
    default:
      return readsDifferently.test(text) ? ["postgres", "mysql", "sqlite"] : ["postgres"];
  }
}

/** Without any of these, all databases take a text apart at the same places, and into the same kinds of tokens. */
export const readsDifferently = /["`#\\$[\]@:?|&!{}~^]|--|\/\*|==|[\w&\u0080-\uffff]'|(?<![\w)])\.[A-Za-z]/;

/**
 * Why nobody can say what the text means without knowing the database, where its readers part it at other places.
 * Commands to a client and PostgreSQL's `#>` are left to the judgement of each reading.
 */
function whyDifferent(readings: readonly Read[], text: string): string | undefined {
  if (readings.some(({ tokens, isCut }) => isCut || tokens.some(({ kind }) => kind === "client"))) return undefined;
  const hasPath = readings.some(({ tokens }) => tokens.some(({ kind, text }) => kind === "mark" && /#>|#-/.test(text)));
  const parted = readings
    .filter(
      ({ tokens, reading }) => !tokens.some((token) => isForeign(token, reading)) && !(hasPath && reading === "mysql"),
    )
    .map(({ tokens }) => borders(tokens, text));
  return new Set(parted).size > 1 ? "Databases differ about where a text, a name or a comment in it ends." : undefined;
}

/** Where the tokens of a reading begin and end. A mark, and what introduces a text or a variable, is one for each character. */
function borders(tokens: readonly SqlToken[], text: string): string {
  let found = "";
  for (const { kind, start, end } of tokens) {
    const introduced = kind === "mark" ? end : start + introductionOf(kind, text, start);
    if (kind === "text" && introduced > start) found += `${start}-${introduced} `;
    else for (let at = start; at < introduced; at++) found += `${at} `;
    if (introduced < end) found += `${introduced}-${end} `;
  }
  return found;
}

function introductionOf(kind: SqlToken["kind"], text: string, start: number): number {
  const introduction =
    kind === "text" ? /[A-Za-z]&?(?=')/y : kind === "word" || kind === "variable" ? /[@:?$]*/y : /(?:)/y;
  introduction.lastIndex = start;
  return introduction.exec(text)?.[0].length ?? 0;
}

/** A character outside of quotes that stands in no statement of that database. */
function isForeign({ text, kind }: SqlToken, reading: SqlReading): boolean {
  if (kind !== "mark") return false;
  if (reading === "postgres") return text.includes("`");
  return reading === "sqlite" && (text === "\\" || text === "#");
}

function judgeClientCommands({ tokens, reading }: Read, { range, client }: Judging): Evidence[] {
  return tokens
    .filter(({ kind, text }) => kind === "client" && (client !== "any" || reading !== "mysql" || isOnlyMysqls(text)))
    .map(({ text }) => {
      const { risk, why } = commandJudges[reading](text);
      // `\G` ends a statement of MySQL's; psql does not know it.
      return reading === "postgres" && /^\\G;?$/.test(text.trim())
        ? finding("sql.client-command", "safe", range, "Ends a statement.")
        : finding("sql.client-command", risk, range, why);
    });
}

const commandJudges: Readonly<Record<SqlReading, (command: string) => WordFinding>> = {
  postgres: judgePsqlCommand,
  mysql: judgeMysqlCommand,
  "mysql-plain": judgeMysqlCommand,
  sqlite: judgeSqliteCommand,
};

function judgeReading(read: Read, emitted: string | undefined, judging: Judging): Evidence[] {
  const { tokens, reading } = read;
  const { grammar, range, client } = judging;
  const statements = split(tokens).filter((statement) => isReadable(statement, reading, client));
  if (statements.length === 0) return [];
  const whole = statements.length === 1 ? undefined : parsed(emitted, grammar);
  if (whole) return whole.flatMap((statement) => judgeStatement(statement, range, client));
  return statements.flatMap((statement) => judgePiece(statement, reading, judging));
}

/** What is too long to be read is never safe, and dangerous when it begins with what is. */
function judgeBeginning({ tokens, reading }: Read, judging: Judging): Evidence[] {
  const { range, client } = judging;
  const whole = split(tokens)
    .slice(0, -1)
    .filter((statement) => isReadable(statement, reading, client));
  return [
    finding("limit.statement", "unknown", range, "It has more words and marks than anybody reads before approving it."),
    ...whole.map((statement) => wordsFinding(statement, judging)).filter(({ risk }) => risk === "dangerous"),
  ];
}

/** Whether a database may run it: all refuse what they have no use for. */
function isReadable(statement: readonly SqlToken[], reading: SqlReading, client: SqlClient): boolean {
  if (client !== "any") return true;
  if (statement[0]?.text === "." && reading !== "sqlite") return false;
  return !statement.some((token) => isForeign(token, reading));
}

function judgePiece(statement: readonly SqlToken[], reading: SqlReading, judging: Judging): Evidence[] {
  const { text, range, grammar, client } = judging;
  const tree = isForeignVerb(statement) ? undefined : parsed(emitPiece(text, statement, reading), grammar);
  if (tree) return tree.flatMap((node) => judgeStatement(node, range, client));
  const first = statement[0]?.text;
  const where = first === "delete" || first === "update" ? whereOf(statement) : undefined;
  const condition = where && parsed(`DELETE FROM x WHERE ${emitPiece(text, where, reading) ?? ""}`, grammar);
  if (condition?.length === 1) return condition.flatMap((node) => judgeStatement(node, range, client));
  return [wordsFinding(statement, judging)];
}

const foreignVerbs = new Set(
  "desc describe pragma kill use flush purge change stop optimize handler rename replace attach detach uninstall shutdown pause resume suspend checksum help status repair".split(
    " ",
  ),
);

/** Whether PostgreSQL has no statement that begins so: its refusal takes longer than its reading. */
function isForeignVerb([first, second, third]: readonly SqlToken[]): boolean {
  if (first?.kind !== "word") return false;
  // `SHOW name` is PostgreSQL's, `SHOW FULL PROCESSLIST` is not.
  if (first.text === "show")
    return third?.kind === "word" && second?.kind === "word" && !/^(?:session|time|transaction)$/.test(second.text);
  return foreignVerbs.has(first.text);
}

function wordsFinding(statement: readonly SqlToken[], { range, client }: Judging): Evidence {
  const { risk, why } = judgeByWords(statement, client);
  return finding("sql.other-dialect", risk, range, why);
}

function emitPiece(text: string, tokens: readonly SqlToken[], reading: SqlReading): string | undefined {
  const start = tokens[0]?.start ?? 0;
  return emit(
    text.slice(start),
    tokens.map((token) => ({ ...token, start: token.start - start, end: token.end - start })),
    reading,
  );
}

/** The statements between semicolons, without what is said to the client. */
function split(tokens: readonly SqlToken[]): SqlToken[][] {
  const statements: SqlToken[][] = [[]];
  for (const token of tokens) {
    if ((token.kind === "mark" && token.text === ";") || runsBuffer(token)) statements.push([]);
    else if (token.kind !== "client") statements.at(-1)?.push(token);
  }
  return statements.filter((statement) => statement.length > 0);
}

function parsed(text: string | undefined, grammar: SqlGrammar): readonly SqlNode[] | undefined {
  if (text === undefined || text.trim() === "") return undefined;
  try {
    return grammar.parse(text);
  } catch (error) {
    if (error instanceof GrammarNeeded) throw error;
    // The grammar refuses the text: the caller reads it by its words instead.
    return undefined;
  }
}

function distinct(found: readonly Evidence[]): Evidence[] {
  const seen = new Set<string>();
  return found.filter(({ rule, risk, why }) => {
    const key = `${rule} ${risk} ${why}`;
    return !seen.has(key) && seen.add(key);
  });
}

import type { Evidence, SourceRange } from "@steadyhand/core/risk";
import { finding, type SqlClient } from "../scope.ts";
import type { SqlGrammar, SqlNode } from "./grammar.ts";
import { judgeStatement } from "./judge-statement.ts";
import { judgeOtherDialect } from "./other-dialects.ts";
import { judgePsqlCommand } from "./psql-commands.ts";

/** Judges SQL text: every statement of it, and psql's backslash commands. */
export function judgeSql(text: string, range: SourceRange, client: SqlClient, grammar: SqlGrammar): Evidence[] {
  if (text.includes("\0"))
    return [finding("sql.nul", "unknown", range, "U+0000 NULL cuts the statement where no reader sees it.")];
  const found: Evidence[] = [];
  const lines = text.split("\n");
  const commands = client === "mysql" || client === "sqlite" ? [] : lines.filter((line) => /^\s*\\/.test(line));
  for (const command of commands) {
    const { risk, why } = judgePsqlCommand(command);
    found.push(finding("sql.psql-command", risk, range, why));
  }
  const rest = commands.length === 0 ? text : lines.filter((line) => !/^\s*\\/.test(line)).join("\n");
  const readings = differentReadings(rest, client);
  if (readings) found.push(finding("sql.dialect", "unknown", range, readings));
  if (rest.trim().replace(/;/g, "") !== "") found.push(...judgeStatements(rest, range, client, grammar));
  if (found.length === 0) found.push(finding("sql.empty", "safe", range, "There is no statement."));
  return found;
}

/** Text that MySQL or SQLite reads otherwise than PostgreSQL's grammar does must not pass by that grammar's reading. */
function differentReadings(text: string, client: SqlClient): string | undefined {
  if (/\/\*[!+M]/.test(text)) return "MySQL runs what stands in this comment.";
  if (client === "postgres") return undefined;
  const withoutEnd = text.trimEnd().replace(/\\[gG];?$/, "");
  if (withoutEnd.includes("\\")) return "A backslash in a string means different things in PostgreSQL and MySQL.";
  if (/#(?!>)/.test(withoutEnd)) return "MySQL takes # for the beginning of a comment.";
  if (/--(?![\s-]|$)/.test(withoutEnd)) return "MySQL takes -- for a comment only before a blank.";
  if (/\$\w*\$/.test(withoutEnd)) return "MySQL does not know PostgreSQL's $$ quotes.";
  if (/\/\*(?:(?!\*\/)[\s\S])*\/\*/.test(withoutEnd.slice(0, 8192)))
    return "PostgreSQL nests comments and MySQL does not.";
  return undefined;
}

function judgeStatements(text: string, range: SourceRange, client: SqlClient, grammar: SqlGrammar): Evidence[] {
  const whole = parsed(
    text
      .trimEnd()
      .replace(/\\[gG];?$/, "")
      .replace(/\\gx?\s*$/, ""),
    grammar,
  );
  if (whole) return whole.flatMap((statement) => judgeStatement(statement, range));
  return splitStatements(text).flatMap((statement) => {
    const tree =
      parsed(statement, grammar) ?? (client !== "postgres" ? parsed(withDoubleQuotes(statement), grammar) : undefined);
    if (tree) return tree.flatMap((node) => judgeStatement(node, range));
    const { risk, why } = judgeOtherDialect(statement);
    return [finding("sql.other-dialect", risk, range, why)];
  });
}

function parsed(text: string | undefined, grammar: SqlGrammar): readonly SqlNode[] | undefined {
  if (text === undefined || text.trim() === "") return undefined;
  try {
    return grammar.parse(text);
  } catch {
    // The grammar refuses the text: the caller reads it by its words instead.
    return undefined;
  }
}

/** MySQL quotes names with backticks. Only where nothing else could be meant they are taken for double quotes. */
function withDoubleQuotes(statement: string): string | undefined {
  const isPlain = /^[^'"\\]*$/.test(statement) && (statement.match(/`/g) ?? []).length % 2 === 0;
  return isPlain && statement.includes("`") ? statement.replaceAll("`", '"') : undefined;
}

function splitStatements(text: string): string[] {
  const statements: string[] = [];
  let quote = "";
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string;
    if (quote) {
      if (char === quote) quote = "";
    } else if (char === "'" || char === '"' || char === "`") quote = char;
    else if (char === ";") {
      statements.push(text.slice(from, at));
      from = at + 1;
    }
  }
  statements.push(text.slice(from));
  return statements.filter((statement) => statement.trim() !== "");
}

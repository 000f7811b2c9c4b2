import type { Evidence, Risk, SourceRange } from "@steadyhand/core/risk";
import { finding, type SqlClient } from "../scope.ts";
import { functionRisk } from "./functions.ts";
import type { SqlNode } from "./grammar.ts";
import { judgeDefinition } from "./judge-definition.ts";
import { matchesEverything } from "./matches-everything.ts";
import { collect, isNode, visit } from "./tree.ts";

/** Says one finding about a statement. */
export type Say = (rule: string, risk: Risk, why: string, instead?: string) => void;

interface Walk {
  readonly say: Say;
  readonly client: SqlClient;
}

/** Judges one statement by its tree: what only reads is listed, everything else is not safe. */
export function judgeStatement(statement: SqlNode, range: SourceRange, client: SqlClient): Evidence[] {
  const found: Evidence[] = [];
  const say: Say = (rule, risk, why, instead) => found.push(finding(rule, risk, range, why, instead));
  judgeNode(statement, { say, client });
  if (found.length === 0) found.push(finding("sql.read", "safe", range, "This statement only reads."));
  return found;
}

function judgeNode(statement: SqlNode, walk: Walk): void {
  const [type, body] = Object.entries(statement)[0] ?? ["", {}];
  const node = isNode(body) ? body : {};
  const { say } = walk;
  switch (type) {
    case "SelectStmt":
    case "VariableShowStmt":
    case "FetchStmt":
    case "ClosePortalStmt":
    case "DeclareCursorStmt":
      walkTree(node, walk);
      return;
    case "ExplainStmt":
      judgeExplain(node, walk);
      return;
    case "DeleteStmt":
    case "UpdateStmt":
      judgeChange(type, node, walk);
      return;
    case "MergeStmt":
      say("sql.MergeStmt", isDeletingMerge(node) ? "dangerous" : "caution", "MERGE changes rows.");
      walkTree(node, walk);
      return;
    case "CopyStmt":
      judgeCopy(node, walk);
      return;
    case "TransactionStmt":
      judgeTransaction(node, walk);
      return;
    case "PrepareStmt":
      say("sql.PrepareStmt", "unknown", "Prepares a statement that runs later.");
      walkTree(node, walk);
      return;
    default:
      judgeDefinition(type, node, say);
      walkTree(node, walk);
  }
}

/** Looks at everything inside a statement that only reads by itself: functions, INTO, locks, changes in CTEs. */
function walkTree(root: SqlNode, walk: Walk): void {
  visit(root, (field, value) => {
    if (field === "intoClause") walk.say("sql.select-into", "caution", "SELECT INTO creates a table.");
    else if (field === "lockingClause") walk.say("sql.lock", "caution", "Locks the rows it reads.");
    else if (field === "FuncCall") judgeFunction(value, walk);
    else if (field === "A_Expr") judgeOperator(value, walk);
    else if (field === "RangeVar" && isNode(value) && /^stats_\w{1,60}_reset$/.test(String(value.relname)))
      walk.say("sql.emptying-table", "caution", "Reading this table of ProxySQL empties it.");
    else if (field !== "SelectStmt" && /^[A-Z]\w*Stmt$/.test(field)) {
      judgeNode({ [field]: value }, walk);
      return false;
    }
    return true;
  });
}

function judgeFunction(call: unknown, { say, client }: Walk): void {
  const names = namesIn(isNode(call) ? call.funcname : undefined);
  const name = (names.at(-1) ?? "").toLowerCase();
  const schema = names.length > 1 ? names.at(-2)?.toLowerCase() : undefined;
  const [risk, what] = functionRisk(name, schema, client);
  if (risk !== "safe") say(`sql.function.${name}`, risk, `The function ${names.join(".")} ${what}.`);
}

function judgeOperator(expression: unknown, { say }: Walk): void {
  const names = namesIn(isNode(expression) ? expression.name : undefined);
  if (names.length > 1 && names[0] !== "pg_catalog")
    say("sql.operator", "unknown", `The operator ${names.join(".")} is not the database's own.`);
}

function namesIn(list: unknown): string[] {
  if (!Array.isArray(list)) return [];
  return list.map((item: unknown) => {
    const text = isNode(item) ? item.String : undefined;
    return String((isNode(text) ? text.sval : undefined) ?? "");
  });
}

function judgeExplain(node: SqlNode, walk: Walk): void {
  const query = isNode(node.query) ? node.query : {};
  if (asksToRun(node.options)) {
    judgeNode(query, walk);
    return;
  }
  const [type] = Object.keys(query);
  if (type !== undefined && /^(?:Select|Delete|Update|Insert|Merge|CreateTableAs)Stmt$/.test(type)) {
    // Nothing runs, but constant calls are worked out while planning.
    const only: Say = (rule, risk, why) => rule.startsWith("sql.function") && walk.say(rule, risk, why);
    walkTree(query, { ...walk, say: only });
    return;
  }
  judgeNode(query, walk);
}

/** The last of several ANALYZE options decides; one that cannot be read counts as asked for. */
function asksToRun(options: unknown): boolean {
  const given = collect(options, /^DefElem$/).filter(
    (option) => isNode(option) && String(option.defname).toLowerCase() === "analyze",
  );
  return given.some(
    (option) =>
      isNode(option) &&
      !/"(?:false|off|0)"|"boolval":(?:false|\{\})|"Integer":\{\}/i.test(JSON.stringify(option.arg ?? "")),
  );
}

function judgeChange(type: string, node: SqlNode, walk: Walk): void {
  const verb = type === "DeleteStmt" ? "DELETE" : "UPDATE";
  const where = node.whereClause;
  const table = isNode(node.relation) ? String(node.relation.relname) : undefined;
  const instead = "Name the rows in WHERE, and look at them with SELECT first";
  if (where === undefined) walk.say(`sql.${type}`, "dangerous", `${verb} without WHERE changes every row.`, instead);
  else if (matchesEverything(where, table))
    walk.say(`sql.${type}`, "dangerous", `${verb} whose WHERE holds for every row.`, instead);
  else walk.say(`sql.${type}`, "caution", `${verb} changes the rows that its WHERE names.`);
  walkTree(node, walk);
}

function isDeletingMerge(node: SqlNode): boolean {
  return collect(node, /^MergeWhenClause$/).some((clause) => isNode(clause) && clause.commandType === "CMD_DELETE");
}

function judgeCopy(node: SqlNode, walk: Walk): void {
  if (node.is_program === true) walk.say("sql.CopyStmt", "dangerous", "COPY … PROGRAM runs a command on the server.");
  else if (node.is_from === true) walk.say("sql.CopyStmt", "caution", "COPY … FROM adds rows.");
  else if (node.filename !== undefined) walk.say("sql.CopyStmt", "caution", "COPY … TO writes a file on the server.");
  const { query } = node;
  if (isNode(query)) judgeNode(query, walk);
  if (node.whereClause !== undefined) walkTree(node, walk);
}

function judgeTransaction(node: SqlNode, { say }: Walk): void {
  const kind = String(node.kind ?? "");
  if (/_(?:BEGIN|START|ROLLBACK|ROLLBACK_TO|SAVEPOINT|RELEASE)$/.test(kind)) return;
  if (kind === "TRANS_STMT_ROLLBACK_PREPARED") {
    say("sql.TransactionStmt", "dangerous", "Throws away what a prepared transaction did.");
    return;
  }
  say("sql.TransactionStmt", "caution", "Makes what the transaction did permanent, or leaves it prepared.");
}

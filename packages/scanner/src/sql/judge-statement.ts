import type { Evidence, Risk, SourceRange } from "@steadyhand/core/risk";
import { finding } from "../scope.ts";
import { functionRisk } from "./functions.ts";
import type { SqlNode } from "./grammar.ts";
import { matchesEverything } from "./matches-everything.ts";

const dangerous: Readonly<Record<string, string>> = {
  DropStmt: "drops something",
  DropdbStmt: "drops a database",
  TruncateStmt: "empties a table",
  DropRoleStmt: "drops a role",
  DropOwnedStmt: "drops everything a role owns",
  DropTableSpaceStmt: "drops a tablespace",
  DropSubscriptionStmt: "drops a subscription",
  DropUserMappingStmt: "drops a user mapping",
  DoStmt: "runs a block of code",
  AlterSystemStmt: "changes the server's configuration file",
  ClusterStmt: "rewrites a table under an exclusive lock",
  LoadStmt: "loads a library into the server",
};
const caution =
  /^(?:Create\w*|Alter\w+|Rename|Comment|Index|View|Rule|Define|Grant(?:Role)?|Reassign\w*|Reindex|Vacuum|Lock|CheckPoint|Insert|Refresh\w+|Listen|Unlisten|Notify|Discard|Constraints(?:Set)?|SecLabel|VariableSet|Composite\w*|ImportForeignSchema|Stats)Stmt$/;

interface Walk {
  readonly say: (rule: string, risk: Risk, why: string) => void;
}

/** Judges one statement by its tree: what only reads is listed, everything else is not safe. */
export function judgeStatement(statement: SqlNode, range: SourceRange): Evidence[] {
  const found: Evidence[] = [];
  judgeNode(statement, { say: (rule, risk, why) => found.push(finding(rule, risk, range, why)) });
  if (found.length === 0) found.push(finding("sql.read", "safe", range, "This statement only reads."));
  return found;
}

function judgeNode(statement: SqlNode, walk: Walk): void {
  const [type, body] = Object.entries(statement)[0] ?? ["", {}];
  const node = asNode(body);
  const { say } = walk;
  const grim = Object.hasOwn(dangerous, type) ? dangerous[type] : undefined;
  if (grim) {
    say(`sql.${type}`, "dangerous", `This statement ${grim}.`);
    return;
  }
  switch (type) {
    case "SelectStmt":
    case "VariableShowStmt":
    case "FetchStmt":
    case "ClosePortalStmt":
      walkTree(node, walk);
      return;
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
      say("sql.MergeStmt", hasKind(node, "CMD_DELETE") ? "dangerous" : "caution", "MERGE changes rows.");
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
    case "AlterTableStmt":
      judgeAlterTable(node, walk);
      return;
    case "VacuumStmt":
      judgeVacuum(node, walk);
      return;
  }
  walkTree(node, walk);
  if (caution.test(type)) {
    say(`sql.${type}`, "caution", `${type.replace(/Stmt$/, "")} changes something in the database or in this session.`);
    return;
  }
  say(
    `sql.${type || "empty"}`,
    "unknown",
    `What ${type.replace(/Stmt$/, "") || "this"} does depends on what is not in the text.`,
  );
}

/** Looks at everything inside a statement that only reads by itself: functions, INTO, locks, changes in CTEs. */
function walkTree(value: unknown, walk: Walk): void {
  if (Array.isArray(value)) {
    for (const item of value) walkTree(item, walk);
    return;
  }
  if (typeof value !== "object" || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    if (key === "intoClause") walk.say("sql.select-into", "caution", "SELECT INTO creates a table.");
    else if (key === "lockingClause") walk.say("sql.lock", "caution", "Locks the rows it reads.");
    else if (key === "FuncCall") judgeFunction(asNode(child), walk);
    else if (key === "A_Expr") judgeOperator(asNode(child), walk);
    else if (/^[A-Z]\w*Stmt$/.test(key) && key !== "SelectStmt") {
      judgeNode({ [key]: child }, walk);
      continue;
    }
    walkTree(child, walk);
  }
}

function judgeFunction(call: SqlNode, { say }: Walk): void {
  const names = namesIn(call.funcname);
  const name = (names.at(-1) ?? "").toLowerCase();
  const [risk, what] = functionRisk(name, names.length > 1 ? names.at(-2)?.toLowerCase() : undefined);
  if (risk !== "safe") say(`sql.function.${name}`, risk, `The function ${names.join(".")} ${what}.`);
}

function judgeOperator(expression: SqlNode, { say }: Walk): void {
  const names = namesIn(expression.name);
  if (names.length > 1 && names[0] !== "pg_catalog")
    say("sql.operator", "unknown", `The operator ${names.join(".")} is not the database's own.`);
}

function namesIn(list: unknown): string[] {
  if (!Array.isArray(list)) return [];
  return list.map((item) => String(asNode(asNode(item).String).sval ?? ""));
}

function judgeExplain(node: SqlNode, walk: Walk): void {
  const query = asNode(node.query);
  const runs = asList(node.options).some((option) => {
    const element = asNode(asNode(option).DefElem);
    return (
      String(element.defname).toLowerCase() === "analyze" &&
      !/"(?:false|off|0)"|"boolval":\{\}|"ival":\{\}/i.test(JSON.stringify(element.arg ?? ""))
    );
  });
  if (runs) {
    judgeNode(query, walk);
    return;
  }
  const [type, body] = Object.entries(query)[0] ?? ["", {}];
  if (/^(?:Select|Delete|Update|Insert|Merge)Stmt$/.test(type)) {
    // Nothing runs, but constant calls are worked out while planning.
    const only: Walk = { say: (rule, risk, why) => rule.startsWith("sql.function") && walk.say(rule, risk, why) };
    walkTree(body, only);
    return;
  }
  judgeNode(query, walk);
}

function judgeChange(type: string, node: SqlNode, walk: Walk): void {
  const verb = type === "DeleteStmt" ? "DELETE" : "UPDATE";
  const where = node.whereClause;
  if (where === undefined) walk.say(`sql.${type}`, "dangerous", `${verb} without WHERE changes every row.`);
  else if (matchesEverything(where)) walk.say(`sql.${type}`, "dangerous", `${verb} whose WHERE holds for every row.`);
  else walk.say(`sql.${type}`, "caution", `${verb} changes the rows that its WHERE names.`);
  walkTree(node, walk);
}

function judgeCopy(node: SqlNode, walk: Walk): void {
  if (node.is_program === true) walk.say("sql.CopyStmt", "dangerous", "COPY … PROGRAM runs a command on the server.");
  else if (node.is_from === true) walk.say("sql.CopyStmt", "caution", "COPY … FROM adds rows.");
  else if (node.filename !== undefined) walk.say("sql.CopyStmt", "caution", "COPY … TO writes a file on the server.");
  const { query } = node;
  if (query !== undefined) judgeNode(asNode(query), walk);
}

function judgeTransaction(node: SqlNode, { say }: Walk): void {
  const kind = String(node.kind ?? "");
  if (/_(?:BEGIN|START|ROLLBACK|ROLLBACK_TO|SAVEPOINT|RELEASE)$/.test(kind)) return;
  say("sql.TransactionStmt", "caution", "Makes what the transaction did permanent, or leaves it prepared.");
}

function judgeAlterTable(node: SqlNode, walk: Walk): void {
  const drops = /AT_Drop|AT_DetachPartition|AT_DisableRowSecurity|AT_DisableTrig/.test(JSON.stringify(node.cmds ?? ""));
  walk.say(
    "sql.AlterTableStmt",
    drops ? "dangerous" : "caution",
    drops ? "Drops or disables a part of a table." : "Changes a table.",
  );
  walkTree(node, walk);
}

function judgeVacuum(node: SqlNode, { say }: Walk): void {
  const isFull = asList(node.options).some((option) => asNode(asNode(option).DefElem).defname === "full");
  say(
    "sql.VacuumStmt",
    isFull ? "dangerous" : "caution",
    isFull ? "VACUUM FULL locks and rewrites the table." : "Cleans or analyses a table.",
  );
}

function hasKind(node: SqlNode, kind: string): boolean {
  return JSON.stringify(node).includes(`"${kind}"`);
}

function asNode(value: unknown): SqlNode {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

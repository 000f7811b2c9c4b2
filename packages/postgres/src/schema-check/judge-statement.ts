import { isOnNewColumns, judgeAlterTable } from "./judge-alter-table.ts";
import type { RuleName } from "./rules.ts";
import type { Made, SchemaSoFar } from "./schema-so-far.ts";
import {
  isNode,
  nodeAt,
  nodesAt,
  optionOf,
  type SqlGrammar,
  type SqlNode,
  type SqlStatement,
  textAt,
  textsIn,
  visit,
} from "./sql-tree.ts";

export interface JudgeContext {
  readonly grammar: SqlGrammar;
  readonly so: SchemaSoFar;
  readonly made: Made;
  /** The day that the migration says it was written. */
  readonly written: string | undefined;
}

/** Every rule that a statement breaks; what it makes is remembered. */
export function judgeStatement(statement: SqlStatement, context: JudgeContext): RuleName[] {
  const judge = byKind[statement.kind];
  const own = judge?.(statement, context) ?? ["unknown"];
  return [...new Set([...own, ...judgeChanges(statement.node, statement.kind, context)])];
}

type Judge = (statement: SqlStatement, context: JudgeContext) => RuleName[];

const nothing: Judge = () => [];
const always =
  (...broken: RuleName[]): Judge =>
  () =>
    broken;

const byKind: Readonly<Record<string, Judge>> = {
  ...{ InsertStmt: nothing, UpdateStmt: nothing, DeleteStmt: nothing, MergeStmt: nothing, TruncateStmt: nothing },
  ...{ SelectStmt: nothing, CommentStmt: nothing, CreateSeqStmt: nothing, CreateEnumStmt: nothing, LockStmt: nothing },
  ...{ CreateDomainStmt: nothing, CreateStatsStmt: nothing },
  ...{ RenameStmt: always("renamed"), AlterObjectSchemaStmt: always("renamed"), AlterOwnerStmt: always("unguarded") },
  ...{ AlterPolicyStmt: always("unguarded"), RuleStmt: always("unguarded"), AlterRoleStmt: always("granted_too_much") },
  ...{ GrantRoleStmt: always("granted_too_much"), AlterDefaultPrivilegesStmt: always("granted_too_much") },
  ...{ CreateRoleStmt: always("granted_too_much"), TransactionStmt: always("transaction") },
  ...{ VacuumStmt: always("transaction"), ReindexStmt: always("transaction"), AlterSystemStmt: always("transaction") },
  ...{ AlterDomainStmt: always("narrowed") },
  AlterEnumStmt: ({ node }) => (textAt(node, "oldVal") === "" ? [] : ["renamed"]),
  AlterTableStmt: ({ node }, context) => judgeAlterTable(node, context),
  AlterFunctionStmt: ({ node }) => (JSON.stringify(node).includes('"security"') ? ["definer"] : ["unknown"]),
  CreateFunctionStmt: judgeFunction,
  CreatePolicyStmt: ({ node }, { made }) =>
    node.permissive === true && !made.tables.has(textAt(nodeAt(node, "table"), "relname")) ? ["unguarded"] : [],
  CreateStmt: judgeTable,
  CreateTrigStmt: ({ node }, { so, made }) => {
    const isNew = made.tables.has(textAt(nodeAt(node, "relation"), "relname"));
    return !isNew && so.refusing.has(textsIn(node.funcname).at(-1) ?? "") ? ["narrowed"] : [];
  },
  DoStmt: (statement, context) => [
    "hidden",
    ...context.grammar.readBody(statement).statements.flatMap((inner) => judgeStatement(inner, context)),
  ],
  DropStmt: judgeDrop,
  GrantStmt: judgeGrant,
  IndexStmt: judgeIndex,
  VariableSetStmt: ({ node }) => (/^(?:lock|statement)_timeout$/.test(textAt(node, "name")) ? [] : ["unguarded"]),
  ViewStmt: ({ node }) => {
    const invoker = optionOf(node, "security_invoker");
    return invoker === true || invoker === "true" || invoker === "on" ? [] : ["definer"];
  },
};

function judgeTable({ node }: SqlStatement, { so, made }: JudgeContext): RuleName[] {
  const name = textAt(nodeAt(node, "relation"), "relname");
  const columns = new Set(nodesAt(node, "tableElts", "ColumnDef").map((column) => textAt(column, "colname")));
  for (const like of nodesAt(node, "tableElts", "TableLikeClause")) {
    for (const column of so.tables.get(textAt(nodeAt(like, "relation"), "relname")) ?? []) columns.add(column);
  }
  so.tables.set(name, columns);
  made.tables.add(name);
  if ("partbound" in node) so.partitions.add(name);
  return [];
}

function judgeIndex({ node }: SqlStatement, { made }: JudgeContext): RuleName[] {
  const table = textAt(nodeAt(node, "relation"), "relname");
  const isOpen = node.unique !== true || made.tables.has(table) || isOnNewColumns(table, node, made);
  return [...(node.concurrent === true ? (["transaction"] as const) : []), ...(isOpen ? [] : (["narrowed"] as const))];
}

function judgeFunction(statement: SqlStatement, context: JudgeContext): RuleName[] {
  const { isHidden, refuses, statements } = context.grammar.readBody(statement);
  const name = textsIn(statement.node.funcname).at(-1) ?? "";
  if (refuses) context.so.refusing.add(name);
  return [
    ...(optionOf(statement.node, "security") === true ? (["definer"] as const) : []),
    ...(isHidden ? (["hidden"] as const) : []),
    ...statements.flatMap((inner) => judgeChanges(inner.node, inner.kind, context)),
  ];
}

/** Of what there is, only a dual write whose days are over may go. */
function judgeDrop({ node }: SqlStatement, { so, written }: JudgeContext): RuleName[] {
  const [table = "", trigger = ""] = textsIn(node.objects).slice(-2);
  const dual = node.removeType === "OBJECT_TRIGGER" ? so.dualWrites.get(`${table}.${trigger}`) : undefined;
  if (dual === undefined || written === undefined || written < dual.sunset) return ["dropped"];
  so.dualWrites.delete(`${table}.${trigger}`);
  return [];
}

const usual = new Set(["select", "insert", "update", "delete"]);

function judgeGrant({ node }: SqlStatement, { so, made }: JudgeContext): RuleName[] {
  const tables = nodesAt(node, "objects", "RangeVar").map((each) => textAt(each, "relname"));
  if (node.is_grant !== true) return tables.every((table) => made.tables.has(table)) ? [] : ["narrowed"];
  const rights = nodesAt(node, "privileges", "AccessPriv").map((each) => textAt(each, "priv_name"));
  const grantees = nodesAt(node, "grantees", "RoleSpec").map((each) => textAt(each, "rolename"));
  const isUsual =
    node.targtype === "ACL_TARGET_OBJECT" &&
    grantees.every((role) => role === "steadyhand_app") &&
    node.grant_option !== true &&
    (node.objtype === "OBJECT_FUNCTION" ||
      (node.objtype === "OBJECT_TABLE" &&
        rights.length > 0 &&
        rights.every((right) => usual.has(right)) &&
        !tables.some((table) => so.partitions.has(table))));
  return isUsual ? [] : ["granted_too_much"];
}

const ledger = /^audit_(?:event|head)/;

/** What a statement changes in rows, also in a part of it that only looks like a question. */
function judgeChanges(node: SqlNode, kind: string, { made }: JudgeContext): RuleName[] {
  const broken: RuleName[] = [];
  const see = (what: string, found: SqlNode) => {
    if (what === "FuncCall" && textsIn(found.funcname).at(-1) === "set_config") broken.push("unguarded");
    if (!/^(?:Insert|Update|Delete|Merge|Truncate)Stmt$/.test(what)) return;
    const relations = [nodeAt(found, "relation"), ...nodesAt(found, "relations", "RangeVar")];
    const names = relations.map((relation) => textAt(relation, "relname")).filter((name) => name !== "");
    if (names.some((name) => ledger.test(name))) broken.push("ledger_changed");
    else if (/^(?:Delete|Truncate)/.test(what) && !names.every((name) => made.tables.has(name)))
      broken.push("rows_removed");
  };
  see(kind, node);
  visit(isNode(node) ? node : {}, see);
  return broken;
}

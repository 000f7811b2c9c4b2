import type { LockMode } from "./lock-modes.ts";
import { nodeAt, nodesAt, type SqlNode, type SqlStatement, textAt, textsIn, visit } from "./sql-tree.ts";

/** What happens to the rows of a table while it is locked. */
export type Effect = "catalogue" | "scan" | "rewrite";

/** One lock that a statement takes. */
export interface StatementLock {
  readonly table: string;
  readonly mode: LockMode;
  readonly effect: Effect;
}

/**
 * Which locks a statement takes, as PostgreSQL's documentation says of it. `undefined` where only running it shows: a block
 * of code, and what is not known here.
 */
export function locksOf(statement: SqlStatement): readonly StatementLock[] | undefined {
  const locks = byKind[statement.kind]?.(statement.node);
  return locks && [...locks, ...readBy(statement.node, locks)];
}

type Locks = (node: SqlNode) => StatementLock[];

const none: Locks = () => [];
const relationOf = (node: SqlNode, key = "relation") => textAt(nodeAt(node, key), "relname");

function lock(table: string, mode: LockMode, effect: Effect = "catalogue"): StatementLock[] {
  return table === "" ? [] : [{ table, mode, effect }];
}

const byKind: Readonly<Record<string, Locks>> = {
  ...{ GrantStmt: none, CreateFunctionStmt: none, CreateSeqStmt: none, CreateEnumStmt: none, CreateDomainStmt: none },
  ...{ VariableSetStmt: none, AlterEnumStmt: none, ViewStmt: none, SelectStmt: none },
  AlterTableStmt: (node) => {
    const name = relationOf(node);
    return nodesAt(node, "cmds", "AlterTableCmd").flatMap((command) => ofCommand(name, command));
  },
  AlterPolicyStmt: (node) => lock(relationOf(node, "table"), "ACCESS EXCLUSIVE"),
  CommentStmt: none,
  CreatePolicyStmt: (node) => lock(relationOf(node, "table"), "ACCESS EXCLUSIVE"),
  // A partition is added under the strongest lock on its table; a referenced table takes no changes meanwhile.
  CreateStmt: (node) => [
    ...nodesAt(node, "inhRelations", "RangeVar").flatMap((parent) =>
      lock(textAt(parent, "relname"), "ACCESS EXCLUSIVE"),
    ),
    ...referencedBy(node),
    ...nodesAt(node, "tableElts", "TableLikeClause").flatMap((like) => lock(relationOf(like), "ACCESS SHARE")),
  ],
  CreateTrigStmt: (node) => lock(relationOf(node), "SHARE ROW EXCLUSIVE"),
  DeleteStmt: (node) => lock(relationOf(node), "ROW EXCLUSIVE", "scan"),
  DropStmt: (node) => {
    const names = textsIn(node.objects);
    const isOfTable = node.removeType === "OBJECT_TRIGGER" || node.removeType === "OBJECT_POLICY";
    const table = isOfTable ? names.at(-2) : node.removeType === "OBJECT_TABLE" ? names.at(-1) : "";
    return lock(table ?? "", "ACCESS EXCLUSIVE");
  },
  IndexStmt: (node) => lock(relationOf(node), node.concurrent === true ? "SHARE UPDATE EXCLUSIVE" : "SHARE", "scan"),
  InsertStmt: (node) => lock(relationOf(node), "ROW EXCLUSIVE"),
  RenameStmt: (node) => {
    const isIndex = node.renameType === "OBJECT_INDEX";
    return isIndex ? [] : lock(relationOf(node), "ACCESS EXCLUSIVE");
  },
  TruncateStmt: (node) =>
    nodesAt(node, "relations", "RangeVar").flatMap((table) => lock(textAt(table, "relname"), "ACCESS EXCLUSIVE")),
  UpdateStmt: (node) => lock(relationOf(node), "ROW EXCLUSIVE", "scan"),
};

const weaker: Readonly<Record<string, LockMode>> = {
  AT_ValidateConstraint: "SHARE UPDATE EXCLUSIVE",
  AT_SetStatistics: "SHARE UPDATE EXCLUSIVE",
  AT_SetRelOptions: "SHARE UPDATE EXCLUSIVE",
  AT_ResetRelOptions: "SHARE UPDATE EXCLUSIVE",
  AT_AttachPartition: "SHARE UPDATE EXCLUSIVE",
  AT_EnableTrig: "SHARE ROW EXCLUSIVE",
  AT_EnableAlwaysTrig: "SHARE ROW EXCLUSIVE",
  AT_EnableReplicaTrig: "SHARE ROW EXCLUSIVE",
  AT_DisableTrig: "SHARE ROW EXCLUSIVE",
  AT_DisableTrigAll: "SHARE ROW EXCLUSIVE",
  AT_DisableTrigUser: "SHARE ROW EXCLUSIVE",
};

/** One part of `ALTER TABLE`: the strongest lock, where the documentation does not say that a weaker one is enough. */
function ofCommand(table: string, command: SqlNode): StatementLock[] {
  const subtype = textAt(command, "subtype");
  const definition = nodeAt(command, "def");
  const mode = weaker[subtype] ?? "ACCESS EXCLUSIVE";
  switch (subtype) {
    case "AT_AlterColumnType":
      return lock(table, mode, "rewrite");
    case "AT_SetNotNull":
    case "AT_ValidateConstraint":
      return lock(table, mode, "scan");
    case "AT_AddColumn":
      return [...lock(table, mode, isComputed(definition) ? "rewrite" : "catalogue"), ...referencedBy(definition)];
    case "AT_AddConstraint":
      return ofConstraint(table, nodeAt(definition, "Constraint"));
    case "AT_AttachPartition":
      return [
        ...lock(table, mode),
        ...lock(relationOf(nodeAt(definition, "PartitionCmd"), "name"), "ACCESS EXCLUSIVE", "scan"),
      ];
    default:
      return lock(table, mode);
  }
}

function ofConstraint(table: string, constraint: SqlNode): StatementLock[] {
  const effect = constraint.skip_validation === true ? "catalogue" : "scan";
  if (constraint.contype !== "CONSTR_FOREIGN") return lock(table, "ACCESS EXCLUSIVE", effect);
  return [
    ...lock(table, "SHARE ROW EXCLUSIVE", effect),
    ...lock(relationOf(constraint, "pktable"), "SHARE ROW EXCLUSIVE"),
  ];
}

/** A constant is kept once for all rows that there are; what has to be computed is written into each. */
function isComputed(definition: SqlNode): boolean {
  let calls = false;
  for (const constraint of nodesAt(nodeAt(definition, "ColumnDef"), "constraints", "Constraint")) {
    const kind = textAt(constraint, "contype");
    if (kind === "CONSTR_IDENTITY" || kind === "CONSTR_GENERATED") calls = true;
    if (kind !== "CONSTR_DEFAULT") continue;
    visit(constraint, (what, node) => {
      if (what === "FuncCall" && !stable.has(textsIn(node.funcname).at(-1) ?? "")) calls = true;
    });
  }
  return calls;
}

/** Functions whose value is the same for all of one statement, so that it is computed once. */
const stable = new Set(["now", "transaction_timestamp", "statement_timestamp", "current_setting"]);

function referencedBy(node: SqlNode): StatementLock[] {
  const found: StatementLock[] = [];
  visit(node, (kind, below) => {
    if (kind === "Constraint" && below.contype === "CONSTR_FOREIGN") {
      found.push(...lock(relationOf(below, "pktable"), "SHARE ROW EXCLUSIVE"));
    }
  });
  return found;
}

/** Tables that are only read. */
function readBy(node: SqlNode, locks: readonly StatementLock[]): StatementLock[] {
  const found: StatementLock[] = [];
  visit(nodeAt(node, "selectStmt"), (kind, below) => {
    const table = kind === "RangeVar" ? textAt(below, "relname") : "";
    if (!locks.some((known) => known.table === table)) found.push(...lock(table, "ACCESS SHARE", "scan"));
  });
  return found;
}

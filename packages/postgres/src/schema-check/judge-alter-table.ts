import type { RuleName } from "./rules.ts";
import type { Made, SchemaSoFar } from "./schema-so-far.ts";
import { nodeAt, nodesAt, type SqlNode, textAt, visit } from "./sql-tree.ts";

/** What changes nothing that an older release relies on. */
const harmless = new Set([
  ...["AT_ValidateConstraint", "AT_EnableRowSecurity", "AT_ForceRowSecurity", "AT_EnableTrig", "AT_EnableAlwaysTrig"],
  ...["AT_SetStatistics", "AT_SetStorage", "AT_SetCompression", "AT_SetRelOptions", "AT_ResetRelOptions"],
  ...["AT_AttachPartition", "AT_DropNotNull"],
]);

const byCommand: Readonly<Record<string, RuleName>> = {
  AT_DropColumn: "dropped",
  AT_DropConstraint: "dropped",
  AT_DropInherit: "dropped",
  AT_DropIdentity: "dropped",
  AT_DropExpression: "dropped",
  AT_DetachPartition: "dropped",
  AT_DetachPartitionFinalize: "dropped",
  AT_AlterColumnType: "retyped",
  AT_SetNotNull: "required",
  AT_AddIdentity: "narrowed",
  AT_DisableTrig: "unguarded",
  AT_DisableTrigAll: "unguarded",
  AT_DisableTrigUser: "unguarded",
  AT_EnableReplicaTrig: "unguarded",
  AT_DisableRule: "unguarded",
  AT_EnableReplicaRule: "unguarded",
  AT_DisableRowSecurity: "unguarded",
  AT_NoForceRowSecurity: "unguarded",
  AT_ChangeOwner: "unguarded",
};

/** What is wrong with the commands of one `ALTER TABLE`. */
export function judgeAlterTable(node: SqlNode, { so, made }: { readonly so: SchemaSoFar; readonly made: Made }) {
  const table = textAt(nodeAt(node, "relation"), "relname");
  const isNew = made.tables.has(table);
  const found = nodesAt(node, "cmds", "AlterTableCmd").flatMap((command): RuleName[] => {
    const subtype = textAt(command, "subtype");
    const definition = nodeAt(command, "def");
    if (subtype === "AT_AddColumn") return judgeColumn(table, nodeAt(definition, "ColumnDef"), { so, made });
    if (subtype === "AT_AttachPartition") {
      so.partitions.add(textAt(nodeAt(nodeAt(definition, "PartitionCmd"), "name"), "relname"));
    }
    if (subtype === "AT_ColumnDefault") return "def" in command ? [] : ["required"];
    if (subtype === "AT_AddConstraint") return isOnNewColumns(table, definition, made) ? [] : ["narrowed"];
    if (harmless.has(subtype)) return [];
    return [byCommand[subtype] ?? "unknown"];
  });
  return found.filter((rule) => !isNew || rule === "unguarded" || rule === "unknown");
}

function judgeColumn(table: string, column: SqlNode, { so, made }: { so: SchemaSoFar; made: Made }): RuleName[] {
  const name = textAt(column, "colname");
  so.tables.get(table)?.add(name);
  made.columns.add(`${table}.${name}`);
  const constraints = nodesAt(column, "constraints", "Constraint").map((each) => textAt(each, "contype"));
  const isFilled = constraints.some((kind) => ["CONSTR_DEFAULT", "CONSTR_IDENTITY", "CONSTR_GENERATED"].includes(kind));
  const isRequired = constraints.some((kind) => kind === "CONSTR_NOTNULL" || kind === "CONSTR_PRIMARY");
  return isRequired && !isFilled && !made.tables.has(table) ? ["required"] : [];
}

/** An older release writes nothing into columns that it does not know, so what holds for them alone refuses it nothing. */
export function isOnNewColumns(table: string, constraint: SqlNode, made: Made): boolean {
  const names: string[] = [];
  visit(constraint, (kind, node) => {
    if (kind === "ColumnRef")
      names.push(
        nodesAt(node, "fields", "String")
          .map((each) => textAt(each, "sval"))
          .at(-1) ?? "",
      );
    if (kind === "IndexElem") names.push(textAt(node, "name"));
    if (kind !== "Constraint") return;
    for (const key of ["keys", "fk_attrs"])
      names.push(...nodesAt(node, key, "String").map((each) => textAt(each, "sval")));
  });
  // A key of several columns is kept by the rows in which one of them is empty.
  const isKey = /CONSTR_(?:UNIQUE|FOREIGN)/.test(JSON.stringify(constraint)) || "IndexElem" in constraint;
  const isNew = (name: string) => made.columns.has(`${table}.${name}`);
  return names.length > 0 && (isKey ? names.some(isNew) : names.every(isNew));
}

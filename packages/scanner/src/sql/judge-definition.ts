import type { SqlNode } from "./grammar.ts";
import type { Say } from "./judge-statement.ts";
import { collect, isNode } from "./tree.ts";

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
  /^(?:Create\w*|Alter\w+|Rename|Comment|Index|View|Rule|Define|Grant(?:Role)?|Reassign\w*|Reindex|Vacuum|Lock|CheckPoint|Insert|Refresh\w+|Listen|Unlisten|Notify|Discard|Deallocate|Constraints(?:Set)?|SecLabel|VariableSet|Composite\w*|ImportForeignSchema|Stats)Stmt$/;

/** Judges a statement that defines, grants, sets, locks or maintains something: never safe. */
export function judgeDefinition(type: string, node: SqlNode, say: Say): void {
  const rule = `sql.${type || "empty"}`;
  const grim = Object.hasOwn(dangerous, type) ? dangerous[type] : graveIn(type, node);
  const name = type.replace(/Stmt$/, "");
  if (grim !== undefined) say(rule, "dangerous", `This statement ${grim}.`);
  else if (caution.test(type)) {
    const { why, instead } = slowIn(type, node);
    say(rule, "caution", why ?? `${name} changes something in the database or in this session.`, instead);
  } else say(rule, "unknown", `What ${name || "this"} does depends on what is not in the text.`);
}

/** What makes a statement dangerous that is not so by its kind. */
function graveIn(type: string, node: SqlNode): string | undefined {
  switch (type) {
    case "AlterTableStmt":
      return collect(node.cmds, /^AlterTableCmd$/).some(isRemoving) ? "drops or disables a part of a table" : undefined;
    case "VacuumStmt":
      return hasOption(node, "full") ? "locks and rewrites the table" : undefined;
    case "LockStmt":
      // 1 to 5 let others read and write, or at least read.
      return Number(node.mode) >= 6 ? "keeps everybody else out of a table" : undefined;
    case "VariableSetStmt":
      // To PostgreSQL these would be settings, and there are none of such names.
      return node.kind === "VAR_RESET" && /^(?:master|slave|replica|persist)$/.test(String(node.name))
        ? "throws replication's state away"
        : undefined;
    case "GrantStmt":
    case "GrantRoleStmt":
      return node.is_grant === true ? undefined : "takes a right away";
    case "AlterDefaultPrivilegesStmt":
      return isNode(node.action) && node.action.is_grant !== true ? "takes a right away" : undefined;
    case "AlterRoleStmt":
      return isSwitchedOff(node, "canlogin") || isNumber(node, "connectionlimit", 0) ? "shuts a role out" : undefined;
    case "AlterDatabaseStmt":
      return isSwitchedOff(node, "allow_connections") || isNumber(node, "connection_limit", 0)
        ? "shuts everybody out of a database"
        : undefined;
    case "AlterSubscriptionStmt":
      return isSwitchedOff(node, "enabled") || node.kind === "ALTER_SUBSCRIPTION_DROP_PUBLICATION"
        ? "stops replication"
        : undefined;
    case "AlterPublicationStmt":
      return node.action === "AP_DropObjects" ? "takes tables out of replication" : undefined;
    case "AlterEventTrigStmt":
      return node.tgenabled === "D" ? "disables a trigger" : undefined;
    case "AlterOpFamilyStmt":
      return node.isDrop === true ? "drops a part of an operator family" : undefined;
    case "AlterExtensionContentsStmt":
      return node.action === -1 ? "takes something out of an extension" : undefined;
    case "CreateFunctionStmt":
    case "CreatePLangStmt":
      return /"sval":"(?:c|internal|plperlu|plpython\d?u|pltclu|plsh|plr|pljavau)"/i.test(
        JSON.stringify(optionOf(node, "language") ?? ""),
      )
        ? "defines code that runs as the server itself"
        : undefined;
    default:
      return undefined;
  }
}

function isRemoving(command: unknown): boolean {
  if (!isNode(command)) return false;
  return /^AT_(?:Drop(?!NotNull|Expression)|DetachPartition|DisableRowSecurity|DisableTrig|DisableRule|NoForceRowSecurity)/.test(
    String(command.subtype),
  );
}

interface Slow {
  readonly why?: string;
  readonly instead?: string;
}

/** What keeps others from writing for as long as it takes. */
function slowIn(type: string, node: SqlNode): Slow {
  if (type === "IndexStmt" && node.concurrent !== true)
    return { why: "Nobody can write to the table while the index is built.", instead: "CREATE INDEX CONCURRENTLY" };
  if (type === "ReindexStmt" && !hasOption(node, "concurrently"))
    return { why: "Nobody can write to the table while the index is built.", instead: "REINDEX … CONCURRENTLY" };
  if (type === "RefreshMatViewStmt" && node.concurrent !== true)
    return { why: "Nobody can read the view while it is filled.", instead: "REFRESH MATERIALIZED VIEW CONCURRENTLY" };
  if (type === "AlterTableStmt" && collect(node.cmds, /^AlterTableCmd$/).some(isRewriting))
    return { why: "Rewrites the whole table, and nobody can read it meanwhile." };
  return {};
}

function isRewriting(command: unknown): boolean {
  return (
    isNode(command) &&
    /^AT_(?:AlterColumnType|SetTableSpace|SetLogged|SetUnLogged|SetAccessMethod|SetExpression)$/.test(
      String(command.subtype),
    )
  );
}

function optionOf(node: SqlNode, name: string): unknown {
  return collect([node.options, node.params], /^DefElem$/).find((option) => isNode(option) && option.defname === name);
}

function hasOption(node: SqlNode, name: string): boolean {
  const option = optionOf(node, name);
  return option !== undefined && !/"sval":"(?:off|false|0)"|"Integer":\{\}/i.test(JSON.stringify(option));
}

function isSwitchedOff(node: SqlNode, name: string): boolean {
  const option = optionOf(node, name);
  return (
    option !== undefined &&
    /"sval":"(?:off|false|0|no)"|"boolval":false|"Boolean":\{\}|"Integer":\{\}/i.test(JSON.stringify(option))
  );
}

function isNumber(node: SqlNode, name: string, number: number): boolean {
  const option = optionOf(node, name);
  return option !== undefined && JSON.stringify(option).includes(number === 0 ? '"Integer":{}' : `"ival":${number}`);
}

import type { RuleName } from "./rules.ts";
import type { Made, SchemaSoFar } from "./schema-so-far.ts";
import {
  type FunctionBody,
  nodeAt,
  nodesAt,
  type SqlGrammar,
  type SqlNode,
  type SqlStatement,
  textAt,
  textsIn,
} from "./sql-tree.ts";

interface Given {
  readonly name: string;
  readonly statements: readonly SqlStatement[];
  readonly made: Made;
  /** The tables and columns before this migration. */
  readonly elders: ReadonlyMap<string, ReadonlySet<string>>;
  readonly written: string | undefined;
  readonly sunset: string | undefined;
  readonly grammar: SqlGrammar;
  readonly so: SchemaSoFar;
}

interface Finding {
  readonly rule: RuleName;
  readonly what: string;
}

interface RowTrigger {
  readonly name: string;
  readonly table: string;
  readonly isBefore: boolean;
  readonly body: FunctionBody;
}

const longestDays = 30;
const dayMs = 86_400_000;

/**
 * Where a `_v2` stands beside its elder, both have to say the same for as long as servers of two releases run: kept by
 * triggers, since only they write both in one transaction whichever release writes, and only for a stated time.
 */
export function judgeSuccessors(given: Given): Finding[] {
  const triggers = rowTriggers(given);
  const tables = [...given.made.tables].flatMap((successor): Finding[] => {
    const elder = elderOf(successor);
    if (elder === undefined || !given.elders.has(elder)) return [];
    const there = triggers.find(({ table, body }) => table === elder && writes(body, successor));
    const back = triggers.find(({ table, body }) => table === successor && writes(body, elder));
    return judgeOne(`${successor} beside ${elder}`, [there, back], given);
  });
  const columns = [...given.made.columns].flatMap((added): Finding[] => {
    const [table = "", successor = ""] = added.split(".");
    const elder = elderOf(successor);
    if (elder === undefined || !given.elders.get(table)?.has(elder)) return [];
    const both = triggers.find(
      (trigger) =>
        trigger.table === table &&
        trigger.isBefore &&
        [elder, successor].every((each) => trigger.body.assigns.includes(each)),
    );
    return judgeOne(`${added} beside ${table}.${elder}`, [both], given);
  });
  return [...tables, ...columns];
}

function judgeOne(
  what: string,
  duals: readonly (RowTrigger | undefined)[],
  { name, written, sunset, so }: Given,
): Finding[] {
  const days = written && sunset ? (Date.parse(sunset) - Date.parse(written)) / dayMs : 0;
  for (const dual of duals) {
    if (dual && sunset) so.dualWrites.set(`${dual.table}.${dual.name}`, { migration: name, sunset });
  }
  return [
    ...(days > 0 && days <= longestDays ? [] : [{ rule: "no_sunset", what } as const]),
    ...(duals.every((dual) => dual !== undefined) ? [] : [{ rule: "no_dual_write", what } as const]),
  ];
}

/** `name_v3` follows `name_v2`, and that one `name`. */
function elderOf(successor: string): string | undefined {
  const [, name, version] = successor.match(/^(.+)_v(\d+)$/) ?? [];
  if (name === undefined || Number(version) < 2) return undefined;
  return version === "2" ? name : `${name}_v${Number(version) - 1}`;
}

const insert = 4;
const update = 16;

/** The triggers of this migration that see each row that is inserted or updated. */
function rowTriggers({ statements, grammar }: Given): RowTrigger[] {
  const bodies = new Map(
    statements
      .filter(({ kind }) => kind === "CreateFunctionStmt")
      .map((create) => [textsIn(create.node.funcname).at(-1) ?? "", grammar.readBody(create)]),
  );
  return statements.flatMap(({ kind, node }) => {
    const body = bodies.get(textsIn(node.funcname).at(-1) ?? "");
    const events = Number(node.events ?? 0);
    const isEachRow = node.row === true && (events & insert) > 0 && (events & update) > 0 && !isNarrow(node);
    if (kind !== "CreateTrigStmt" || body === undefined || !isEachRow) return [];
    const table = textAt(nodeAt(node, "relation"), "relname");
    return [{ name: textAt(node, "trigname"), table, isBefore: Number(node.timing ?? 0) === 2, body }];
  });
}

/** One that looks at some rows or some columns alone. */
function isNarrow(node: SqlNode): boolean {
  return "whenClause" in node || nodesAt(node, "columns", "String").length > 0;
}

function writes({ statements }: FunctionBody, table: string): boolean {
  return statements.some(
    ({ kind, node }) => /^(?:Insert|Merge)Stmt$/.test(kind) && textAt(nodeAt(node, "relation"), "relname") === table,
  );
}

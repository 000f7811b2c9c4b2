import { collect, isNode } from "./tree.ts";

/**
 * Whether a WHERE clause holds for every row as far as the text tells: constants only, a column compared with
 * itself, `LIKE '%'`, an id that is not null or above zero, or an OR with such a part. A condition that names no
 * column counts: it is one for all rows.
 */
export function matchesEverything(condition: unknown, table?: string): boolean {
  const [type, body] = single(condition);
  switch (type) {
    case "BoolExpr":
      return boolMatches(body, table);
    case "A_Expr":
      return comparisonMatches(body);
    case "NullTest":
      return body.nulltesttype === "IS_NOT_NULL" && (isKey(body.arg) || !hasColumn(body.arg));
    case "BooleanTest":
      return /IS_(?:TRUE|NOT_FALSE|NOT_UNKNOWN)/.test(String(body.booltesttype)) && matchesEverything(body.arg, table);
    case "SubLink":
      return subLinkMatches(body, table);
    case "CoalesceExpr":
      return (
        list(body.args).every((part) => matchesEverything(part, table) || single(part)[0] === "ColumnRef") &&
        list(body.args).some((part) => !hasColumn(part))
      );
    case "TypeCast":
      return matchesEverything(body.arg, table);
    default:
      return !hasColumn(condition);
  }
}

type Body = { readonly [key: string]: unknown };

function boolMatches(expression: Body, table: string | undefined): boolean {
  const parts = list(expression.args);
  switch (expression.boolop) {
    case "AND_EXPR":
      return parts.every((part) => matchesEverything(part, table));
    case "OR_EXPR":
      return parts.some((part) => matchesEverything(part, table)) || isEitherOrNot(parts);
    default:
      return !hasColumn(expression) || parts.every(matchesNothing);
  }
}

/** What `NOT` turns into a condition for every row. */
function matchesNothing(condition: unknown): boolean {
  const [type, body] = single(condition);
  if (type === "NullTest") return body.nulltesttype === "IS_NULL";
  if (type !== "A_Expr" || !/^(?:<>|!=|<|>)$/.test(operatorOf(body))) return false;
  return plain(body.lexpr) === plain(body.rexpr);
}

function comparisonMatches(body: Body): boolean {
  const operator = operatorOf(body);
  const { lexpr: left, rexpr: right } = body;
  if (/^!?~~\*?$/.test(operator)) {
    const pattern = constant(right);
    return (
      !operator.startsWith("!") && typeof pattern === "string" && (/^%+$/.test(pattern) || plain(left) === plain(right))
    );
  }
  if (operator === "~" || operator === "~*") return /^(?:\^?\.\*\$?|\^|\$)?$/.test(String(constant(right) ?? "x"));
  if (body.kind === "AEXPR_NOT_DISTINCT") return plain(left) === plain(right);
  if (body.kind === "AEXPR_IN" && operator === "=") {
    return list(single(right)[1].items ?? right).some((item) => plain(item) === plain(left));
  }
  if (/^AEXPR_BETWEEN/.test(String(body.kind))) {
    const [low, high] = list(single(right)[1].items ?? right);
    return plain(low) === plain(left) && plain(high) === plain(left);
  }
  if (!hasColumn(left) && !hasColumn(right)) return true;
  if (/^(?:=|>=|<=)$/.test(operator) && plain(left) === plain(right)) return true;
  const least = constant(right);
  const most = constant(left);
  return (
    (/^>=?$/.test(operator) && typeof least === "number" && least <= 0 && isKey(left)) ||
    (/^<=?$/.test(operator) && typeof most === "number" && most <= 0 && isKey(right))
  );
}

/** Whether it is a column that by its name every row has a positive value in. */
function isKey(column: unknown): boolean {
  const [type, body] = single(column);
  const name = String(single(list(body.fields).at(-1))[1].sval ?? "");
  return type === "ColumnRef" && /^(?:id|ctid|rowid|oid|uuid|guid|pk|key|\w{1,60}_id)$/i.test(name);
}

function subLinkMatches(body: Body, table: string | undefined): boolean {
  const [, select] = single(body.subselect);
  const isUnfiltered =
    select.whereClause === undefined &&
    select.limitCount === undefined &&
    select.havingClause === undefined &&
    select.op !== "SETOP_INTERSECT" &&
    select.op !== "SETOP_EXCEPT";
  if (!isUnfiltered) return false;
  const sources = list(select.fromClause);
  switch (body.subLinkType) {
    case "EXISTS_SUBLINK":
      return true;
    case "EXPR_SUBLINK":
      return sources.length === 0 && !hasColumn(select);
    case "ANY_SUBLINK":
      // `id IN (SELECT id FROM x)` on x itself holds for each of its rows.
      return table !== undefined && sources.some((source) => single(source)[1].relname === table);
    default:
      return false;
  }
}

/** `x IS NULL OR x IS NOT NULL`, `a = 1 OR a <> 1`. */
function isEitherOrNot(parts: readonly unknown[]): boolean {
  const seen = new Set<string>();
  for (const part of parts) {
    const [type, body] = single(part);
    if (type !== "A_Expr") continue;
    const sides = `${plain(body.lexpr)} ${plain(body.rexpr)}`;
    const operator = operatorOf(body);
    const opposite: string | undefined = { "=": "<>", "<>": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">" }[operator];
    if (opposite !== undefined && seen.has(`${opposite} ${sides}`)) return true;
    seen.add(`${operator} ${sides}`);
  }
  return false;
}

function operatorOf(body: Body): string {
  return String(single(list(body.name).at(-1))[1].sval ?? "");
}

/** A constant's text or number. */
function constant(value: unknown): string | number | undefined {
  const [type, body] = single(value);
  if (type === "TypeCast") return constant(body.arg);
  if (type === "A_Expr" && operatorOf(body) === "-" && body.lexpr === undefined) {
    const positive = constant(body.rexpr);
    return typeof positive === "number" ? -positive : undefined;
  }
  if (type !== "A_Const") return undefined;
  if (isNode(body.sval)) return String(body.sval.sval ?? "");
  if (isNode(body.ival)) return Number(body.ival.ival ?? 0);
  if (isNode(body.fval)) return Number(body.fval.fval ?? 0);
  return undefined;
}

function hasColumn(value: unknown): boolean {
  return collect(value, /^(?:ColumnRef|SubLink|ParamRef|CurrentOfExpr)$/).length > 0;
}

/** The same text for the same expression, wherever it stands. */
function plain(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => (key === "location" ? undefined : inner)) ?? "";
}

function single(value: unknown): readonly [string, Body] {
  if (!isNode(value)) return ["", {}];
  for (const key in value) {
    const body = value[key];
    return [key, isNode(body) ? body : {}];
  }
  return ["", {}];
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/**
 * Whether a WHERE clause holds for every row as far as the text tells: constants only, a column compared with
 * itself, `LIKE '%'`, or an OR with such a part. A condition that names no column counts: it is one for all rows.
 */
export function matchesEverything(condition: unknown): boolean {
  const expression = field(condition, "BoolExpr");
  if (expression !== undefined) {
    const parts = field(expression, "args");
    const list: readonly unknown[] = Array.isArray(parts) ? parts : [];
    switch (field(expression, "boolop")) {
      case "AND_EXPR":
        return list.every(matchesEverything);
      case "OR_EXPR":
        return list.some(matchesEverything) || isEitherNullOrNot(list);
      default:
        return !hasColumn(expression);
    }
  }
  const comparison = field(condition, "A_Expr");
  if (comparison !== undefined && comparesWithItself(comparison)) return true;
  return !hasColumn(condition);
}

function comparesWithItself(comparison: unknown): boolean {
  const operator = JSON.stringify(field(comparison, "name") ?? "");
  const left = withoutLocations(field(comparison, "lexpr"));
  const right = withoutLocations(field(comparison, "rexpr"));
  const isLikeAll = /"~~\*?"/.test(operator) && /"sval":"%+"/.test(right);
  return isLikeAll || (left === right && /"(?:=|>=|<=)"/.test(operator));
}

function isEitherNullOrNot(parts: readonly unknown[]): boolean {
  const tests = parts.map((part) => field(part, "NullTest")).filter((test) => test !== undefined);
  return tests.some((test) =>
    tests.some(
      (other) =>
        field(test, "nulltesttype") !== field(other, "nulltesttype") &&
        withoutLocations(field(test, "arg")) === withoutLocations(field(other, "arg")),
    ),
  );
}

function hasColumn(value: unknown): boolean {
  return /"(?:ColumnRef|SubLink|ParamRef|CurrentOfExpr)":/.test(JSON.stringify(value) ?? "");
}

function withoutLocations(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => (key === "location" ? undefined : inner)) ?? "";
}

function field(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}

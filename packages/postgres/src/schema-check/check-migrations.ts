import type { Migration } from "../database/migrate.ts";
import { judgeStatement } from "./judge-statement.ts";
import { lastWithExceptions, pastExceptions } from "./past-exceptions.ts";
import { type RuleName, rules } from "./rules.ts";
import { emptySchema, type SchemaSoFar } from "./schema-so-far.ts";
import { loadGrammar, type SqlGrammar } from "./sql-tree.ts";
import { judgeSuccessors } from "./successors.ts";

/** Something in a migration that would break a release that still runs, or a promise of the schema. */
export interface SchemaProblem {
  readonly migration: string;
  readonly line: number;
  readonly rule: RuleName;
  /** The beginning of the statement. */
  readonly statement: string;
  readonly why: string;
}

/** Reasons by migration and rule. */
export type Exceptions = Readonly<Record<string, Partial<Readonly<Record<RuleName, string>>>>>;

/**
 * Checks that migrations only add, read by PostgreSQL's own grammar. `today` ends what is only allowed for some days.
 * Exceptions count for migrations up to `lastWithExceptions` alone.
 */
export async function checkMigrations(
  migrations: readonly Pick<Migration, "name" | "number" | "sql">[],
  { today, exceptions = pastExceptions }: { readonly today: Date; readonly exceptions?: Exceptions },
): Promise<readonly SchemaProblem[]> {
  const grammar = await loadGrammar();
  const so = emptySchema();
  const found = migrations.flatMap((migration) => checkOne(migration, grammar, so));
  const used = new Set<string>();
  const left = found.filter(({ migration, rule }) => {
    const isPast = (migrations.find(({ name }) => name === migration)?.number ?? 0) <= lastWithExceptions;
    if (!isPast || exceptions[migration]?.[rule] === undefined) return true;
    used.add(`${migration} ${rule}`);
    return false;
  });
  return [...left, ...unused(exceptions, used), ...passed(so, today)];
}

function checkOne(
  { name, number, sql }: Pick<Migration, "name" | "number" | "sql">,
  grammar: SqlGrammar,
  so: SchemaSoFar,
): SchemaProblem[] {
  const made = { tables: new Set<string>(), columns: new Set<string>() };
  const elders = new Map([...so.tables].map(([table, columns]) => [table, new Set(columns)]));
  const statements = grammar.read(sql);
  const written = headerOf(sql, "written");
  const problem = (line: number, rule: RuleName, text: string) => ({
    ...{ migration: name, line, rule, statement: text.replaceAll(/\s+/g, " ").slice(0, 100), why: rules[rule] },
  });
  const broken = statements.flatMap((statement) =>
    judgeStatement(statement, { grammar, so, made, written }).map((rule) =>
      problem(statement.line, rule, statement.text),
    ),
  );
  const sunset = headerOf(sql, "sunset_date");
  const successors = judgeSuccessors({ name, statements, made, elders, written, sunset, grammar, so });
  const unreadable = misread(sql, number).map((stated) => problem(1, "misread", stated));
  return [...broken, ...unreadable, ...successors.map(({ rule, what }) => problem(1, rule, what))];
}

/** What a release would take for nothing said, although somebody meant to say it. */
function misread(sql: string, number: number): string[] {
  const stated = sql.match(/^-- *readable_from.*$/gim) ?? [];
  return stated.filter((line) => {
    const [, oldest] = line.match(/^-- readable_from: (\d{4})$/) ?? [];
    return oldest === undefined || Number(oldest) < 1 || Number(oldest) >= number;
  });
}

/** A day that the migration states in a line of its own, such as `-- sunset_date: 2027-01-31`. */
function headerOf(sql: string, name: string): string | undefined {
  const [, day] = sql.match(new RegExp(`^-- ${name}: (\\d{4}-\\d\\d-\\d\\d)$`, "m")) ?? [];
  return day !== undefined && !Number.isNaN(Date.parse(day)) ? day : undefined;
}

function passed({ dualWrites }: SchemaSoFar, today: Date): SchemaProblem[] {
  const day = today.toISOString().slice(0, 10);
  return [...dualWrites].flatMap(([trigger, { migration, sunset }]) =>
    sunset < day
      ? [
          {
            ...{ migration, line: 1, statement: `${trigger} until ${sunset}` },
            rule: "sunset_passed",
            why: rules.sunset_passed,
          } as const,
        ]
      : [],
  );
}

function unused(exceptions: Exceptions, used: ReadonlySet<string>): SchemaProblem[] {
  return Object.entries(exceptions).flatMap(([migration, stated]) =>
    Object.entries(stated).flatMap(([rule, reason]) =>
      used.has(`${migration} ${rule}`)
        ? []
        : [
            {
              ...{ migration, line: 1, statement: `${rule}: ${reason}` },
              rule: "exception_unused",
              why: rules.exception_unused,
            } as const,
          ],
    ),
  );
}

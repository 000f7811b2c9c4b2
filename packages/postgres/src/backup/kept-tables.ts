import { OpsError } from "@steadyhand/core/outcome";
import type { Client } from "pg";
import { schemaName } from "../database/index.ts";

/** A table as a backup holds it. */
export interface KeptTable {
  readonly name: string;
  readonly columns: readonly string[];
}

/**
 * What is not kept: the servers of the moment and the secret they share, which a new installation makes for itself, and the
 * list of migrations, which the backup states apart.
 */
const leftOut: ReadonlySet<string> = new Set(["node", "cluster_secret", "migration"]);
/** Read back after the others: rows of a tenant that was deleted are refused once it is known to be. */
const last = "tenant";

interface TableRow extends KeptTable {
  readonly order: readonly string[] | null;
  readonly needs: readonly string[];
}

/** Every table that holds something of a tenant, each after those that its rows point at. Throws `backup.unknown_table`. */
export async function readTables(client: Client): Promise<readonly (KeptTable & { readonly orderBy: string })[]> {
  const { rows } = await client.query<TableRow>(tablesSql, [schemaName]);
  const kept = rows.filter(({ name }) => !leftOut.has(name));
  for (const { name, columns } of kept) if (!columns.includes("tenant_id")) throw unknownTable(name);
  return inOrder(kept).map(({ name, columns, order }) => ({
    ...{ name, columns },
    orderBy: (order ?? columns).map(quoted).join(", "),
  }));
}

const tablesSql = `
  SELECT c.relname AS name,
    (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a
      WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns,
    (SELECT array_agg(a.attname::text ORDER BY k.place) FROM pg_index i
      CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, place)
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
      WHERE i.indrelid = c.oid AND i.indisprimary) AS "order",
    ARRAY(SELECT DISTINCT t.relname::text FROM pg_constraint f JOIN pg_class t ON t.oid = f.confrelid
      WHERE f.conrelid = c.oid AND f.contype = 'f' AND t.oid <> c.oid) AS needs
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = $1 AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY c.relname = '${last}', c.relname`;

function inOrder(tables: readonly TableRow[]): readonly TableRow[] {
  const done = new Set<string>();
  const ordered: TableRow[] = [];
  const add = (table: TableRow) => {
    if (done.has(table.name)) return;
    done.add(table.name);
    for (const need of tables) if (table.needs.includes(need.name)) add(need);
    ordered.push(table);
  };
  for (const table of tables) add(table);
  return ordered;
}

/** A name as SQL has it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function unknownTable(name: string): OpsError {
  return new OpsError(`Cannot back up the table ${name}: it does not say whose its rows are`, {
    kind: "internal",
    code: "backup.unknown_table",
    hint: "If it is none of ours, move it out of the schema `steadyhand`",
  });
}

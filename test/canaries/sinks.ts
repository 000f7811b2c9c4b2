import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { endpoints, pathOf } from "@steadyhand/api/endpoints";
import type { Client as Database } from "pg";
import type { Found } from "./canaries.ts";

/** Every row of every table, as text, as a superuser sees it who is bound by no policy. */
export async function everyTable(database: Database): Promise<Found[]> {
  const { rows: tables } = await database.query<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
  );
  const found: Found[] = [];
  for (const { name } of tables) {
    const { rows } = await database.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
    if (rows.length > 0) {
      const text = rows.map(({ row }) => row).join("\n");
      // Bytes are printed in hexadecimal: what they hold is looked at as well.
      const within = [...text.matchAll(/\\\\x((?:[0-9a-f]{2})+)/g)].map(([, hex = ""]) => Buffer.from(hex, "hex"));
      found.push({ sink: `table ${name}`, bytes: Buffer.concat([Buffer.from(text), ...within]) });
    }
  }
  return found;
}

/** Every file of a folder. Of the database's own files the sink says only which kind they are: their names change. */
export function everyFile(folder: string): Found[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const all = files.map((file) => join(file.parentPath, file.name));
  return all.map((path) => ({ sink: nameOf(relative(folder, path)), bytes: readFileSync(path) }));
}

function nameOf(path: string): string {
  if (/postgres\/.*\/pg_wal\//.test(path)) return "the database's write-ahead log";
  if (path.startsWith("postgres/")) return "the database's files";
  return path.startsWith("journal/") ? "the runner's journal" : `file ${path}`;
}

/** What every operation answers that only reads and needs nothing but what is there. */
export async function everyAnswer(
  url: string,
  key: string,
  parameters: Readonly<Record<string, string>>,
): Promise<Found[]> {
  const found: Found[] = [];
  for (const [name, endpoint] of Object.entries(endpoints)) {
    // A stream never ends; it is followed on its own.
    if (endpoint.method !== "GET" || (/(?:Execution|Ledger)$/.test(name) && /^(?:watch|follow)/.test(name))) continue;
    const needed = [...endpoint.path.matchAll(/:([a-zA-Z]+)/g)].map(([, parameter = ""]) => parameter);
    if (needed.some((parameter) => !(parameter in parameters))) continue;
    const response = await fetch(url + pathOf(endpoint, parameters), { headers: { authorization: `Bearer ${key}` } });
    found.push({ sink: `answer of ${name}`, bytes: Buffer.from(await response.arrayBuffer()) });
  }
  return found;
}

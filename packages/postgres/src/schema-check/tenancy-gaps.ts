import type { ClientBase } from "pg";
import { appRole, ownerRole, schemaName } from "../database/index.ts";
import { knownKeys, knownSights, ownSightOfTenant, withoutTenant } from "./known-sights.ts";

/** Something in the catalogue by which tenants could meet. */
export interface TenancyGap {
  /** Such as `table open to all`; the same for each of its kind. */
  readonly gap: string;
  /** What it was found on, as PostgreSQL writes it. */
  readonly on: string;
}

/**
 * Walks the catalogue of a migrated database and names whatever the wall between tenants does not rest on: it rests on
 * forced row-level security by `tenant_id`, on a role that cannot pass it, and on nothing else. Empty when it is whole.
 */
export async function findTenancyGaps(client: ClientBase): Promise<readonly TenancyGap[]> {
  const gaps: TenancyGap[] = [];
  for (const [gap, sql] of Object.entries(walks)) {
    const { rows } = await client.query<{ on: string }>(sql);
    for (const { on } of rows) gaps.push({ gap, on });
  }
  return gaps;
}

const text = (value: string) => `'${value.replaceAll("'", "''")}'`;
const list = (values: readonly string[]) => `ARRAY[${values.map(text).join(", ")}]::text[]`;

const app = `${text(appRole)}::regrole`;
const owner = `${text(ownerRole)}::regrole`;
const schema = `${text(schemaName)}::regnamespace`;

/** Everything in our schema that holds rows. */
const ours = (kinds: string) =>
  `pg_class c WHERE c.relnamespace = ${schema} AND c.relkind = ANY ('{${kinds}}'::"char"[])`;
const tables = ours("r,p");
const hasTenant =
  "EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id' AND a.attnotnull)";
const named = "SELECT c.relname AS on";

/** Each right on a relation or one of its columns, whoever gave it to whom. */
const rights = `
  SELECT c.oid, c.relname, c.relkind, c.relispartition, acl.grantee, acl.privilege_type, acl.is_grantable
  FROM pg_class c, aclexplode(c.relacl) acl WHERE c.relnamespace = ${schema}
  UNION ALL
  SELECT c.oid, c.relname || '.' || a.attname, c.relkind, c.relispartition, acl.grantee, acl.privilege_type, acl.is_grantable
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid, aclexplode(a.attacl) acl WHERE c.relnamespace = ${schema}`;
const grantee = "CASE r.grantee WHEN 0 THEN 'PUBLIC' ELSE r.grantee::regrole::text END";
const right = `r.relname || ': ' || r.privilege_type || ' for ' || ${grantee}`;

const walks: Readonly<Record<string, string>> = {
  "table without forced row-level security": `${named} FROM ${tables} AND NOT (c.relrowsecurity AND c.relforcerowsecurity)`,

  // A partition is read through its table; without a policy of its own it shows nothing to whoever reads it alone.
  "table without a policy": `${named} FROM ${tables} AND NOT c.relispartition
    AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid)`,

  "table without a tenant": `${named} FROM ${tables} AND NOT ${hasTenant} AND c.relname <> ALL (${list(Object.keys(withoutTenant))})`,

  "policy that is not on tenant_id": `SELECT c.relname || ': ' || p.polname AS on FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
    WHERE c.relnamespace = ${schema} AND p.polpermissive
    AND coalesce(pg_get_expr(p.polqual, p.polrelid), 'true') <> ${text(ownSightOfTenant)}
    AND c.relname || ' ' || p.polname || ' ' || p.polcmd::text || ' ' || coalesce(pg_get_expr(p.polqual, p.polrelid), 'true')
      <> ALL (${list(knownSights.map(({ policy }) => policy))})`,

  // Without a check of its own a policy holds for what is written as for what is read.
  "policy that takes what it does not show": `SELECT c.relname || ': ' || p.polname AS on FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
    WHERE c.relnamespace = ${schema} AND p.polwithcheck IS NOT NULL
    AND pg_get_expr(p.polwithcheck, p.polrelid) IS DISTINCT FROM pg_get_expr(p.polqual, p.polrelid)`,

  "right on a partition": `SELECT ${right} AS on FROM (${rights}) r WHERE r.relispartition AND r.grantee <> ${owner}`,

  "right on a sequence": `SELECT ${right} AS on FROM (${rights}) r WHERE r.relkind = 'S' AND r.grantee <> ${owner}`,

  "right for another role": `SELECT ${right} AS on FROM (${rights}) r WHERE r.grantee NOT IN (${owner}, ${app})`,

  // None of them asks a policy: TRUNCATE takes all rows, REFERENCES tells which there are, TRIGGER runs as whoever writes.
  "right that no policy binds": `SELECT ${right} AS on FROM (${rights}) r
    WHERE r.grantee <> ${owner} AND r.relkind <> 'S' AND r.privilege_type NOT IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE')`,

  "right that can be handed on": `SELECT ${right} AS on FROM (${rights}) r WHERE r.grantee <> ${owner} AND r.is_grantable`,

  "default right": `SELECT d.defaclobjtype::text || ' for ' || CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END AS on
    FROM pg_default_acl d, aclexplode(d.defaclacl) acl WHERE acl.grantee <> d.defaclrole`,

  "right on the schema": `SELECT acl.privilege_type || ' for ' || CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END AS on
    FROM pg_namespace n, aclexplode(n.nspacl) acl WHERE n.oid = ${schema}
    AND acl.grantee <> n.nspowner AND NOT (acl.grantee = ${app} AND acl.privilege_type = 'USAGE' AND NOT acl.is_grantable)`,

  "function with its definer's rights": `SELECT p.oid::regprocedure::text AS on FROM pg_proc p
    WHERE p.prosecdef AND p.pronamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)`,

  "view with its owner's rights": `${named} FROM ${ours("v")} AND NOT coalesce(c.reloptions && '{security_invoker=true,security_invoker=on,security_invoker=1}', false)`,

  "relation that knows no policies": `${named} FROM ${ours("m,f")}`,

  "rule that rewrites": `SELECT c.relname || ': ' || w.rulename AS on FROM pg_rewrite w JOIN pg_class c ON c.oid = w.ev_class
    WHERE c.relnamespace = ${schema} AND c.relkind IN ('r', 'p')`,

  "trigger that is switched off": `SELECT c.relname || ': ' || t.tgname AS on FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE c.relnamespace = ${schema} AND t.tgenabled <> 'O'`,

  // A reference and a unique key are kept across all rows, whoever may see them: each would tell what others have.
  "reference that leaves its tenant": `SELECT f.conname AS on FROM pg_constraint f WHERE f.contype = 'f' AND f.connamespace = ${schema}
    AND NOT EXISTS (
      SELECT FROM unnest(f.conkey, f.confkey) AS pair (mine, theirs)
      JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = pair.mine AND a.attname = 'tenant_id'
      JOIN pg_attribute b ON b.attrelid = f.confrelid AND b.attnum = pair.theirs AND b.attname = 'tenant_id'
    )`,

  "key that is unique across tenants": `SELECT k.indexrelid::regclass::text AS on FROM pg_index k JOIN pg_class c ON c.oid = k.indrelid
    WHERE c.relnamespace = ${schema} AND k.indisunique AND ${hasTenant}
    AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = k.indrelid AND a.attname = 'tenant_id' AND a.attnum = ANY (k.indkey))
    AND (SELECT relname FROM pg_class WHERE oid = k.indexrelid) <> ALL (${list(Object.keys(knownKeys))})`,

  "thing that the application owns": `SELECT pg_describe_object(d.classid, d.objid, d.objsubid) AS on FROM pg_shdepend d
    WHERE d.refclassid = 'pg_authid'::regclass AND d.refobjid = ${app} AND d.deptype = 'o'
    AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))`,

  "table of another owner": `${named} FROM ${ours("r,p,v,S")} AND c.relowner <> ${owner}`,

  "role that may pass row-level security": `SELECT r.rolname || ': ' || attribute AS on FROM pg_roles r, LATERAL (
      VALUES ('SUPERUSER', r.rolsuper), ('BYPASSRLS', r.rolbypassrls), ('CREATEROLE', r.rolcreaterole),
        ('CREATEDB', r.rolcreatedb), ('REPLICATION', r.rolreplication)
    ) AS held (attribute, is_held) WHERE held.is_held AND r.oid IN (${app}, ${owner})`,

  "role that is a member of another": `SELECT m.member::regrole::text || ' in ' || m.roleid::regrole::text AS on FROM pg_auth_members m
    WHERE m.member IN (${app}, ${owner})`,

  "role that comes with settings": `SELECT s.setrole::regrole::text || ': ' || array_to_string(s.setconfig, ', ') AS on
    FROM pg_db_role_setting s WHERE s.setrole IN (${app}, ${owner})`,
};

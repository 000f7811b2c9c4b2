import type { TenantId } from "@steadyhand/core/identity";
import type { Client } from "pg";

/** One way to tamper with a tenant's ledger as a superuser of the database, and what must be found. */
export interface TamperingKind {
  readonly what: string;
  change(client: Client, tenant: TenantId): Promise<unknown>;
  readonly finding: { readonly code: string; readonly sequence?: number };
}

/** `T` in the statements is the tenant. */
export function bySql(what: string, sql: string, code: string, sequence?: number): TamperingKind {
  return {
    what,
    change: (client, tenant) => client.query(sql.replaceAll("'T'", `'${tenant}'`)),
    finding: { code, ...(sequence !== undefined && { sequence }) },
  };
}

/** With the text of one event made another, and its hash with it. */
export function byText(
  what: string,
  { sequence, head = false }: { readonly sequence: number; readonly head?: boolean },
  change: (text: string) => string,
  finding: TamperingKind["finding"],
): TamperingKind {
  return {
    what,
    async change(client, tenant) {
      const values = [tenant, sequence];
      const { rows } = await client.query(
        "SELECT text FROM audit_event WHERE tenant_id = $1 AND sequence = $2 ORDER BY at LIMIT 1",
        values,
      );
      const text = change(rows[0]?.text);
      if (text === rows[0]?.text) throw new TypeError(`nothing was changed: ${what}`);
      await client.query(
        `UPDATE audit_event SET text = $3, hash = encode(sha256(convert_to($3, 'UTF8')), 'hex')
          WHERE tenant_id = $1 AND sequence = $2`,
        [...values, text],
      );
      if (head) await client.query(headToLast, [tenant]);
    },
    finding,
  };
}

/** The head names what is the last event now. */
const headToLast = `UPDATE audit_head SET sequence = last.sequence, hash = last.hash
  FROM (SELECT sequence, hash FROM audit_event WHERE tenant_id = $1 ORDER BY sequence DESC LIMIT 1) AS last
  WHERE audit_head.tenant_id = $1`;
export const headToLastOf = headToLast.replaceAll("$1", "'T'");

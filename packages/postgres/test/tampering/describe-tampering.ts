import { verifyExport } from "@steadyhand/core/audit";
import type { TenantId } from "@steadyhand/core/identity";
import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestStores, type TestStores } from "../test-server.ts";
import { columnKinds } from "./column-kinds.ts";
import { headKinds } from "./head-kinds.ts";
import { rowKinds } from "./row-kinds.ts";
import { fillChains, monthClock } from "./sample-chain.ts";
import { emptyDatabase, type TamperedServer } from "./tampered-server.ts";
import type { TamperingKind } from "./tampering-kind.ts";
import { textKinds } from "./text-kinds.ts";

/** Each in a database of its own: whoever verifies a tenant reads the checkpoints of all that were filled with it. */
const groups: readonly (readonly [string, readonly TamperingKind[]])[] = [
  ["texts", textKinds],
  ["columns", columnKinds],
  ["rows", rowKinds],
  ["heads", headKinds],
];
const whole: TenantId = "ten_whole";

/** What must be found of a ledger whose rows a superuser changed: each kind on a tenant of its own. */
export function describeTampering(name: string, open: () => Promise<TamperedServer>): void {
  describe(`verify finds on ${name}, though done with every right there is,`, () => {
    let server: TamperedServer;
    beforeAll(async () => {
      server = await open();
    });
    afterAll(() => server?.close());

    describe.each(groups)("of %s", (database, kinds) => {
      const tenantOf = (kind: TamperingKind): TenantId => `ten_k${kinds.indexOf(kind)}`;
      let stores: TestStores;
      let client: Client;
      beforeAll(async () => {
        const clock = monthClock();
        stores = await openTestStores(await server.copy(emptyDatabase, database), undefined, clock);
        await fillChains([...kinds.map(tenantOf), whole], { ...stores, clock });
        client = await server.superuser(database);
        await client.query("SET search_path TO steadyhand; SET session_replication_role = replica");
        await client.query(withoutRules);
      });
      afterAll(async () => {
        await client?.end();
        await stores?.[Symbol.asyncDispose]();
      });

      it.each(kinds.map((kind) => [kind.what, kind] as const))("%s", async (_what, kind) => {
        const tenant = tenantOf(kind);
        await kind.change(client, tenant);
        expect(await stores.ledger.verify(tenant)).toMatchObject({ ok: false, ...kind.finding });
        await expect(verifyExport(stores.ledger.export(tenant, {}), stores)).rejects.toMatchObject({
          code: "ledger.not_whole",
          message: expect.stringContaining(`(${kind.finding.code})`),
        });
      });

      it("and nothing in the chain of a tenant that nobody touched, beside all those", async () => {
        expect(await stores.ledger.verify(whole)).toMatchObject({ ok: true, events: 6, anchors: 2 });
      });
    });
  });
}

/** Whoever owns the database drops what it would be refused by. Nothing that is found may lean on it. */
const withoutRules = `
  DO $$
  DECLARE
    part record;
    name text;
  BEGIN
    CREATE INDEX ON audit_event (tenant_id, sequence, at);
    DROP INDEX audit_event_once;
    FOR part IN SELECT c.oid::regclass AS at, c.oid AS id FROM pg_class c
        WHERE c.oid IN ('audit_event'::regclass, 'audit_head'::regclass)
          OR c.oid IN (SELECT inhrelid FROM pg_inherits WHERE inhparent = 'audit_event'::regclass)
        ORDER BY c.relkind = 'p' DESC LOOP
      FOR name IN SELECT conname FROM pg_constraint
          WHERE conrelid = part.id AND contype <> 'n' AND coninhcount = 0 AND conparentid = 0 LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', part.at, name);
      END LOOP;
      FOR name IN SELECT attname FROM pg_attribute
          WHERE attrelid = part.id AND attnum > 0 AND attnotnull AND NOT attisdropped LOOP
        EXECUTE format('ALTER TABLE %s ALTER COLUMN %I DROP NOT NULL', part.at, name);
      END LOOP;
      FOR name IN SELECT tgname FROM pg_trigger WHERE tgrelid = part.id AND NOT tgisinternal LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', name, part.at);
      END LOOP;
    END LOOP;
  END $$`;

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { draft } from "../samples.ts";
import { temporaryFolder, tenantId } from "../test-server.ts";
import { type LongChain, makeLongChain } from "./long-chain.ts";
import { readMonths, tableKinds } from "./table-kinds.ts";
import type { TamperedServer } from "./tampered-server.ts";
import { foundBy } from "./verified.ts";

/** What must be found where not rows but tables were changed: each kind in a database of its own. */
export function describeTableTampering(name: string, open: () => Promise<TamperedServer>): void {
  describe(`verify finds on ${name}, of its tables,`, () => {
    let server: TamperedServer;
    let chain: LongChain;
    let folder: Awaited<ReturnType<typeof temporaryFolder>>;
    beforeAll(async () => {
      server = await open();
      folder = await temporaryFolder();
      chain = await makeLongChain(server, folder.path);
    });
    afterAll(async () => {
      await server?.close();
      await folder?.remove();
    });

    it.each(tableKinds.map((kind, index) => [kind.what, kind, index] as const))("%s", async (_what, kind, index) => {
      const copy = await chain.copy(`tables_${index}`);
      const client = await server.superuser(copy.name);
      await client.query("SET search_path TO steadyhand");
      await client.query(kind.sql(await readMonths(client)));
      await client.end();
      const { code, sequence, appends } = kind;
      // As after a start: a connection that was there before would not know the tables again.
      const opened = async () => {
        const stores = await copy.open();
        if (appends) await stores.ledger.append(tenantId, [draft("later")]);
        return stores;
      };
      expect(await foundBy(opened)).toMatchObject({ code, ...(sequence !== undefined && { sequence }) });
    });
  });
}

import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../test-server.ts";
import { fileKinds } from "./file-kinds.ts";
import { makeLongChain } from "./long-chain.ts";
import type { TamperedServer } from "./tampered-server.ts";
import { foundBy } from "./verified.ts";

type Copy = Awaited<ReturnType<Awaited<ReturnType<typeof makeLongChain>>["copy"]>>;

/** What must be found where the files of a stopped server were changed: each kind in a database of its own, in one stop of it. */
export function describeFileTampering(name: string, open: () => Promise<TamperedServer>): void {
  describe(`verify finds on ${name}, or PostgreSQL itself says, of its files,`, () => {
    let server: TamperedServer;
    let folder: Awaited<ReturnType<typeof temporaryFolder>>;
    const copies: Copy[] = [];
    let hasChecksums = false;

    beforeAll(async () => {
      server = await open();
      folder = await temporaryFolder();
      const chain = await makeLongChain(server, folder.path);
      const files = [];
      for (const [index, { before }] of fileKinds.entries()) {
        const copy = await chain.copy(`files_${index}`);
        copies.push(copy);
        const client = await server.superuser(copy.name);
        if (before !== undefined) await client.query(before.replaceAll("DB", copy.name));
        const { rows } = await client.query(`SELECT pg_relation_filepath('steadyhand.audit_event_first') AS heap,
          pg_relation_filepath(indexrelid) AS index, current_setting('data_checksums') AS checksums
          FROM pg_index WHERE indrelid = 'steadyhand.audit_event_first'::regclass AND indisprimary`);
        await client.end();
        hasChecksums = rows[0]?.checksums === "on";
        files.push({ heap: join(server.cluster, rows[0]?.heap), index: join(server.cluster, rows[0]?.index) });
      }
      // Else what was written last would be put back from its log.
      const client = await server.superuser("postgres");
      await client.query("CHECKPOINT").finally(() => client.end());
      await server.stop();
      for (const [index, { change }] of fileKinds.entries()) change(files[index] ?? { heap: "", index: "" });
      await server.start();
    });
    afterAll(async () => {
      await server?.close();
      await folder?.remove();
    });

    it.each(fileKinds.map((kind, index) => [kind.what, kind, index] as const))("%s", async (_what, kind, index) => {
      const copy = copies[index];
      const { withChecksums, without = withChecksums } = kind;
      const { codes, sequence } = hasChecksums ? withChecksums : without;
      const found = await foundBy(() => copy?.open() ?? Promise.reject(new TypeError("it was copied")));
      expect(codes).toContain(found.code);
      if (sequence !== undefined && found.code.startsWith("ledger.")) expect(found.sequence).toBe(sequence);
    });
  });
}

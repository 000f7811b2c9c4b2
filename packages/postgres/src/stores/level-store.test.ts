import { afterAll, beforeAll, expect, it } from "vitest";
import { draft, execution } from "../../test/samples.ts";
import { openTestServer, openTestStores, type TestServer, tenantId } from "../../test/test-server.ts";
import type { Database } from "../database/index.ts";
import { createLevelStore } from "./level-store.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

it("leaves connections to others while it looks through every subject and project", async () => {
  await using stores = await openTestStores(await server.newPlace());
  for (let number = 1; number <= 20; number++) {
    const started = execution(`exe_${number}`, tenantId, stores.clock.now());
    await stores.executions.create({ ...started, subject: `web-${number}` }, [draft("started", started)]);
  }
  let underway = 0;
  let most = 0;
  const database: Database = {
    ...stores.database,
    async query(...asked) {
      underway += 1;
      most = Math.max(most, underway);
      try {
        return await stores.database.query(...asked);
      } finally {
        underway -= 1;
      }
    },
  };
  const clock = { now: stores.clock.now, at: () => () => {} };
  const found = await createLevelStore({ database, clock }).list(tenantId, clock.now());
  expect(found.filter(({ scope }) => scope.kind === "subject")).toHaveLength(20);
  expect(most).toBeLessThanOrEqual(4);
});

import { afterAll, beforeAll, expect, it } from "vitest";
import { draft } from "../../test/samples.ts";
import { openTestServer, openTestStores, type TestServer, tenantId } from "../../test/test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

it("closes while the heads are just being signed, and signs a last time", async () => {
  let due: (() => void) | undefined;
  const at = (_time: Date, run: () => void) => {
    due = run;
    return () => {};
  };
  await using stores = await openTestStores(await server.newPlace(), undefined, { now: () => new Date(), at });
  await stores.ledger.append(tenantId, [draft("before")]);
  due?.();
  due = undefined;
  await stores.close();
  expect(due).toBeUndefined();
  expect(await stores.ledger.verify(tenantId)).toMatchObject({ ok: true, anchors: 1 });
});

import { describeAnswerStore, describeUsageStore } from "@steadyhand/model/suites";
import { afterAll, afterEach, beforeAll, describe } from "vitest";
import { openTestServer, openTestStores, type TestServer, type TestStores, tenantId } from "./test-server.ts";

describe("the model's own suites on PostgreSQL", () => {
  let server: TestServer;
  const open: TestStores[] = [];
  beforeAll(async () => {
    server = await openTestServer();
  });
  afterEach(async () => {
    for (const stores of open.splice(0)) await stores[Symbol.asyncDispose]();
  });
  afterAll(() => server.close());

  async function stores(): Promise<TestStores> {
    const opened = await openTestStores(await server.newPlace());
    open.push(opened);
    return opened;
  }
  const tenants = [tenantId, "ten_other"] as const;
  describeAnswerStore("PostgreSQL", async () => ({ store: (await stores()).modelAnswers, tenants }));
  describeUsageStore("PostgreSQL", async () => ({ store: (await stores()).modelUsage, tenants }));
});

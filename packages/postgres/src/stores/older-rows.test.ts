import { afterAll, beforeAll, expect, it } from "vitest";
import { execution, next } from "../../test/samples.ts";
import { openTestServer, openTestStores, type TestServer, tenantId } from "../../test/test-server.ts";
import { migrate, readMigrations } from "../database/migrate.ts";
import { prepareRoles } from "../database/prepare-roles.ts";
import { encodeExecution, encodeSummary } from "./execution-codec.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

/** An execution as it was kept before there were subjects and projects. */
function older() {
  const started = execution("exe_1", tenantId, new Date("2026-02-01T00:00:00.000Z"));
  const title = "NUL \0 and half \ud83d a pair, and C:\\u0000";
  const moved = {
    ...next(started),
    runbook: { ...started.runbook, title },
    target: { ...started.target, name: "Web_1.Example" },
  };
  const { subject: _subject, project: _project, ...document } = JSON.parse(encodeExecution(moved));
  const { subject: _also, project: _too, ...summary } = JSON.parse(encodeSummary(moved));
  return { document, summary };
}

it("takes over executions that were kept before there were subjects and projects", async () => {
  const place = { ...server.embedded, database: "older" };
  const admin = await server.superuser({ ...server.embedded, database: "postgres" });
  await admin.query(`CREATE DATABASE ${place.database} OWNER ${server.embedded.ownerRole}`);
  await admin.end();
  await prepareRoles(place);
  await migrate(place, (await readMigrations()).slice(0, 2));
  const { document, summary } = older();
  const before = await server.superuser(place);
  await before.query(`INSERT INTO steadyhand.tenant (tenant_id) VALUES ($1)`, [tenantId]);
  await before.query(
    `INSERT INTO steadyhand.execution (tenant_id, id, sequence, phase, started_at, summary, document)
     VALUES ($1, 'exe_1', 1, 'running', now(), $2, $3)`,
    [tenantId, JSON.stringify(summary), JSON.stringify(document)],
  );
  await before.query(
    `INSERT INTO steadyhand.approval (tenant_id, id, execution_id, step_id, phase, document, proposal_bytes)
     VALUES ($1, 'apr_1', 'exe_1', 'stp_1', 'expired', $2, '{}')`,
    [tenantId, JSON.stringify({ phase: "expired", request: { requestedAt: "2026-02-01T00:00:00.000Z", why: "a\0b" } })],
  );
  await before.end();

  await using stores = await openTestStores(place);
  const key = { tenantId, executionId: "exe_1" } as const;
  expect(await stores.executions.get(tenantId, "exe_1")).toMatchObject({
    subject: "web_1.example",
    project: "default",
  });
  const { items } = await stores.executions.list(tenantId, { limit: 10 });
  expect(items).toMatchObject([{ subject: "web_1.example", project: "default" }]);
  expect(await stores.executions.circumstances(key)).toMatchObject({ changesLastHour: 0, trust: { level: 1 } });
  const scopes = await stores.levels.list(tenantId, stores.clock.now());
  expect(scopes.map(({ scope, runIn }) => [scope.kind, scope.name, runIn])).toEqual([
    ["project", "default", ["production"]],
    ["subject", "web_1.example", ["production"]],
  ]);
});

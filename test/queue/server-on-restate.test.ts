import { join } from "node:path";
import { expect, it } from "vitest";
import { startServer, temporaryFolder } from "../running/server-process.ts";
import { freePorts, startRestate } from "./restate-server.ts";

it("hands the time at which a question expires to Restate, and stops in good order", async () => {
  await using opened = new AsyncDisposableStack();
  const folder = temporaryFolder("restate");
  opened.defer(() => folder.remove());
  const restate = await startRestate(join(folder.path, "restate"));
  opened.defer(() => restate.kill());
  const [port = 0] = await freePorts(1);
  const server = await startServer(join(folder.path, "data"), {
    STEADYHAND_RESTATE: restate.ingressUrl,
    STEADYHAND_RESTATE_ADMIN: restate.adminUrl,
    STEADYHAND_RESTATE_LISTEN: String(port),
  });
  opened.defer(() => server.kill());
  const { client } = server;
  const text = "# Look\n\n```bash\nuptime\n```\n";
  const { runbook } = await client.importRunbook({ body: { text } });
  const started = await client.startExecution({ body: { runbookId: runbook.id, environment: "test" } });
  expect(started.steps[0]?.approval?.expiresAt).toBeDefined();

  // A first look a moment after the start, and one when the question expires.
  const scheduled = async () => (await statusesOf(restate.adminUrl, started.id)).filter((one) => one === "scheduled");
  await expect.poll(async () => (await scheduled()).length, { timeout: 20_000, interval: 20 }).toBe(2);
  await expect.poll(() => statusesOf(restate.adminUrl, started.id), { timeout: 20_000 }).toEqual(["scheduled"]);
  expect(await server.stop()).toBe(0);
}, 120_000);

/** What Restate has to do for one execution. */
async function statusesOf(adminUrl: string, executionId: string): Promise<readonly string[]> {
  const query = `SELECT status FROM sys_invocation WHERE status <> 'completed'
    AND target_service_name = 'SteadyhandExecution' AND target_service_key LIKE '%/${executionId}'`;
  const response = await fetch(new URL("/query", adminUrl), {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({ query }),
  });
  const { rows } = (await response.json()) as { rows: readonly { readonly status: string }[] };
  return rows.map(({ status }) => status);
}

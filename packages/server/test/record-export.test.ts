import { splitLines, verifyExport } from "@steadyhand/core/audit";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestServer, type TestServer } from "./open-test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

const formula = '=HYPERLINK("http://example.com","look");-1';

async function startRun(): Promise<string> {
  const { runbook } = await server.client.importRunbook({ body: { text: "# Say\n\n1. Say: `echo hello`\n" } });
  const body = { runbookId: runbook.id, environment: "production" } as const;
  return (await server.client.startExecution({ body })).id;
}

function download(query: string): Promise<Response> {
  return fetch(`${server.url}/v1/audit/export?${query}`, { headers: { authorization: `Bearer ${server.key}` } });
}

const lines = (text: string) => text.split("\r\n").slice(0, -1);
const newest = async () => (await server.client.listAuditEvents({ query: { limit: 1 } })).items[0];

it("gives the record as a CSV file: a heading, one row an event, nothing that a spreadsheet computes", async () => {
  const executionId = await startRun();
  await server.client.commandExecution({ parameters: { executionId }, body: { type: "abort", reason: formula } });
  const response = await download("format=csv");
  expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8; header=present");
  expect(response.headers.get("content-disposition")).toMatch(/filename="steadyhand-record-[\d-]+\.csv"/);
  const [heading, ...rows] = lines(await response.text());
  expect(heading).toMatch(/^sequence,at,type,outcome,actor_kind,/);
  expect(rows.map((row) => Number.parseInt(row, 10))).toEqual(rows.map((_row, index) => index + 1));
  expect(rows.at(-1)).toContain("ledger.exported");
  expect(rows.join("\n")).toContain("HYPERLINK");
  expect(rows.join("\n")).not.toMatch(/[,;\t]"?[=+@-]/);
});

it("gives one execution's rows, and those of a stretch of time, with a byte order mark where it is asked for", async () => {
  const id = await startRun();
  const { items } = await server.client.listAuditEvents({ query: { executionId: id, limit: 500 } });
  const one = lines(await (await download(`format=csv&executionId=${id}`)).text());
  expect(one).toHaveLength(1 + items.length);
  const since = new Date().toISOString();
  const late = await (await download(`format=csv&since=${since}&byteOrderMark=true`)).arrayBuffer();
  expect([...new Uint8Array(late).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(lines(new TextDecoder().decode(late)).slice(1)).toEqual([expect.stringContaining("ledger.exported")]);
  const absent = await download("format=csv&executionId=exe_absent");
  expect(await absent.json()).toMatchObject({ code: "execution.not_found" });
});

it("records who took what, in which form", async () => {
  await (await download("format=csv&since=2026-03-01T00:00:00Z")).text();
  expect(await newest()).toMatchObject({
    type: "ledger.exported",
    why: "riley exported the whole record from 2026-03-01T00:00:00Z as CSV",
    data: { executionId: null, format: "csv", since: "2026-03-01T00:00:00Z" },
  });
  await (await download("")).text();
  expect(await newest()).toMatchObject({ data: { executionId: null, format: "jsonl" } });
});

it("signs a stretch of time, which is proven to continue all that was before it", async () => {
  const middle = await newest();
  const since = new Date(Date.parse(middle?.at ?? "")).toISOString();
  await startRun();
  const text = await (await download(`since=${since}`)).text();
  const key = (await server.client.getLedgerKey({})).publicKeyPem;
  const report = await verifyExport(splitLines([Buffer.from(text)]), { publicKeyPem: key });
  const last = await newest();
  expect(report).toMatchObject({ ok: true, filter: { since }, last: last?.sequence, head: last?.hash, hidden: 0 });
  const proof = await server.client.proveGrowth({ parameters: { count: String(last?.sequence) } });
  expect(report).toMatchObject({ first: expect.toSatisfy((first: number) => first > 1), root: proof.olderRoot });
});

it("says of a stretch of time without events that there are none, and not by an empty file", async () => {
  const response = await download("until=2020-03-01T00:00:00Z");
  expect([response.status, await response.json()]).toMatchObject([404, { code: "ledger.no_stretch" }]);
});

it("signs no stretch of time of one execution, and says so before a file begins", async () => {
  const id = await startRun();
  const before = await newest();
  for (const query of [`since=2026-03-01T00:00:00Z&executionId=${id}`, "byteOrderMark=true"]) {
    const response = await download(query);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: "export.only_csv" });
  }
  expect(await newest()).toEqual(before);
});

it("finds events by subject, environment, level and the actor's name", async () => {
  const executionId = await startRun();
  const { subject } = await server.client.getExecution({ parameters: { executionId } });
  const count = async (query: NonNullable<Parameters<typeof server.client.listAuditEvents>[0]>["query"]) =>
    (await server.client.listAuditEvents({ query: { executionId, limit: 500, ...query } })).items.length;
  const all = await count({});
  expect(all).toBeGreaterThan(1);
  expect(await count({ subject, environment: "production" })).toBe(all);
  expect(await count({ subject: "another" })).toBe(0);
  expect(await count({ environment: "lab" })).toBe(0);
  expect(await count({ actorName: "RILEY" })).toBeGreaterThan(0);
  expect(await count({ actorName: "nobody" })).toBe(0);
  const { items } = await server.client.listAuditEvents({ query: { executionId, limit: 500 } });
  const [level = 1] = items.flatMap((event) => event.level ?? []);
  expect(await count({ level })).toBe(items.filter((event) => event.level === level).length);
  // Not of its type on purpose: what the server says of a level that there is not.
  const tooHigh = server.client.listAuditEvents({ query: { level: 6 as 5 } });
  await expect(tooHigh).rejects.toMatchObject({ code: "request.invalid" });
});

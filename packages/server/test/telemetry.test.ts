import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AuditEventDraft } from "@steadyhand/core/audit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestServer, type TestServer } from "./open-test-server.ts";

interface LogRecord {
  readonly body: { readonly stringValue: string };
  readonly attributes: readonly { readonly key: string; readonly value: Readonly<Record<string, string>> }[];
}

const folder = mkdtempSync(join(tmpdir(), "steadyhand-telemetry-"));
const records: LogRecord[] = [];
/** A collector that takes what comes with its token. */
const collector = createServer(async (request, response) => {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk;
  const isLetIn = request.headers.authorization === "Bearer abc" && request.url === "/v1/logs";
  if (isLetIn) records.push(...JSON.parse(text).resourceLogs[0].scopeLogs[0].logRecords);
  response.writeHead(isLetIn ? 200 : 401).end("{}");
});
let server: TestServer;
let endpoint = "";
afterAll(async () => {
  await server.close();
  collector.closeAllConnections();
  await new Promise((resolve) => collector.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

const note = (why: string): AuditEventDraft => ({
  ...{ type: "note.written", actor: { kind: "person", id: "act_riley", name: "riley" }, outcome: "ok", why, data: {} },
});
const attribute = ({ attributes }: LogRecord, name: string) => {
  const { value = {} } = attributes.find(({ key }) => key === name) ?? {};
  return value.stringValue ?? value.intValue;
};
const sequencesOf = (tenantId: string) =>
  records
    .filter((record) => attribute(record, "steadyhand.tenant.id") === tenantId)
    .map((record) => Number(attribute(record, "steadyhand.sequence")));

const open = () => {
  const token = { OTEL_EXPORTER_OTLP_HEADERS: "authorization=Bearer%20abc" };
  const env = { PATH: process.env.PATH, HOME: tmpdir(), OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, ...token };
  return openTestServer({ dataFolder: folder, env });
};
beforeAll(async () => {
  await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", resolve));
  endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
  server = await open();
});

describe("a server with a collector that asks for a token", () => {
  it("carries the records of all its tenants there, and says so", async () => {
    await server.services.ledger.append("ten_other", [note("theirs"), note("theirs too")]);
    await expect.poll(() => sequencesOf("ten_other"), { timeout: 20_000 }).toEqual([1, 2]);
    const { telemetry } = await server.client.getStatus();
    expect(telemetry).toMatchObject({ name: `${endpoint}/v1/logs`, keptAt: expect.any(String), rejected: 0 });
  });

  it("goes on where each of them was after a restart", async () => {
    await server.close();
    server = await open();
    await server.services.ledger.append("ten_other", [note("theirs, after")]);
    await expect.poll(() => sequencesOf("ten_other"), { timeout: 20_000 }).toEqual([1, 2, 3]);
    expect(records.map(({ body }) => body.stringValue)).toEqual(expect.arrayContaining(["theirs", "theirs, after"]));
    const ours = sequencesOf("ten_default");
    expect(ours).toEqual(ours.map((_, n) => n + 1));
  });
});

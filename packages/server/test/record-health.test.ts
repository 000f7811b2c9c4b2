import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AuditEventDraft } from "@steadyhand/core/audit";
import { OpsError } from "@steadyhand/core/outcome";
import type { ExecutionStore, Ledger, NodeStore } from "@steadyhand/engine";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { watchRecord } from "../src/record/record-health.ts";
import { openTestServer, type TestServer } from "./open-test-server.ts";

const bodies: string[] = [];
const collector = createServer(async (request, response) => {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk;
  bodies.push(text);
  response.end("{}");
});

let server: TestServer;
beforeAll(async () => {
  await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", resolve));
  const { port } = collector.address() as AddressInfo;
  const env = { PATH: process.env.PATH, HOME: tmpdir(), OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` };
  server = await openTestServer({ env });
});
afterAll(async () => {
  await server.close();
  collector.closeAllConnections();
  collector.close();
});

describe("what the status says of the record", () => {
  it("is nothing of trouble where it can be written and nothing is unfinished", async () => {
    const status = await server.client.getStatus();
    expect(status.recordFailing).toBeUndefined();
    expect(status.unfinished).toEqual([]);
  });

  it("names the collector that it is carried to, and when it last took something", async () => {
    await server.client.importRunbook({ body: { text: "# Say\n\n1. Say: `echo hello`\n" } });
    await expect.poll(() => bodies.join("\n"), { timeout: 10_000 }).toContain("steadyhand.runbook.imported");
    const places = () => JSON.parse(readFileSync(join(server.dataFolder, "telemetry-places.json"), "utf8"));
    await expect.poll(() => places().ten_default, { timeout: 10_000 }).toBeGreaterThan(1);
    const { telemetry } = await server.client.getStatus();
    expect(telemetry).toMatchObject({
      name: expect.stringMatching(/\/v1\/logs$/),
      keptAt: expect.any(String),
      rejected: 0,
    });
  });
});

describe("whether the record can be written", () => {
  const draft = { type: "note.written", outcome: "ok", why: "x", data: {} } as unknown as AuditEventDraft;
  const full = new OpsError("Cannot append to the ledger: the database's disk is full", {
    ...{ kind: "unavailable", code: "database.disk_full", hint: "Free some space" },
  });

  /** The server's own stores, of which those that write can be made to fail as the database would make them. */
  function watched(now: () => Date) {
    const { services } = server;
    const failing = { events: undefined as Error | undefined, heartbeat: undefined as Error | undefined };
    const or = <Result>(what: keyof typeof failing, work: () => Promise<Result>) =>
      failing[what] === undefined ? work() : Promise.reject(failing[what]);
    const ledger: Ledger = {
      ...services.ledger,
      append: (...given) => or("events", () => services.ledger.append(...given)),
    };
    const nodes = { beat: () => or("heartbeat", async () => ({})) } as unknown as NodeStore;
    const executions = services.executions as unknown as ExecutionStore;
    return { ...watchRecord({ ledger, executions, nodes }, now), failing };
  }

  it("is known from those who write: since when it fails, when it was last tried, why, and what to do", async () => {
    let at = Date.parse("2026-03-01T03:00:00Z");
    const { stores, failure, failing } = watched(() => new Date(at));
    failing.events = full;
    await expect(stores.ledger.append("ten_default", [draft])).rejects.toBe(full);
    at += 5_000;
    await expect(stores.ledger.append("ten_default", [draft])).rejects.toBe(full);
    expect(failure()).toEqual({
      since: new Date("2026-03-01T03:00:00Z"),
      triedAt: new Date("2026-03-01T03:00:05Z"),
      why: full.message,
      hint: "Free some space",
    });
  });

  it("is told by the heartbeat where nobody writes, and is over when what failed is taken again", async () => {
    const { stores, failure, failing } = watched(() => new Date());
    failing.heartbeat = full;
    await expect(stores.nodes.beat({} as never)).rejects.toBe(full);
    expect(failure()).toBeDefined();
    failing.heartbeat = undefined;
    await stores.nodes.beat({} as never);
    expect(failure()).toBeUndefined();
  });

  it("is not ended by a heartbeat while events are refused, nor begun by what is refused for another reason", async () => {
    const { stores, failure, failing } = watched(() => new Date());
    failing.events = new OpsError("Cannot do that now", { kind: "refused", code: "execution.ended" });
    await expect(stores.ledger.append("ten_default", [draft])).rejects.toThrow();
    expect(failure()).toBeUndefined();
    failing.events = full;
    await expect(stores.ledger.append("ten_default", [draft])).rejects.toBe(full);
    await stores.nodes.beat({} as never);
    expect(failure()).toMatchObject({ why: full.message });
  });
});

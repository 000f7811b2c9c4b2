import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type AuditEventDraft, emptyChain, sealEvents } from "@steadyhand/core/audit";
import type { TenantId } from "@steadyhand/core/identity";
import { openTelemetry, readTelemetryConfig, type Telemetry } from "@steadyhand/telemetry";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

interface Received {
  readonly headers: IncomingMessage["headers"];
  readonly path: string;
  readonly records: readonly Record<string, unknown>[];
  readonly body: Record<string, unknown>;
}

let server: Server;
let received: Received[] = [];
let answer: (response: ServerResponse, got: Received) => void;
let waiting: { readonly fits: () => boolean; readonly done: () => void }[] = [];
let open: Telemetry | undefined;
/** What outlives a restart. */
let places: Map<string, number>;

const ok = (response: ServerResponse) => void response.end("{}");

beforeEach(async () => {
  [received, waiting, answer, open, places] = [[], [], ok, undefined, new Map()];
  await listen();
});
afterEach(async () => {
  await open?.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function listen(port = 0): Promise<void> {
  server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request.setEncoding("utf8")) text += chunk;
    const body = JSON.parse(text);
    const records = body.resourceLogs[0].scopeLogs[0].logRecords;
    const got = { headers: request.headers, path: request.url ?? "", records, body };
    received.push(got);
    answer(response, got);
    look();
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
}

function look(): void {
  for (const one of waiting.filter(({ fits }) => fits())) {
    waiting = waiting.filter((other) => other !== one);
    one.done();
  }
}

/** Resolves when it fits: asked anew whenever something was received. */
function until(fits: () => boolean): Promise<void> {
  if (fits()) return Promise.resolve();
  return new Promise((done) => waiting.push({ fits, done }));
}

const chain = (
  count: number,
  change: (n: number) => Partial<AuditEventDraft> = () => ({}),
  tenantId: TenantId = "ten_one",
) =>
  sealEvents({
    drafts: Array.from({ length: count }, (_, n) => ({
      ...{ type: "step.executed", actor: { kind: "person", id: "act_riley", name: "Riley" } },
      ...{ outcome: "ok", why: `event ${n + 1}`, data: { exitCode: 0 }, ...change(n) },
    })),
    tenantId,
    at: new Date("2026-03-01T03:00:00.123Z"),
    after: emptyChain,
  }).map(({ event, hash }) => ({ ...event, hash }));

/** Waits are as short as a turn of the loop, and counted. */
const waits: number[] = [];
const clock = {
  now: () => new Date(),
  at(time: Date, run: () => void) {
    waits.push(Math.round((time.getTime() - Date.now()) / 100) * 100);
    const soon = setTimeout(run, 5);
    return () => clearTimeout(soon);
  },
};

const urlOf = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

async function start(events: ReturnType<typeof chain>, env: Record<string, string> = {}): Promise<Telemetry> {
  const config = readTelemetryConfig({
    OTEL_EXPORTER_OTLP_ENDPOINT: env.OTEL_EXPORTER_OTLP_ENDPOINT ?? urlOf(),
    ...env,
  });
  if (config === undefined) throw new Error("nothing is configured");
  open = openTelemetry({
    config,
    source: {
      tenants: async () => [...new Set(events.map(({ tenantId }) => tenantId))],
      async listAfter(tenantId, { after, limit }) {
        const items = events.filter((one) => one.tenantId === tenantId && one.sequence > after).slice(0, limit);
        return { items, last: items.at(-1)?.sequence ?? after };
      },
    },
    progress: {
      of: (tenantId) => places.get(tenantId) ?? 0,
      keep: async (tenantId, sequence) => void places.set(tenantId, sequence),
    },
    ...{ version: "0.1.0", clock, log: { warn() {} } },
  });
  return open;
}

const sequences = () =>
  received.flatMap(({ records }) => records.map((record) => attribute(record, "steadyhand.sequence")));
function attribute(record: Record<string, unknown>, key: string): unknown {
  const found = (record.attributes as { key: string; value: object }[]).find((one) => one.key === key);
  return found && Object.values(found.value)[0];
}
const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => String(from + n));

describe("an event as a log record", () => {
  it("has its time, severity, trace and names as OpenTelemetry writes them", async () => {
    const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
    const events = chain(1, () => ({ outcome: "failed", traceId, environment: "production", executionId: "exe_1" }));
    await start(events, {
      OTEL_EXPORTER_OTLP_HEADERS: "authorization=Bearer%20abc,x-team=ops",
      OTEL_SERVICE_NAME: "sh",
    });
    await until(() => received.length > 0);
    const [{ headers, path, records, body } = {} as Received] = received;
    expect([path, headers.authorization, headers["x-team"]]).toEqual(["/v1/logs", "Bearer abc", "ops"]);
    expect(body).toMatchObject({
      resourceLogs: [
        {
          resource: { attributes: expect.arrayContaining([{ key: "service.name", value: { stringValue: "sh" } }]) },
          scopeLogs: [{ scope: { name: "steadyhand.ledger", version: "0.1.0" } }],
        },
      ],
    });
    const [record = {}] = records;
    expect(record).toMatchObject({
      ...{ timeUnixNano: "1772334000123000000", severityNumber: 17, severityText: "ERROR", traceId },
      ...{ eventName: "steadyhand.step.executed", body: { stringValue: "event 1" } },
    });
    expect(attribute(record, "log.record.uid")).toBe(events[0]?.hash);
    expect(attribute(record, "user.name")).toBe("Riley");
    expect(attribute(record, "deployment.environment.name")).toBe("production");
    expect(attribute(record, "steadyhand.data")).toBe('{"exitCode":0}');
  });

  it.each([
    ["ok", "INFO"],
    ["refused", "WARN"],
    ["unknown", "ERROR"],
  ] as const)("with the outcome %s has the severity %s", async (outcome, severityText) => {
    await start(chain(1, () => ({ outcome })));
    await until(() => received.length > 0);
    expect(received[0]?.records[0]).toMatchObject({ severityText });
  });
});

describe("the way to a collector", () => {
  it("carries all events in order, in batches", async () => {
    await start(chain(450));
    await until(() => sequences().length >= 450);
    expect(sequences()).toEqual(numbers(1, 450));
    expect(received.map(({ records }) => records.length)).toEqual([200, 200, 50]);
  });

  it("carries the record of each tenant in its own order, under its name", async () => {
    const events = [...chain(250), ...chain(3, undefined, "ten_two")];
    await start(events);
    await until(() => sequences().length >= 253);
    const records = received.flatMap((batch) => batch.records);
    const sent = Map.groupBy(records, (record) => attribute(record, "steadyhand.tenant.id"));
    expect([...sent.keys()].sort()).toEqual(["ten_one", "ten_two"]);
    expect(sent.get("ten_one")?.map((record) => attribute(record, "steadyhand.sequence"))).toEqual(numbers(1, 250));
    expect(sent.get("ten_two")?.map((record) => attribute(record, "log.record.uid"))).toEqual(
      events.slice(250).map(({ hash }) => hash),
    );
    await expect.poll(() => Object.fromEntries(places)).toEqual({ ten_one: 250, ten_two: 3 });
  });

  it("is let in by the token in its headers alone, and says so where that is wrong", async () => {
    answer = (response, { headers: { authorization } }) =>
      void response.writeHead(authorization === "Bearer right" ? 200 : 401).end("{}");
    const refused = await start(chain(3), { OTEL_EXPORTER_OTLP_HEADERS: "authorization=Bearer%20wrong" });
    await expect.poll(() => refused.state().failing?.why).toBe("it answered 401");
    await refused.close();
    expect(places.size).toBe(0);
    const taken = await start(chain(3), {
      OTEL_EXPORTER_OTLP_HEADERS: "authorization=Bearer%20wrong",
      OTEL_EXPORTER_OTLP_LOGS_HEADERS: "Authorization=Bearer%20right",
    });
    // The last request of the refused one may still have been on its way.
    const letIn = () => received.filter(({ headers }) => headers.authorization === "Bearer right");
    await until(() => letIn().length > 0);
    await expect.poll(() => taken.state().keptAt).toBeInstanceOf(Date);
    expect(letIn().map(({ records }) => records.length)).toEqual([3]);
  });

  it("goes on after a restart where it was, and sends again what nobody said was taken", async () => {
    answer = (response, { records }) => (records.length === 200 ? ok(response) : response.destroy());
    const first = await start(chain(250));
    await until(() => received.length >= 2);
    await first.close();
    [received, answer] = [[], ok];
    await start(chain(260));
    await until(() => sequences().length >= 60);
    expect(sequences()).toEqual(numbers(201, 260));
    await expect.poll(() => places.get("ten_one")).toBe(260);
  });

  it("waits through an outage, says since when and why, and then misses nothing", async () => {
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const telemetry = await start(chain(3), { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` });
    await expect.poll(() => telemetry.state().failing?.why).toContain("ECONNREFUSED");
    await listen(port);
    await until(() => sequences().length >= 3);
    expect(sequences()).toEqual(numbers(1, 3));
    await expect.poll(() => telemetry.state()).toMatchObject({ keptAt: expect.any(Date), rejected: 0 });
    expect(telemetry.state().failing).toBeUndefined();
  });

  it("tries again after 429 and 5xx, each time later, and not before it may", async () => {
    waits.length = 0;
    const statuses = [503, 503, 429, 500];
    answer = (response) => {
      const status = statuses.shift();
      if (status === undefined) return ok(response);
      response.writeHead(status, status === 429 ? { "retry-after": "120" } : {}).end("busy");
    };
    await start(chain(2));
    await until(() => received.length >= 5);
    expect(sequences().slice(-2)).toEqual(["1", "2"]);
    expect(waits.slice(0, 4)).toEqual([1_000, 2_000, 120_000, 8_000]);
  });

  it("sends less at once to whoever says that it was too much", async () => {
    answer = (response, { records }) => void response.writeHead(records.length > 60 ? 413 : 200).end("{}");
    await start(chain(100));
    const taken = () => received.filter(({ records }) => records.length <= 60).flatMap(({ records }) => records);
    await until(() => taken().length >= 100);
    expect(taken().map((record) => attribute(record, "steadyhand.sequence"))).toEqual(numbers(1, 100));
  });

  it("does not send again what was rejected for good, and counts it", async () => {
    answer = (response) => void response.end('{"partialSuccess":{"rejectedLogRecords":"1","errorMessage":"too old"}}');
    const telemetry = await start(chain(2));
    await until(() => received.length > 0);
    await expect.poll(() => telemetry.state()).toMatchObject({ rejected: 1 });
    expect(received).toHaveLength(1);
  });

  it("shows where it goes without what may be a password there", async () => {
    const { host } = new URL(urlOf());
    const telemetry = await start([], { OTEL_EXPORTER_OTLP_ENDPOINT: `http://${host}/otlp/?token=abc` });
    expect(telemetry.state().endpoint).toBe(`http://${host}/otlp/v1/logs`);
  });
});

describe("what is configured", () => {
  it("is nothing where no variable names a place, or all of it is off", () => {
    expect(readTelemetryConfig({})).toBeUndefined();
    expect(
      readTelemetryConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: "http://c:4318", OTEL_SDK_DISABLED: "true" }),
    ).toBeUndefined();
  });

  it("is ours before OpenTelemetry's, and that of logs before that of all", () => {
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://all:4318/", OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: "http://logs/in" };
    expect(readTelemetryConfig(env)?.url).toBe("http://logs/in");
    expect(readTelemetryConfig({ ...env, STEADYHAND_OTLP_ENDPOINT: "https://ours" })?.url).toBe("https://ours/v1/logs");
  });

  it.each([
    ["an address that is none", { OTEL_EXPORTER_OTLP_ENDPOINT: "collector:4318" }],
    [
      "headers of another form",
      { OTEL_EXPORTER_OTLP_ENDPOINT: "http://c", OTEL_EXPORTER_OTLP_HEADERS: "hunter2hunter2" },
    ],
    ["a header badly encoded", { OTEL_EXPORTER_OTLP_ENDPOINT: "http://c", OTEL_EXPORTER_OTLP_HEADERS: "a=%zz" }],
  ])("stops the start with %s, and keeps values out of the message", (_what, env) => {
    expect(() => readTelemetryConfig(env)).toThrow(expect.objectContaining({ code: "telemetry.config" }));
    expect(() => readTelemetryConfig(env)).not.toThrow(/hunter2/);
  });
});

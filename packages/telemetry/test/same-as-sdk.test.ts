import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { OTLPLogExporter } from "@opentelemetry/exporter-logs-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchLogRecordProcessor, LoggerProvider } from "@opentelemetry/sdk-logs";
import { type AuditEvent, type AuditEventDraft, emptyChain, sealEvents } from "@steadyhand/core/audit";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readTelemetryConfig } from "../src/config.ts";
import { logRecordOf, type OtlpLogRecord } from "../src/log-record.ts";
import { sendLogs } from "../src/send-logs.ts";

const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
const observedAt = new Date("2026-03-01T03:00:01.000Z");
const version = "0.1.0";

interface Heard {
  readonly authorization: string | undefined;
  readonly team: unknown;
  readonly contentType: string | undefined;
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly body: unknown;
}
let heard: Heard[] = [];
let server: Server;
let url: string;
beforeEach(async () => {
  heard = [];
  server = createServer(async (request, response) => {
    const { headers, method, url: path } = request;
    let text = "";
    for await (const chunk of request.setEncoding("utf8")) text += chunk;
    const { authorization, "content-type": contentType, "x-team": team } = headers;
    heard.push({ authorization, team, contentType, method, path, body: plain(JSON.parse(text)) });
    response.setHeader("content-type", "application/json").end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

const usual = { type: "step.executed", actor: { kind: "person", id: "act_riley", name: "Riley" } } as const;
const drafts: readonly AuditEventDraft[] = [
  {
    ...{ ...usual, outcome: "failed", why: "it ended with 1", traceId, attempt: 2, environment: "production" },
    ...{ executionId: "exe_1", runbookId: "rbk_1", stepId: "stp_1", level: 3, data: { exitCode: 1 } },
  },
  { ...usual, outcome: "refused", why: "", data: {} },
  {
    ...usual,
    outcome: "unknown",
    why: 'a "quoted"\nline, 日本語 and 🐘',
    data: { deep: [{ a: null }] },
  },
  {
    ...usual,
    type: "server.started",
    actor: { kind: "system", id: "act_server", name: "é" },
    outcome: "ok",
    why: "x".repeat(9_000),
    data: {},
  },
];

const sealed = sealEvents({
  drafts,
  tenantId: "ten_one",
  at: new Date("2026-03-01T03:00:00.123Z"),
  after: emptyChain,
}).map(({ event, hash }, index): AuditEvent & { readonly hash: string } => ({
  ...{ ...event, hash },
  // The last has the highest number that there can be.
  ...(index === drafts.length - 1 && { sequence: Number.MAX_SAFE_INTEGER }),
}));

/** What OpenTelemetry's own SDK and exporter send of the same records. */
async function sendBySdk(records: readonly OtlpLogRecord[], headers: Record<string, string>): Promise<void> {
  const exporter = new OTLPLogExporter({ url: `${url}/v1/logs`, headers });
  const resource = resourceFromAttributes({ "service.name": "steadyhand", "service.version": version });
  const provider = new LoggerProvider({ resource, processors: [new BatchLogRecordProcessor({ exporter })] });
  const logger = provider.getLogger("steadyhand.ledger", version);
  for (const [index, { severityNumber, severityText, eventName, attributes, traceId }] of records.entries()) {
    const context = traceId
      ? trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId: "00f067aa0ba902b7", traceFlags: 1 })
      : ROOT_CONTEXT;
    logger.emit({
      ...{ timestamp: new Date("2026-03-01T03:00:00.123Z"), observedTimestamp: observedAt, context },
      ...{ severityNumber, severityText, eventName, body: sealed[index]?.why ?? "" },
      attributes: Object.fromEntries(
        attributes.map(({ key, value }) => [key, "intValue" in value ? Number(value.intValue) : value.stringValue]),
      ),
    });
  }
  await provider.forceFlush();
  await provider.shutdown();
}

/**
 * As the protocol's JSON reads it: a whole number may be a number or, as it must be where it is long, a text; 0 is what an
 * absent number is. The SDK has a span for each trace, which an event of ours has not.
 */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (key, held) => {
    if (key === "intValue") return String(held);
    return (key === "droppedAttributesCount" && held === 0) || key === "spanId" || key === "flags" ? undefined : held;
  });
}

it("sends what OpenTelemetry's own SDK sends of the same records, to the same place, with the same headers", async () => {
  const config = readTelemetryConfig({
    OTEL_EXPORTER_OTLP_ENDPOINT: url,
    OTEL_EXPORTER_OTLP_HEADERS: "authorization=Bearer%20abc, x-team=ops",
  });
  if (config === undefined) throw new Error("nothing is configured");
  const records = sealed.map((event) => logRecordOf(event, observedAt));
  const sent = await sendLogs(config, records, { version, signal: new AbortController().signal });
  expect(sent).toEqual({ state: "kept", rejected: 0 });
  await sendBySdk(records, { authorization: "Bearer abc", "x-team": "ops" });
  const [ours, theirs] = heard;
  expect(heard).toHaveLength(2);
  expect(JSON.stringify(ours)).toContain('"intValue":"9007199254740991"');
  expect(ours).toEqual(theirs);
});

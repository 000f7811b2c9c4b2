import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { OTLPLogExporter } from "@opentelemetry/exporter-logs-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { LoggerProvider, SimpleLogRecordProcessor } from "@opentelemetry/sdk-logs";
import { emptyChain, sealEvents } from "@steadyhand/core/audit";
import { expect, it } from "vitest";
import { logRecordOf } from "../src/log-record.ts";
import { sendLogs } from "../src/send-logs.ts";

const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
const observedAt = new Date("2026-03-01T03:00:01.000Z");

it("sends what OpenTelemetry's own SDK sends of the same record", async () => {
  const bodies: {
    resourceLogs: { resource: object; scopeLogs: { scope: object; logRecords: Record<string, unknown>[] }[] }[];
  }[] = [];
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request.setEncoding("utf8")) text += chunk;
    bodies.push(JSON.parse(text));
    response.end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/logs`;
  const [sealed] = sealEvents({
    drafts: [
      {
        ...{ type: "step.executed", actor: { kind: "person", id: "act_riley", name: "Riley" }, outcome: "failed" },
        ...{ why: "it ended with 1", traceId, attempt: 2, environment: "production", data: { exitCode: 1 } },
      },
    ],
    ...{ tenantId: "ten_one", at: new Date("2026-03-01T03:00:00.123Z"), after: emptyChain },
  });
  if (sealed === undefined) throw new Error("one draft gives one event");
  const ours = logRecordOf({ ...sealed.event, hash: sealed.hash }, observedAt);
  const config = { url, headers: {}, serviceName: "steadyhand" };
  await sendLogs(config, [ours], { version: "0.1.0", signal: new AbortController().signal });

  const resource = resourceFromAttributes({ "service.name": "steadyhand", "service.version": "0.1.0" });
  const exporter = new OTLPLogExporter({ url });
  const provider = new LoggerProvider({ resource, processors: [new SimpleLogRecordProcessor({ exporter })] });
  const attributes = Object.fromEntries(
    ours.attributes.map(({ key, value }) => [key, "intValue" in value ? Number(value.intValue) : value.stringValue]),
  );
  provider.getLogger("steadyhand.ledger", "0.1.0").emit({
    ...{ timestamp: new Date("2026-03-01T03:00:00.123Z"), observedTimestamp: observedAt },
    ...{ severityNumber: ours.severityNumber, severityText: ours.severityText, eventName: ours.eventName },
    ...{ body: sealed.event.why, attributes },
    context: trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId: "00f067aa0ba902b7", traceFlags: 1 }),
  });
  await provider.forceFlush();
  await provider.shutdown();
  server.close();
  const [mine, theirs] = bodies.map((body) => body.resourceLogs[0]);
  const { logRecords, ...scope } = theirs?.scopeLogs[0] ?? { logRecords: [], scope: {} };
  const { spanId: _span, flags: _flags, droppedAttributesCount: _dropped, ...record } = logRecords[0] ?? {};
  // A number may be written as a number or, as it must be where it is long, as a text.
  const normal = (value: unknown) =>
    JSON.parse(JSON.stringify(value).replaceAll(/"intValue":"?(\d+)"?/g, '"intValue":"$1"'));
  expect(normal(mine?.scopeLogs[0]?.logRecords[0])).toEqual(normal(record));
  expect(mine?.scopeLogs[0]?.scope).toEqual(scope.scope);
  expect(theirs?.resource).toMatchObject(mine?.resource ?? { attributes: [] });
});

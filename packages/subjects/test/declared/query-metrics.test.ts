import { createServer } from "node:http";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openDeclared, readSubject } from "../../src/declared/index.ts";

let address = "";
const asked: string[] = [];
let answer = "";
const server = createServer((request, response) => {
  asked.push(request.url ?? "");
  response.end(answer);
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const at = server.address();
  if (at === null || typeof at === "string") throw new Error("it does not listen on a port");
  address = `http://127.0.0.1:${at.port}`;
});
afterAll(() => server.close());

const [since, until] = [new Date("2026-03-01T03:00:00Z"), new Date("2026-03-01T03:30:00Z")];

function open() {
  const file = `subject: shop
title: A shop
members: [{ id: web, kind: web }]
alive: up
observe:
  up: { promql: up, prometheus: "${address}", member: instance }
invariants:
  web_down: { title: It is down, severity: critical, holds: { sample: up, equals: 1 }, grace: 10s, settle: 10s }
`;
  const read = readSubject(file, { judge: () => "safe" });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const ports = {
    env: {},
    now: () => new Date(),
    judge: () => "safe" as const,
    run: () => Promise.reject(new Error("none")),
  } as const;
  return openDeclared(read.file, ports);
}

it("asks the Prometheus that the file names for a stretch of time, in at most 60 steps", async () => {
  answer = JSON.stringify({
    status: "success",
    data: {
      resultType: "matrix",
      result: [
        {
          metric: { instance: "web" },
          values: [
            [1772334000, "0.5"],
            [1772334030, "NaN"],
          ],
        },
      ],
    },
  });
  await using closing = new AsyncDisposableStack();
  const subject = open();
  closing.defer(() => subject.close());
  const series = await subject.queryMetrics?.({
    query: 'rate(x{a="b"}[1m])',
    since,
    until,
    signal: AbortSignal.timeout(5_000),
  });
  expect(series).toEqual([
    {
      labels: { instance: "web" },
      points: [
        { at: since, value: 0.5 },
        { at: new Date("2026-03-01T03:00:30Z"), value: Number.NaN },
      ],
    },
  ]);
  const { pathname, searchParams } = new URL(asked.at(-1) ?? "", address);
  expect(pathname).toBe("/api/v1/query_range");
  expect(Object.fromEntries(searchParams)).toEqual({
    ...{ query: 'rate(x{a="b"}[1m])', start: "1772334000", end: "1772335800", step: "30" },
  });
});

it.each([
  [
    "a query that is refused",
    JSON.stringify({ status: "error", error: "parse error at char 3" }),
    "parse error at char 3",
  ],
  ["what is no answer of Prometheus", "<html>login</html>", "and no series: <html>login</html>"],
])("says what stood in the way of %s", async (_what, given, why) => {
  answer = given;
  await using closing = new AsyncDisposableStack();
  const subject = open();
  closing.defer(() => subject.close());
  const query = { query: "up", since, until, signal: AbortSignal.timeout(5_000) };
  await expect(subject.queryMetrics?.(query)).rejects.toThrow(why);
});

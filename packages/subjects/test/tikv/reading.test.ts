import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { parseTikvConfig, parseUnifiedLine } from "@steadyhand/subjects/tikv";
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { logLine } from "../../../../labs/tikv/unified-log.ts";
import { askHttp } from "../../src/tikv/http.ts";
import { between, p99MsOf, readBuckets } from "../../src/tikv/latency.ts";
import { readRegion, readStores } from "../../src/tikv/pd-answers.ts";
import { readAnswer } from "../../src/tikv/pd-client.ts";
import { readJson } from "../../src/tikv/read-json.ts";
import { bytesOf } from "../../src/tikv/units.ts";

describe("a line of the unified log", () => {
  it("is time, level, source, message and fields", () => {
    const line =
      '[2026/01/25 10:20:31.123 +00:00] [WARN] [cluster.go:1540] ["store has been offline"] [store-id=4] [store-address=tikv2:20160]';
    expect(parseUnifiedLine(line)).toEqual({
      at: new Date("2026-01-25T10:20:31.123Z"),
      level: "WARN",
      source: "cluster.go:1540",
      message: "store has been offline",
      fields: { "store-id": "4", "store-address": "tikv2:20160" },
    });
  });

  it("has its zone, TiKV's levels and thread, and stacks with escaped ends of lines", () => {
    const line = String.raw`[2026/01/25 12:20:31.123 +02:00] [FATAL] [lib.rs:497] ["stack: a\n\tb \"c\" [d]"] [thread_id=12] ["a key"="v=1 ]"]`;
    expect(parseUnifiedLine(line)).toMatchObject({
      at: new Date("2026-01-25T10:20:31.123Z"),
      level: "FATAL",
      message: 'stack: a\n\tb "c" [d]',
      fields: { thread_id: "12", "a key": "v=1 ]" },
    });
    expect(parseUnifiedLine("[2026/01/25 12:20:31.123 +02:00] [TRACE] [a.rs:1] [m]")?.level).toBe("TRACE");
  });

  it("is read back as whatever was written", () => {
    const level = fc.constantFrom(
      "DEBUG" as const,
      "INFO" as const,
      "WARN" as const,
      "ERROR" as const,
      "FATAL" as const,
    );
    const text = fc.string({ maxLength: 12, unit: "binary" });
    const key = text.filter((name) => name !== "");
    const fields = fc.dictionary(key, text, { maxKeys: 4 });
    const atMs = fc.integer({ min: 0, max: 4_102_444_800_000 });
    fc.assert(
      fc.property(level, text, fields, atMs, (level, message, fields, ms) => {
        const line = logLine({ level, source: "a.go:1", message, fields }, ms);
        expect(line).not.toContain("\n");
        expect(parseUnifiedLine(line)).toEqual({
          at: new Date(ms),
          level,
          source: "a.go:1",
          message,
          fields: { ...fields },
        });
      }),
    );
  });

  it.each([
    "",
    "plain text",
    "[2026/01/25 10:20:31.123 +00:00] [INFO]",
    "[2026/01/25 10:20:31.123 +00:00] [LOUD] [a.go:1] [m]",
    "[2026-01-25 10:20:31] [INFO] [a.go:1] [m]",
    '[2026/01/25 10:20:31.123 +00:00] [INFO] [a.go:1] ["open]',
    "[2026/01/25 10:20:31.123 +00:00] [INFO] [a.go:1] [m] tail",
    "[2026/01/25 10:20:31.123 +00:00] [INFO] [a.go:1] [m] [no field]",
    '{"level":"INFO","message":"m"}',
  ])("is none of this form: %s", (line) => expect(parseUnifiedLine(line)).toBeUndefined());

  it("is never more than a refusal, whatever the text is", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void parseUnifiedLine(text)));
  });
});

describe("PD's answers", () => {
  it("keep every digit of 64-bit ids", () => {
    expect(readJson('{"cluster_id":7420911206841093377,"n":12,"f":1.5,"min":-9223372036854775808}')).toEqual({
      cluster_id: 7_420_911_206_841_093_377n,
      n: 12,
      f: 1.5,
      min: -9_223_372_036_854_775_808n,
    });
    expect(readJson('"7420911206841093377"')).toBe("7420911206841093377");
  });

  it.each([
    [
      { status: 200, text: '"The operator is created."' },
      { kind: "ok", body: "The operator is created." },
    ],
    [
      { status: 200, text: "null" },
      { kind: "ok", body: null },
    ],
    [
      { status: 200, text: "" },
      { kind: "ok", body: "" },
    ],
    [
      { status: 404, text: '"[PD:core:ErrStoreNotFound]store 9 not found"' },
      {
        kind: "refused",
        status: 404,
        said: "[PD:core:ErrStoreNotFound]store 9 not found",
        code: "PD:core:ErrStoreNotFound",
      },
    ],
    [
      { status: 500, text: '"region has no voter in store 3"' },
      { kind: "refused", status: 500, said: "region has no voter in store 3" },
    ],
    [
      { status: 400, text: '{"code":"input","msg":"invalid store id","data":null}' },
      { kind: "refused", status: 400, said: "invalid store id" },
    ],
    [
      { status: 429, text: "Too Many Requests" },
      { kind: "refused", status: 429, said: "Too Many Requests" },
    ],
    [
      { status: 500, text: "" },
      { kind: "refused", status: 500, said: "HTTP 500" },
    ],
    [
      { status: 503, text: "[PD:apiutil:ErrRedirectNoLeader]redirect finds no leader" },
      { kind: "no_leader", said: "[PD:apiutil:ErrRedirectNoLeader]redirect finds no leader" },
    ],
    [
      { status: 502, text: "bad gateway" },
      { kind: "lost", why: "PD answered 502: bad gateway" },
    ],
  ])("are told apart: %j", (answer, read) => expect(readAnswer(answer)).toEqual(read));

  it("have sizes in binary units, with what four digits leave of them", () => {
    expect([bytesOf("1TiB"), bytesOf("512MiB"), bytesOf("0B"), bytesOf("93.13GiB")]).toEqual([
      2 ** 40,
      2 ** 29,
      0,
      93.13 * 2 ** 30,
    ]);
    expect([bytesOf("x"), bytesOf("12"), bytesOf("1.2.3GiB"), bytesOf("1XB")]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("are zero where a field is left out, and a region of zeroes or null is none", () => {
    const [store] = readStores(
      readJson('{"count":1,"stores":[{"store":{"id":4,"address":"a:1","state_name":"Up"},"status":{}}]}'),
    );
    expect(store).toMatchObject({ leaders: 0, slowScore: 1, leaderWeight: 1, capacityBytes: undefined });
    expect(readStores(readJson('{"count":0}'))).toEqual([]);
    expect(readRegion(null)).toBeUndefined();
    expect(readRegion(readJson('{"id":0,"start_key":""}'))).toBeUndefined();
    expect(
      readRegion(
        readJson(
          '{"id":7,"peers":[{"id":8,"store_id":1},{"id":9,"store_id":2,"role":1,"is_learner":true}],"leader":{"role_name":"Voter"}}',
        ),
      ),
    ).toMatchObject({
      voters: [1],
      peers: [1, 2],
      leaderStoreId: 0,
    });
  });
});

describe("a question over HTTP", () => {
  const serve = async (onConnection: Parameters<typeof createServer>[1]) => {
    const server = createServer(onConnection);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  };
  const ask = (url: string, signal = AbortSignal.timeout(5_000)) =>
    askHttp({ method: "POST", url, body: "{}", signal });

  it("was heard by nobody where no connection came about", async () => {
    expect(await ask("http://127.0.0.1:1/")).toMatchObject({
      kind: "unreachable",
      why: expect.stringContaining("ECONNREFUSED"),
    });
    expect(await ask("http://127.0.0.1:1/", AbortSignal.abort())).toMatchObject({ kind: "unreachable" });
  });

  it("may have been heard where the connection broke, nothing came in time, or the answer broke off", async () => {
    const broken = await serve((socket) => socket.once("data", () => socket.destroy()));
    const silent = await serve((socket) => void socket.on("error", () => socket.destroy()));
    const short = await serve((socket) =>
      socket.once("data", () => socket.end("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf")),
    );
    expect(await ask(broken)).toMatchObject({ kind: "lost" });
    expect(await ask(silent, AbortSignal.timeout(100))).toMatchObject({ kind: "lost" });
    expect(await ask(short)).toMatchObject({ kind: "lost" });
  });
});

describe("latency from buckets", () => {
  const text = (type: string, counts: readonly (readonly [string, number])[]) =>
    counts
      .map(
        ([le, count]) => `tikv_grpc_msg_duration_seconds_bucket{type="${type}",priority="normal",le="${le}"} ${count}`,
      )
      .join("\n");

  it("adds up all kinds of requests but the collection of garbage", () => {
    const metrics = [
      text("kv_get", [
        ["0.001", 90],
        ["0.1", 100],
        ["+Inf", 100],
      ]),
      text("kv_commit", [
        ["0.001", 0],
        ["0.1", 100],
        ["+Inf", 100],
      ]),
      text("kv_gc", [["+Inf", 999]]),
    ].join("\n");
    expect([...readBuckets(metrics)]).toEqual([
      [0.001, 90],
      [0.1, 200],
      [Number.POSITIVE_INFINITY, 200],
    ]);
  });

  it("takes the place in the bucket by straight line, and the last bound where it lies beyond", () => {
    expect(
      p99MsOf(
        new Map([
          [0.1, 0],
          [0.2, 100],
          [Number.POSITIVE_INFINITY, 100],
        ]),
      ),
    ).toBeCloseTo(199);
    expect(
      p99MsOf(
        new Map([
          [0.1, 50],
          [Number.POSITIVE_INFINITY, 100],
        ]),
      ),
    ).toBe(100);
    expect(
      p99MsOf(
        new Map([
          [0.1, 0],
          [Number.POSITIVE_INFINITY, 0],
        ]),
      ),
    ).toBeUndefined();
  });

  it("counts what came between two looks, and everything after a process began anew", () => {
    const [before, now] = [new Map([[0.1, 50]]), new Map([[0.1, 70]])];
    expect([...between(before, now)]).toEqual([[0.1, 20]]);
    expect([...between(now, before)]).toEqual([[0.1, 50]]);
    expect([...between(undefined, now)]).toEqual([[0.1, 70]]);
  });
});

describe("a configuration", () => {
  it("is refused with everything that is wrong with it", () => {
    const broken = { name: "Bad Name", pd: [], stores: [{ address: "a", status_url: "ftp://x" }], extra: 1 };
    expect(() => parseTikvConfig(broken)).toThrow(expect.objectContaining({ code: "tikv.config" }));
    expect(() => parseTikvConfig(broken)).toThrow(/name: .*pd: .*stores\.0\.status_url: /s);
  });

  it("gives an invariant its own times, and none below five seconds of settling", () => {
    const whole = { name: "a", pd: [{ name: "pd1", url: "http://pd1:2379/" }], stores: [{ address: "tikv1:20160" }] };
    expect(parseTikvConfig(whole).pd[0]?.url).toBe("http://pd1:2379");
    expect(() => parseTikvConfig({ ...whole, timing: { store_down: { settle_ms: 100 } } })).toThrow(
      "timing.store_down.settle_ms",
    );
  });
});

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readNetworks } from "../src/http/address.ts";
import { guardedRequest } from "../src/http/guarded-request.ts";
import { type ActionBench, noConfig, openActionBench } from "./taken-actions.ts";

let server: Server;
let port: number;
let bench: ActionBench;
const asked: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.headers.host} ${request.url}`);
    if (request.url === "/moved") response.writeHead(302, { location: "/elsewhere" });
    response.end("fine");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
  bench = await openActionBench({ ...noConfig, allowedNetworks: ["127.0.0.1"] });
});

afterAll(async () => {
  await bench?.[Symbol.asyncDispose]();
  server?.close();
});

describe("http_check", () => {
  it("asks exactly the address that was checked, by the name that was given", async () => {
    const read = readNetworks(["127.0.0.1"]);
    if (!read.ok) throw new Error(read.why);
    let resolved = 0;
    const answer = await guardedRequest({
      ...{ url: new URL(`http://shop.example:${port}/a`), method: "GET", timeoutMs: 5000, mostBytes: 2 },
      allowed: read.networks,
      signal: new AbortController().signal,
      resolve: async () => {
        resolved += 1;
        // Whoever asks a second time is told another address.
        return resolved === 1 ? ["127.0.0.1"] : ["10.0.0.1"];
      },
    });
    expect(answer).toEqual({ status: 200, address: "127.0.0.1", text: "fi", isCut: true });
    expect({ resolved, last: asked.at(-1) }).toEqual({ resolved: 1, last: `shop.example:${port} /a` });
  });

  it("follows no redirect", async () => {
    const call = `http_check {"url": "http://127.0.0.1:${port}/moved", "expect_status": [200, 302]}`;
    expect(await bench.take(call)).toMatchObject({ end: { exitCode: 0 }, stdout: expect.stringContaining("302") });
    expect(asked).not.toContain(`127.0.0.1:${port} /elsewhere`);
  });

  it("tells everything that is wrong with its parameters at once", () => {
    const call = 'http_check {"url":"ftp://me@x","expect_status":99,"method":"PUT","timeout_seconds":"ten","more":1}';
    const resolved = bench.actions.catalogue.resolve(call);
    expect(resolved.ok ? [] : resolved.problems.map(({ path }) => path)).toEqual([
      ...["method", "expect_status", "timeout_seconds", "more", "url", "url"],
    ]);
  });

  it("reads a number that came through a variable", () => {
    expect(bench.actions.catalogue.resolve('wait {"seconds":"2"}')).toMatchObject({
      ok: true,
      command: { parameters: { seconds: 2 } },
    });
  });
});

describe("an action", () => {
  it("puts none of its parameters where every process of the machine can read them", async () => {
    const started = await bench.start('wait {"seconds":20}');
    const { readFileSync } = await import("node:fs");
    const pid = await started.pid;
    const seen = readFileSync(`/proc/${pid}/cmdline`, "utf8") + readFileSync(`/proc/${pid}/environ`, "utf8");
    expect(seen).not.toContain("seconds");
    await bench.runner.cancel(started.attemptId);
    expect((await started.taken).end.reason).toBe("cancelled");
  });

  it("is ended at its time limit like any command", async () => {
    expect((await bench.take('wait {"seconds":60}', { timeoutMs: 700 })).end.reason).toBe("timed_out");
  });

  it("is refused a second time under one attempt id", async () => {
    await bench.take('note {"text":"once"}', { attemptId: "exe_1/stp_1/1" });
    await expect(bench.take('note {"text":"twice"}', { attemptId: "exe_1/stp_1/1" })).rejects.toMatchObject({
      code: "runner.repeated",
    });
  });
});

import { createHash, randomBytes, randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeBlobStore } from "../test/describe-blob-store.ts";
import { credentials, openLine, openS3Server } from "../test/s3-server.ts";
import { readS3Address } from "./s3-address.ts";
import { openS3Blobs } from "./s3-blobs.ts";

let server: Awaited<ReturnType<typeof openS3Server>>;
beforeAll(async () => {
  server = await openS3Server("outputs");
});
afterAll(() => server.close());

const quick = { requestMs: 1_000, firstPauseMs: 5 };
const open = (port = server.port, env: Readonly<Record<string, string>> = credentials) =>
  openS3Blobs(readS3Address(`s3://outputs/some/prefix?endpoint=http://127.0.0.1:${port}`, env), quick);

describeBlobStore("at a service that speaks S3", () => open());

const sealed = randomBytes(100);
const key = {
  tenantId: "ten_a",
  space: randomUUID(),
  name: createHash("sha256").update(sealed).digest("hex"),
} as const;

/** Answers like a service in trouble, in the order given, and then hands over to `last`. */
async function answering(statuses: readonly number[], last: () => { status: number; body: string }) {
  const seen: string[] = [];
  const queue = [...statuses];
  const troubled: Server = createServer((request, response) => {
    seen.push(request.method ?? "");
    const status = queue.shift();
    const { status: code, body } =
      status === undefined ? last() : { status, body: "<Error><Code>SlowDown</Code></Error>" };
    request.resume().on("end", () => response.writeHead(code).end(body));
  });
  await new Promise<void>((resolve) => troubled.listen(0, "127.0.0.1", resolve));
  // Listening on TCP, it has a port.
  const { port } = troubled.address() as AddressInfo;
  return { port, seen, close: () => new Promise((resolve) => troubled.close(resolve)) };
}

describe("blobs at a service that speaks S3", () => {
  it("lie below the prefix, by space and name, and nothing else is told of them", async () => {
    await open().put(key, sealed);
    const there = readdirSync(server.directory, { recursive: true, encoding: "utf8" });
    const object = there.find((path) => path.includes(key.name) && path.endsWith("object")) ?? "";
    expect(object).toContain(join("outputs", "some", "prefix", key.space, key.name.slice(0, 2)));
    expect(readFileSync(join(server.directory, object))).toEqual(sealed);
    expect(there.join()).not.toContain("ten_a");
  });

  it.each([[503], [429], [500, 503]])("are put again when it answers %j first", async (...statuses) => {
    const troubled = await answering(statuses, () => ({ status: 200, body: "" }));
    await open(troubled.port).put(key, sealed);
    expect(troubled.seen).toHaveLength(statuses.length + 1);
    await troubled.close();
  });

  it("are given up on after three tries, with what it said", async () => {
    const troubled = await answering([503, 503, 503, 503], () => ({ status: 200, body: "" }));
    const putting = open(troubled.port).put(key, sealed);
    await expect(putting).rejects.toMatchObject({
      code: "blobs.unreachable",
      message: expect.stringContaining("SlowDown"),
    });
    expect(troubled.seen).toHaveLength(3);
    await troubled.close();
  });

  it("are not tried again when it refuses, and a missing bucket is not a missing blob", async () => {
    const forged = open(server.port, { ...credentials, AWS_ACCESS_KEY_ID: "nobody" });
    await expect(forged.put(key, sealed)).rejects.toMatchObject({ code: "blobs.refused" });
    const address = `s3://no-such-bucket?endpoint=http://127.0.0.1:${server.port}`;
    const elsewhere = openS3Blobs(readS3Address(address, credentials), quick);
    await expect(elsewhere.get(key)).rejects.toMatchObject({
      code: "blobs.refused",
      message: expect.stringContaining("NoSuchBucket"),
    });
  });

  it("are there again once the line to it is", async () => {
    const line = await openLine(server.port);
    const blobs = open(line.port);
    await blobs.put(key, sealed);
    line.cut();
    await expect(blobs.get(key)).rejects.toMatchObject({ code: "blobs.unreachable" });
    line.mend();
    expect(await blobs.get(key)).toEqual(sealed);
    await line.close();
  });

  it("are given up on when it does not answer in time", async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const { port } = silent.address() as AddressInfo;
    const address = readS3Address(`s3://outputs?endpoint=http://127.0.0.1:${port}`, credentials);
    const getting = openS3Blobs(address, { requestMs: 50, firstPauseMs: 1 }).get(key);
    await expect(getting).rejects.toMatchObject({ message: expect.stringContaining("did not answer in time") });
    silent.closeAllConnections();
    await new Promise((resolve) => silent.close(resolve));
  });

  it("are not asked for elsewhere when it points there", async () => {
    await open().put(key, sealed);
    const pointing = createServer((request, response) => {
      response.writeHead(307, { location: `http://127.0.0.1:${server.port}${request.url}` }).end();
    });
    await new Promise<void>((resolve) => pointing.listen(0, "127.0.0.1", resolve));
    const { port } = pointing.address() as AddressInfo;
    await expect(open(port).get(key)).rejects.toMatchObject({ code: "blobs.unreachable" });
    pointing.closeAllConnections();
    await new Promise((resolve) => pointing.close(resolve));
  });
});

describe("the address of a bucket", () => {
  it("takes endpoint and region from itself, then from the environment, then AWS's own", () => {
    const env = { ...credentials, AWS_REGION: "eu-central-1", AWS_ENDPOINT_URL: "https://minio.example:9000" };
    expect(readS3Address("s3://b/p/q/?region=us-west-2", env)).toMatchObject({
      ...{ bucket: "b", prefix: "p/q", region: "us-west-2" },
      endpoint: new URL("https://minio.example:9000"),
    });
    expect(readS3Address("s3://b", credentials)).toMatchObject({
      ...{ prefix: "", region: "us-east-1", endpoint: new URL("https://s3.us-east-1.amazonaws.com") },
    });
  });

  it.each([
    ["s3://", "blobs.address"],
    ["s3://b?endpiont=http://x", "blobs.address"],
    ["s3://b?endpoint=ftp://x", "blobs.address"],
    ["s3://user:hunter2@b", "blobs.address"],
  ])("%s is refused, and no key is repeated", (text, code) => {
    let error: unknown;
    try {
      readS3Address(text, credentials);
    } catch (caught) {
      error = caught;
    }
    expect(error).toMatchObject({ code });
    expect(String(error)).not.toContain("hunter2");
  });

  it("is refused without keys", () => {
    expect(() => readS3Address("s3://b", {})).toThrow("no keys for it were given");
  });
});

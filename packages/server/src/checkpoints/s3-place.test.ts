import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import S3rver from "s3rver";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { readPlaces } from "./read-places.ts";
import { s3Place } from "./s3-place.ts";

const keys = { AWS_ACCESS_KEY_ID: "S3RVER", AWS_SECRET_ACCESS_KEY: "S3RVER" };
const lineOf = (count: number, head = "a".repeat(64)) =>
  `{"checkpoint":{"at":"2026-11-21T20:00:00.000Z","count":${count},"head":"${head}","keyId":"k","root":"r","steadyhand_checkpoint":1,"tenantId":"ten_default"},"frontier":[],"signature":"s"}`;

let directory: string;
let service: S3rver;
/** A line to the service, which hears what is said and can break. */
let line: Server;
const heard: IncomingHttpHeaders[] = [];
let statuses: number[] = [];
let port: number;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "steadyhand-s3-"));
  service = new S3rver({
    ...{ address: "127.0.0.1", port: 0, silent: true, directory, vhostBuckets: false },
    configureBuckets: [{ name: "worm", configs: [] }],
  });
  const { port: behind } = await service.run();
  line = createServer((near, answer) => {
    heard.push(near.headers);
    const status = statuses.shift();
    if (status !== undefined) return void near.resume().on("end", () => answer.writeHead(status).end());
    const { method, url: path, headers } = near;
    const far = request({ host: "127.0.0.1", port: behind, method, path, headers }, (from) => {
      answer.writeHead(from.statusCode ?? 500, from.headers);
      from.pipe(answer);
    });
    near.pipe(far);
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => line.once("listening", resolve));
  ({ port } = line.address() as AddressInfo); // it listens on a port, so it has one
});
afterEach(() => {
  heard.length = 0;
  statuses = [];
  rmSync(join(directory, "worm", "audit"), { recursive: true, force: true });
});
afterAll(async () => {
  await service.close();
  await new Promise((resolve) => line.close(resolve));
  rmSync(directory, { recursive: true, force: true });
});

const address = (more = "") => `s3://worm/audit/heads?endpoint=http://127.0.0.1:${port}&region=us-east-1${more}`;
const open = (more = "") => {
  const [place] = readPlaces({ ...keys, STEADYHAND_CHECKPOINTS: address(more) });
  if (place === undefined) throw new TypeError("one place was named");
  return place;
};
const kept = () => {
  const folder = join(directory, "worm/audit/heads/ten_default");
  const objects = readdirSync(folder).filter((name) => name.endsWith("_object"));
  return objects.toSorted().map((name) => readFileSync(join(folder, name), "utf8"));
};

describe("a bucket as a place for checkpoints", () => {
  it("keeps each in an object of its own, in order, once however often it is given", async () => {
    const place = open();
    await place.keep([lineOf(9), lineOf(10), lineOf(100)]);
    await place.keep([lineOf(10)]);
    expect(kept()).toEqual([lineOf(9), lineOf(10), lineOf(100)].map((text) => `${text}\n`));
    expect(place.name).toBe(`s3://worm/audit/heads at 127.0.0.1:${port}`);
  });

  it("keeps two that contradict each other beside each other: neither replaces the other", async () => {
    await open().keep([lineOf(10), lineOf(10, "b".repeat(64))]);
    expect(kept()).toHaveLength(2);
  });

  it("locks each object for as long as it was told, and none where it was not", async () => {
    await open("&lock=365").keep([lineOf(1)]);
    const [{ "x-amz-object-lock-retain-until-date": until, ...headers } = {}] = heard;
    expect(headers["x-amz-object-lock-mode"]).toBe("COMPLIANCE");
    const days = (Date.parse(String(until)) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(364.9);
    expect(days).toBeLessThan(365.1);
    expect(headers["content-md5"]).toMatch(/^[A-Za-z0-9+/]{22}==$/);
    expect(headers.authorization).toContain("x-amz-object-lock-retain-until-date");
    heard.length = 0;
    await open().keep([lineOf(2)]);
    expect(heard[0]).not.toHaveProperty("x-amz-object-lock-mode");
  });

  it("is tried again while it is out of order, and not where it says no", async () => {
    const place = s3Place(
      {
        ...{
          bucket: "worm",
          prefix: "audit/heads",
          region: "us-east-1",
          endpoint: new URL(`http://127.0.0.1:${port}`),
        },
        ...{ accessKeyId: "S3RVER", secretAccessKey: "S3RVER" },
      },
      { firstPauseMs: 1 },
    );
    statuses = [503, 429];
    await place.keep([lineOf(1)]);
    expect(heard).toHaveLength(3);
    statuses = [500, 500, 500];
    await expect(place.keep([lineOf(2)])).rejects.toThrow("status 500");
    heard.length = 0;
    const [refused] = readPlaces({ ...keys, STEADYHAND_CHECKPOINTS: address().replace("worm", "no-such-bucket") });
    await expect(refused?.keep([lineOf(3)])).rejects.toThrow("status 404");
    expect(heard).toHaveLength(1);
    expect(kept()).toHaveLength(1);
  });

  it.each([
    ["s3://worm/x?lock=0", "no number of days"],
    ["s3://worm/x?lock=1y", "no number of days"],
    ["s3://worm/x?look=1", "look is not known"],
    ["s3:///x", "no bucket"],
    ["s3://worm/x?endpoint=nowhere", "no address"],
    ["s3://key:secret@worm/x", "keys do not belong"],
  ])("stops the start where it cannot be used: %s", (text, why) => {
    const read = () => readPlaces({ ...keys, STEADYHAND_CHECKPOINTS: text });
    expect(read).toThrow(why);
    expect(read).not.toThrow("secret@");
  });

  it("needs keys, and says which names they have", () => {
    expect(() => readPlaces({ STEADYHAND_CHECKPOINTS: "s3://worm/x" })).toThrow("AWS_ACCESS_KEY_ID");
  });
});

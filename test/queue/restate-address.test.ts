import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { connect } from "node:http2";
import { join } from "node:path";
import { systemClock } from "@steadyhand/engine";
import { type OpenAdvanceOutbox, openAdvanceOutbox } from "@steadyhand/postgres";
import { openRestateQueue, type RestateQueueOptions } from "@steadyhand/restate";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { openQueueDatabase, type QueueDatabase } from "./queue-database.ts";
import { freePorts, type RestateServer, startRestate } from "./restate-server.ts";

const log = { info() {}, error() {} };
let database: QueueDatabase;
let outbox: OpenAdvanceOutbox;
let restate: RestateServer;
let identityKey: string;

beforeAll(async () => {
  database = await openQueueDatabase();
  outbox = await openAdvanceOutbox({ place: database.place, clock: systemClock });
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const keyFile = join(database.folder, "identity.pem");
  await writeFile(keyFile, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  // The last 32 bytes of its DER form are the key itself.
  identityKey = `publickeyv1_${base58(publicKey.export({ type: "spki", format: "der" }).subarray(-32))}`;
  restate = await startRestate(join(database.folder, "restate"), keyFile);
});
afterAll(async () => {
  await outbox.close();
  await restate.kill();
  await database.close();
});

function optionsAt(port: number, more: Partial<RestateQueueOptions> = {}): RestateQueueOptions {
  const { ingressUrl, adminUrl } = restate;
  return { ingressUrl, adminUrl, listen: { port }, outbox, clock: systemClock, log, stopWithinMs: 500, ...more };
}

it("refuses to listen where others could call, as long as it asks for no signature", async () => {
  const queue = openRestateQueue(optionsAt(0, { listen: { host: "0.0.0.0", port: 0 } }));
  await expect(queue.start(async () => {})).rejects.toMatchObject({ code: "restate.unprotected" });
  await queue.stop();
});

it("advances what Restate has signed, and refuses whoever has not", async () => {
  const [port = 0] = await freePorts(1);
  const queue = openRestateQueue(optionsAt(port, { identityKeys: [identityKey] }));
  const advanced = vi.fn(async () => {});
  await queue.start(advanced);
  await queue.enqueue({ tenantId: "ten_default", executionId: "exe_signed" });
  await vi.waitFor(() => expect(advanced).toHaveBeenCalledTimes(1), { timeout: 10_000 });
  expect(await statusOf(port)).toBe(401);
  await queue.stop();
});

it("refuses a request that another key signed", async () => {
  const [port = 0] = await freePorts(1);
  const other = generateKeyPairSync("ed25519").publicKey.export({ type: "spki", format: "der" }).subarray(-32);
  const errors: unknown[] = [];
  const queue = openRestateQueue(
    optionsAt(port, {
      identityKeys: [`publickeyv1_${base58(other)}`],
      log: { ...log, error: (_, message) => void errors.push(message) },
    }),
  );
  await queue.start(async () => {});
  await vi.waitFor(() => expect(errors).toContain("Restate does not take this address yet"), { timeout: 10_000 });
  await queue.stop();
});

it("registers one address once, however many servers stand behind it", async () => {
  const before = await deployments();
  const [port = 0] = await freePorts(1);
  const deploymentUrl = `http://127.0.0.1:${port}`;
  for (let server = 0; server < 2; server++) {
    const registered = Promise.withResolvers<void>();
    const info = () => registered.resolve();
    const queue = openRestateQueue(
      optionsAt(port, { deploymentUrl, identityKeys: [identityKey], log: { ...log, info } }),
    );
    await queue.start(async () => {});
    await registered.promise;
    await queue.stop();
  }
  const after = await deployments();
  expect(after.length - before.length).toBe(1);
});

async function deployments(): Promise<unknown[]> {
  const response = await fetch(new URL("/deployments", restate.adminUrl));
  const { deployments: all } = (await response.json()) as { deployments: unknown[] };
  return all;
}

/** What the endpoint answers to somebody who just asks. */
async function statusOf(port: number): Promise<number> {
  const session = connect(`http://127.0.0.1:${port}`);
  try {
    const request = session.request({
      ":path": "/discover",
      accept: "application/vnd.restate.endpointmanifest.v3+json",
    });
    const [headers] = await once(request, "response");
    request.resume();
    return headers[":status"];
  } finally {
    session.destroy();
  }
}

/** As Restate writes its keys. */
function base58(bytes: Buffer): string {
  const alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  let value = BigInt(`0x${bytes.toString("hex")}`);
  let text = "";
  for (; value > 0n; value /= 58n) text = `${alphabet[Number(value % 58n)]}${text}`;
  const zeros = bytes.findIndex((byte) => byte !== 0);
  return "1".repeat(Math.max(0, zeros)) + text;
}

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { signBody } from "../src/panic/signed-body.ts";
import type { TestServer } from "./open-test-server.ts";
import { openPanicHouse, type PanicHouse, stateOf } from "./panic-house.ts";

const button = { name: "lobby", secret: "lobby-".padEnd(40, "x") };
const older = { name: "lobby-old", secret: "older-".padEnd(40, "x") };
const keys = [button, older].map(({ name, secret }) => `${name}:${secret}`).join(",");
const body = '{"reason":"smoke"}';

let house: PanicHouse;
let server: TestServer;
async function open(): Promise<void> {
  house = await openPanicHouse({ STEADYHAND_PANIC_WEBHOOK_KEYS: keys });
  server = house.server;
}

const now = () => String(Math.floor(Date.now() / 1000));
async function send(
  body: string,
  headers: Record<string, string>,
): Promise<{ status: number; code?: string; isDuplicate?: boolean }> {
  const response = await fetch(`${server.url}/v1/panic/webhook`, {
    ...{ method: "POST", body },
    headers: { "content-type": "application/json", ...headers },
  });
  return { status: response.status, ...((await response.json()) as object) };
}
const signed = (secret: string, body: string, timestamp = now()) => ({
  "x-steadyhand-timestamp": timestamp,
  "x-steadyhand-signature": signBody(secret, timestamp, Buffer.from(body)),
});
const isOn = async () => (await server.client.getPanic()).press !== undefined;

function cut(headers: Record<string, string>): Record<string, string> {
  return { ...headers, "x-steadyhand-signature": (headers["x-steadyhand-signature"] ?? "").slice(0, 40) };
}

describe("a hardware button", () => {
  beforeEach(async () => {
    await open();
    return () => house.close();
  });

  it.each([button, older])("presses with the key $name and nothing else", async ({ name, secret }) => {
    const { pid } = await house.startRunning();
    expect(await send(body, signed(secret, body))).toMatchObject({ status: 202, isDuplicate: false });
    expect(stateOf(pid)).toBe("T");
    expect((await server.client.getPanic()).press).toMatchObject({
      by: { name: `the button ${name}` },
      reason: "smoke",
    });
  });

  it("takes hex in capitals, and one right signature among several", async () => {
    const headers = signed(button.secret, body);
    const hex = headers["x-steadyhand-signature"].slice(3).toUpperCase();
    const answer = await send(body, { ...headers, "x-steadyhand-signature": `v0=aa, v1=${"0".repeat(64)}, v1=${hex}` });
    expect(answer.status).toBe(202);
  });

  it("is one press however often the same message comes, and none once two people have ended it", async () => {
    const headers = signed(button.secret, body);
    expect(await send(body, headers)).toMatchObject({ status: 202, isDuplicate: false });
    const capitals = headers["x-steadyhand-signature"].slice(3).toUpperCase();
    expect(await send(body, headers)).toMatchObject({ status: 200, isDuplicate: true });
    await house.end(await house.addKim());
    for (const again of [headers, { ...headers, "x-steadyhand-signature": `v1=${capitals}` }]) {
      expect(await send(body, again)).toMatchObject({ status: 401, code: "signature.replayed" });
    }
    expect(await isOn()).toBe(false);
  });

  it("cannot end a panic", async () => {
    await server.client.pressPanic();
    for (const path of ["resume", "confirm"]) {
      const response = await fetch(`${server.url}/v1/panic/${path}`, {
        ...{ method: "POST", body },
        headers: { "content-type": "application/json", ...signed(button.secret, body) },
      });
      expect(response.status).toBe(401);
    }
    expect(await isOn()).toBe(true);
  });

  it("presses with the database frozen", async () => {
    const { pid } = await house.startRunning();
    house.freeze("SIGSTOP");
    expect((await send(body, signed(button.secret, body))).status).toBe(202);
    expect(stateOf(pid)).toBe("T");
    house.freeze("SIGCONT");
  });
});

describe("somebody without a button", () => {
  beforeAll(open);
  afterAll(() => house.close());

  const wrong = signBody("wrong".repeat(10), now(), Buffer.from(body));
  it.each<[string, string, () => Record<string, string>]>([
    ["no signature", "signature.absent", () => ({})],
    ["no timestamp", "signature.absent", () => ({ "x-steadyhand-signature": wrong })],
    ["a wrong key", "signature.wrong", () => signed("wrong".repeat(10), body)],
    ["another body", "signature.wrong", () => signed(button.secret, '{"reason":"fire"}')],
    ["another timestamp", "signature.wrong", () => ({ ...signed(button.secret, body), "x-steadyhand-timestamp": "1" })],
    ["no scheme", "signature.malformed", () => ({ ...signed(button.secret, body), "x-steadyhand-signature": "abc" })],
    ["half a signature", "signature.malformed", () => cut(signed(button.secret, body))],
    ["an old timestamp", "signature.out_of_time", () => signed(button.secret, body, String(Number(now()) - 301))],
    ["a future timestamp", "signature.out_of_time", () => signed(button.secret, body, String(Number(now()) + 310))],
    [
      "a timestamp in words",
      "signature.bad_timestamp",
      () => ({ ...signed(button.secret, body), "x-steadyhand-timestamp": "now" }),
    ],
    ["a sign in front", "signature.bad_timestamp", () => signed(button.secret, body, `+${now()}`)],
  ])("is refused with %s", async (_what, code, headers) => {
    expect(await send(body, headers())).toMatchObject({ status: 401, code });
    expect(await isOn()).toBe(false);
  });
});

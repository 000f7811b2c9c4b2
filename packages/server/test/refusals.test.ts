import { createClient } from "@steadyhand/client/node";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { mostRefusalsAMinute } from "../src/http/record-refusals.ts";
import { openTestServer, type TestServer } from "./open-test-server.ts";

let server: TestServer;
let kim: ReturnType<typeof createClient>;
beforeAll(async () => {
  server = await openTestServer();
  const { key } = await server.client.addPerson({ body: { name: "Kim" } });
  kim = createClient({ baseUrl: server.url, key });
});
afterAll(() => server.close());

const eventually = <Found>(look: () => Promise<Found>) => vi.waitFor(look, { timeout: 15_000 });

const api = { kind: "subject", name: "api" } as const;
const refusals = async () =>
  (await server.client.listAuditEvents({ query: { type: "command.refused", limit: 200 } })).items;

it("records who was refused a change, which one and why, and not who only looked or wrote nonsense", async () => {
  const said: readonly (readonly [string, string, string, () => Promise<unknown>])[] = [
    ["Kim", "addPerson", "person.owner_only", () => kim.addPerson({ body: { name: "Lou" } })],
    [
      "Kim",
      "setLevel",
      "person.not_admin",
      () => kim.setLevel({ parameters: api, body: { level: 2, why: "why not" } }),
    ],
    [
      ...(["riley", "setLevel", "level.above_ceiling"] as const),
      () => server.client.setLevel({ parameters: api, body: { level: 4, why: "why not", environment: "production" } }),
    ],
  ];
  for (const [, , code, ask] of said) await expect(ask()).rejects.toMatchObject({ code });
  await expect(kim.parseRunbook({ body: { text: "nothing to do" } })).rejects.toMatchObject({ status: 422 });
  await expect(kim.setLevel({ parameters: api, body: { level: 2, why: " " } })).rejects.toMatchObject({
    code: "request.invalid",
  });
  const expected = said.map(([name, operation, code]) =>
    expect.objectContaining({
      ...{ actor: expect.objectContaining({ name }), outcome: "refused", data: { operation, code } },
      why: expect.stringMatching(/^Cannot /),
    }),
  );
  await eventually(async () => expect(await refusals()).toEqual(expect.arrayContaining(expected)));
  expect(await refusals()).toHaveLength(said.length);
});

it("records an elevation that somebody wanted to grant to themselves, and what panic refuses", async () => {
  const { id } = await kim.askElevation({ body: { scope: api, reason: "it is down", minutes: 10 } });
  const own = kim.answerElevation({ parameters: { elevationId: id }, body: { type: "grant" } });
  await expect(own).rejects.toMatchObject({ code: "elevation.self_grant" });
  await server.client.pressPanic({ body: { reason: "smoke", kill: false } });
  const text = "# Look\n\n1. Look:\n\n   ```sh\n   ls /\n   ```\n";
  await expect(kim.importRunbook({ body: { text } })).rejects.toMatchObject({ code: "panic.read_only" });
  const parameters = { executionId: "exe_none", stepId: "stp_1" };
  const skip = kim.commandStep({ parameters, body: { type: "skip", reason: "not now" } });
  await expect(skip).rejects.toMatchObject({ code: "panic.read_only" });
  await eventually(async () =>
    expect((await refusals()).map(({ data }) => data)).toEqual(
      expect.arrayContaining([
        { operation: "answerElevation", code: "elevation.self_grant" },
        { operation: "importRunbook", code: "panic.read_only" },
        { operation: "commandStep", code: "panic.read_only" },
      ]),
    ),
  );
});

it("records no more of one person than it says within a minute, answers all of them, and tells how many it left out", async () => {
  for (let n = 0; n < mostRefusalsAMinute; n++) {
    await expect(kim.addPerson({ body: { name: "Lou" } })).rejects.toMatchObject({ code: "person.owner_only" });
  }
  await eventually(async () => {
    const ofKim = (await refusals()).filter(({ actor }) => actor.name === "Kim");
    expect(ofKim).toHaveLength(mostRefusalsAMinute);
  });
  await expect(server.client.setLevel({ parameters: api, body: { level: 2, why: "why not" } })).rejects.toMatchObject({
    code: "panic.read_only",
  });
  await eventually(async () =>
    expect((await refusals())[0]?.data).toMatchObject({ code: "panic.read_only", unrecorded: expect.any(Number) }),
  );
});

import type { PanicPress } from "@steadyhand/core/panic";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { draft, execution, riley } from "../../test/samples.ts";
import { openTestServer, openTestStores, type TestServer, type TestStores, tenantId } from "../../test/test-server.ts";

let server: TestServer;
let stores: TestStores;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  stores = await openTestStores(await server.newPlace());
  return () => stores[Symbol.asyncDispose]();
});

const press: PanicPress = {
  ...{ id: "pan_1", since: new Date("2026-03-01T02:00:00Z"), by: riley, reason: "wrong cluster", kill: false },
};

it("gives back a press as it was, whoever reads it", async () => {
  const store = stores.panic.panicOf(tenantId);
  expect(await store.read()).toEqual({ presses: [], lifted: [], resumption: { phase: "none" } });
  await store.press(press, [draft("pressed")]);
  const read = await stores.panic.panicOf(tenantId).read();
  expect(read).toEqual({ presses: [press], lifted: [], resumption: { phase: "none" } });
  expect(await stores.panic.panicOf("ten_other").read()).toMatchObject({ presses: [] });
});

it("stores a press and its event once, however many nodes bring it", async () => {
  const store = stores.panic.panicOf(tenantId);
  await Promise.all(Array.from({ length: 5 }, () => store.press(press, [draft("pressed")])));
  expect((await store.read()).presses).toHaveLength(1);
  expect((await stores.ledger.list(tenantId, {}, { limit: 10 })).items).toHaveLength(1);
});

it("remembers who asked, then what was lifted, and brings a lifted press never back", async () => {
  const store = stores.panic.panicOf(tenantId);
  await store.press(press, [draft("pressed")]);
  const asked = { phase: "asked", by: riley, at: new Date("2026-03-01T02:05:00Z"), reason: "over" } as const;
  await store.resume(() => ({ resumption: asked, events: [draft("asked")], result: undefined }));
  expect((await store.read()).resumption).toEqual(asked);
  const seen = await store.resume((stored) => ({
    ...{ resumption: { phase: "none" }, lift: ["pan_1"], events: [draft("lifted")], result: stored.resumption },
  }));
  expect(seen).toEqual(asked);
  await store.press(press, [draft("pressed")]);
  expect(await store.read()).toEqual({ presses: [], lifted: ["pan_1"], resumption: { phase: "none" } });
  expect((await stores.ledger.list(tenantId, {}, { limit: 10 })).items).toHaveLength(3);
});

it("forgets an ask once there is a press that it knew nothing of, and says of an old press that it is over", async () => {
  const store = stores.panic.panicOf(tenantId);
  expect(await store.press(press, [draft("pressed")])).toBe("on");
  const asked = { phase: "asked", by: riley, at: new Date("2026-03-01T02:05:00Z"), reason: "over" } as const;
  const ask = () => store.resume(() => ({ resumption: asked, events: [draft("asked")], result: undefined }));
  await ask();
  expect(await store.press(press, [draft("pressed")])).toBe("on");
  expect((await store.read()).resumption).toEqual(asked);
  await store.press({ ...press, id: "pan_2" }, [draft("pressed")]);
  expect((await store.read()).resumption).toEqual({ phase: "none" });
  await store.resume(() => ({ lift: ["pan_1"], events: [draft("lifted")], result: undefined }));
  expect(await store.press(press, [draft("pressed")])).toBe("lifted");
});

it("is found by whoever reads what stands around an execution, until it is lifted", async () => {
  const store = stores.panic.panicOf(tenantId);
  const started = execution("exe_1", tenantId, new Date());
  await stores.executions.create(started, [draft("started", started)]);
  const around = () => stores.executions.circumstances({ tenantId, executionId: "exe_1" });
  expect((await around()).panic).toBeUndefined();
  await store.press(press, [draft("pressed")]);
  expect((await around()).panic).toEqual(press);
  await store.resume(() => ({ lift: ["pan_1"], events: [draft("lifted")], result: undefined }));
  expect((await around()).panic).toBeUndefined();
});

it("lets nobody change or unlift a press, the superuser neither", async () => {
  const store = stores.panic.panicOf(tenantId);
  await store.press(press, [draft("pressed")]);
  await store.resume(() => ({ lift: ["pan_1"], events: [draft("lifted")], result: undefined }));
  const admin = await server.superuser(stores.place);
  await expect(admin.query("UPDATE steadyhand.panic SET lifted_at = NULL")).rejects.toThrow("by lifting it, once");
  await expect(admin.query("DELETE FROM steadyhand.panic")).rejects.toThrow("only grows");
  await admin.end();
});

it("keeps the first secret that a node makes, for all of them", async () => {
  const made = ["a", "b", "c"].map((letter) => letter.repeat(43));
  const kept = await Promise.all(made.map((secret) => stores.panic.clusterSecret(tenantId, secret)));
  expect(new Set(kept).size).toBe(1);
  expect(made).toContain(kept[0]);
});

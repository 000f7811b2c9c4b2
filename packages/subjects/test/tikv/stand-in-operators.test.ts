import { describe, expect, it } from "vitest";
import { z } from "zod";
import { askPd, eventually, openLab } from "./open-lab.ts";
import { leadersOf, ledBy, regionNow } from "./perform-on-lab.ts";
import { Operators, readPd } from "./read-pd.ts";

const minuteMs = 60_000;

describe("the stand-in's operators", () => {
  it("are accepted with 200 before anything is done, and done some time after", async () => {
    const lab = await openLab({ rate: 0.001 });
    const { id, leader } = await ledBy(lab, "tikv1");
    const to = leader.store_id === 1 ? 2 : 1;
    const body = { name: "transfer-leader", region_id: id, to_store_id: to };
    expect(await askPd(lab, "POST", "/operators", { body })).toMatchObject({
      status: 200,
      json: "The operator is created.",
    });
    expect((await regionNow(lab, id)).leader.store_id).toBe(leader.store_id);
    expect((await askPd(lab, "GET", `/operators/${id}`)).json).toMatch(
      /^status: RUNNING, operator: admin-transfer-leader \{transfer leader: store \d to \d\} \(kind:admin,leader, region:\d+\(\d+, \d+\), createAt:/,
    );
    lab.clock.advance(2_000);
    expect((await regionNow(lab, id)).leader.store_id).toBe(to);
    expect((await askPd(lab, "GET", `/operators/${id}`)).json).toMatch(/^status: SUCCESS/);
  });

  it("are forgotten ten minutes after their end: then 500", async () => {
    const lab = await openLab({ rate: 0.001 });
    const { id, leader } = await ledBy(lab, "tikv1");
    await askPd(lab, "POST", "/operators", {
      body: { name: "transfer-leader", region_id: id, to_store_id: leader.store_id === 1 ? 2 : 1 },
    });
    lab.clock.advance(2_000);
    expect(await readPd(lab, z.array(z.unknown()), "/operators/records?from=0")).not.toEqual([]);
    lab.clock.advance(11 * minuteMs);
    expect(await askPd(lab, "GET", `/operators/${id}`)).toMatchObject({ status: 500, json: "operator not found" });
    expect(await askPd(lab, "GET", "/operators/records?from=0")).toMatchObject({
      status: 500,
      json: "operator not found",
    });
  });

  it("are one for each region: the second is 500, and an admin's replaces a scheduler's", async () => {
    const lab = await openLab({ rate: 0.001 });
    const { id, leader } = await ledBy(lab, "tikv1");
    const body = { name: "transfer-leader", region_id: id, to_store_id: leader.store_id === 1 ? 2 : 1 };
    await askPd(lab, "POST", "/operators", { body });
    expect(await askPd(lab, "POST", "/operators", { body })).toMatchObject({
      status: 500,
      json: "[PD:operator:ErrAddOperator]failed to add operator, maybe already have one",
    });
    const other = await openLab({ rate: 0.001 });
    await askPd(other, "POST", "/schedulers", { body: { name: "evict-leader-scheduler", store_id: 1 } });
    other.clock.advance(300);
    const [running] = await readPd(other, Operators, "/operators?object");
    expect(running?.desc).toBe("evict-leader");
    expect(
      (
        await askPd(other, "POST", "/operators", {
          body: { name: "split-region", region_id: running?.region_id, policy: "SCAN" },
        })
      ).status,
    ).toBe(200);
  });

  it("are cancelled where the region's epoch is not what it was", async () => {
    const lab = await openLab({ rate: 0.001 });
    const { id } = await ledBy(lab, "tikv1");
    await askPd(lab, "POST", "/operators", { body: { name: "split-region", region_id: id, policy: "approximate" } });
    lab.touchRegion(id);
    lab.clock.advance(2_000);
    expect((await askPd(lab, "GET", `/operators/${id}`)).json).toMatch(/^status: CANCEL/);
  });

  it("time out where a store that they need does not answer", async () => {
    const lab = await openLab({ rate: 0.001 });
    await lab.begin("store_stopped", { store: "tikv2" });
    lab.clock.advance(15_000);
    const region = await ledBy(lab, "tikv1");
    expect(
      (
        await askPd(lab, "POST", "/operators", {
          body: { name: "transfer-leader", region_id: region.id, to_store_id: 2 },
        })
      ).status,
    ).toBe(200);
    lab.clock.advance(65_000);
    expect((await askPd(lab, "GET", `/operators/${region.id}`)).json).toMatch(/^status: TIMEOUT/);
  });

  it("can be cancelled, one and all", async () => {
    const lab = await openLab({ rate: 0.001 });
    const { id } = await ledBy(lab, "tikv1");
    const body = { name: "split-region", region_id: id, policy: "approximate" };
    await askPd(lab, "POST", "/operators", { body });
    expect((await askPd(lab, "DELETE", `/operators/${id}`)).json).toBe("The pending operator is canceled.");
    await askPd(lab, "POST", "/operators", { body });
    expect((await askPd(lab, "DELETE", "/operators")).json).toBe("All pending operators are canceled.");
  });

  it.each([
    [400, {}, "missing operator name"],
    [400, { name: "nope" }, "unknown operator"],
    [400, { name: "transfer-leader" }, "missing region id"],
    [400, { name: "transfer-leader", region_id: "5", to_store_id: 1 }, "missing region id"],
    [400, { name: "transfer-leader", region_id: "REGION" }, "missing store id to transfer leader to"],
    [
      500,
      { name: "transfer-leader", region_id: 99_999, to_store_id: 1 },
      "[PD:region:ErrRegionNotFound]region 99999 not found",
    ],
    [500, { name: "transfer-leader", region_id: "REGION", to_store_id: 99 }, "region has no voter in store 99"],
    [500, { name: "transfer-leader", region_id: "REGION", to_store_id: "LEADER" }, "no operator step is built"],
    [400, { name: "transfer-peer", region_id: "REGION" }, "invalid store id to transfer peer from"],
    [
      500,
      { name: "transfer-peer", region_id: "REGION", from_store_id: 99, to_store_id: 1 },
      "region has no peer in store 99",
    ],
    [500, { name: "add-peer", region_id: "REGION", store_id: 1 }, "region already has peer in store 1"],
    [500, { name: "remove-peer", region_id: "REGION", store_id: 99 }, "region has no peer in store 99"],
    [
      500,
      { name: "merge-region", source_region_id: "REGION", target_region_id: "REGION" },
      "two regions are not adjacent",
    ],
    [500, { name: "split-region", region_id: "REGION", policy: "half" }, "check policy half is not supported"],
    [
      500,
      { name: "split-region", region_id: "REGION", policy: "usekey", keys: ["xyz"] },
      "split key xyz is not in hex format",
    ],
  ])("are refused with %i for %j", async (status, given, said) => {
    const lab = await openLab();
    const { id, leader } = await ledBy(lab, "tikv1");
    // A text in the place of an id is one of the cases; these two words stand for ids that are known only now.
    const body = Object.fromEntries(
      Object.entries(given).map(([name, value]) => [
        name,
        value === "REGION" ? id : value === "LEADER" ? leader.store_id : value,
      ]),
    );
    expect(await askPd(lab, "POST", "/operators", { body })).toMatchObject({ status, json: said });
  });
});

describe("the stand-in's schedulers", () => {
  const evict = { name: "evict-leader-scheduler", store_id: 1 };
  const leaders = (lab: Awaited<ReturnType<typeof openLab>>) => leadersOf(lab, 1);

  it("move leaders over time, stay until they are deleted, and let leaders come back", async () => {
    // Its time stands nearly still until the first count was read, however long that takes.
    const lab = await openLab({ rate: 0.001 });
    expect((await askPd(lab, "POST", "/schedulers", { body: evict })).json).toBe("The scheduler is created.");
    expect(await leaders(lab)).toBe(10);
    lab.clock.setRate(50);
    await eventually(
      () => leaders(lab),
      (count) => count === 0,
    );
    lab.clock.advance(10 * minuteMs);
    expect(await leaders(lab)).toBe(0);
    expect(await askPd(lab, "DELETE", "/schedulers/evict-leader-scheduler-1")).toMatchObject({
      status: 200,
      json: null,
    });
    await eventually(
      () => leaders(lab),
      (count) => count >= 8,
    );
  });

  it("say that they were applied when they are added again, and 404 when a store is not listed", async () => {
    const lab = await openLab();
    await askPd(lab, "POST", "/schedulers", { body: evict });
    expect((await askPd(lab, "POST", "/schedulers", { body: { ...evict, store_id: 2 } })).json).toBe(
      "The scheduler has been applied to the store.",
    );
    expect((await askPd(lab, "GET", "/schedulers")).json).toContain("evict-leader-scheduler");
    expect((await askPd(lab, "GET", "/scheduler-config/evict-leader-scheduler/list")).json).toEqual({
      "store-id-ranges": { 1: [{ "start-key": "", "end-key": "" }], 2: [{ "start-key": "", "end-key": "" }] },
      batch: 3,
    });
    expect((await askPd(lab, "DELETE", "/schedulers/evict-leader-scheduler-3")).status).toBe(404);
    await askPd(lab, "DELETE", "/schedulers/evict-leader-scheduler-1");
    expect((await askPd(lab, "GET", "/schedulers")).json).toContain("evict-leader-scheduler");
    await askPd(lab, "DELETE", "/schedulers/evict-leader-scheduler-2");
    expect((await askPd(lab, "GET", "/schedulers")).json).not.toContain("evict-leader-scheduler");
    expect((await askPd(lab, "GET", "/scheduler-config/evict-leader-scheduler/list")).status).toBe(404);
    expect(await askPd(lab, "DELETE", "/schedulers/evict-leader-scheduler")).toMatchObject({
      status: 404,
      json: "[PD:scheduler:ErrSchedulerNotFound]scheduler not found",
    });
  });

  it.each([
    [400, {}, "missing scheduler name"],
    [400, { name: "my-scheduler" }, "unknown scheduler"],
    [400, { name: "evict-leader-scheduler" }, "missing store id"],
    [500, { name: "balance-leader-scheduler" }, expect.stringContaining("scheduler existed")],
  ])("are refused with %i for %j", async (status, body, said) => {
    const lab = await openLab();
    expect(await askPd(lab, "POST", "/schedulers", { body })).toMatchObject({ status, json: said });
  });

  it("do not evict from a store that grant-leader holds", async () => {
    const lab = await openLab();
    await askPd(lab, "POST", "/schedulers", { body: { name: "grant-leader-scheduler", store_id: 1 } });
    expect(await askPd(lab, "POST", "/schedulers", { body: evict })).toMatchObject({
      status: 500,
      json: "store 1 is paused for leader transfer",
    });
  });

  it("are paused for whole seconds and resumed by 0", async () => {
    const lab = await openLab();
    const name = "balance-leader-scheduler";
    const paused = async () => (await askPd(lab, "GET", "/schedulers?status=paused&timestamp=1")).json;
    expect((await askPd(lab, "POST", `/schedulers/${name}`, { body: { delay: 0.5 } })).status).toBe(400);
    expect((await askPd(lab, "POST", `/schedulers/${name}`, { body: { delay: 300 } })).json).toBe(
      "Pause or resume the scheduler successfully.",
    );
    expect(await paused()).toEqual([{ name, paused_at: expect.any(String), resume_at: expect.any(String) }]);
    await askPd(lab, "POST", `/schedulers/${name}`, { body: { delay: 0 } });
    expect(await paused()).toEqual([]);
  });
});

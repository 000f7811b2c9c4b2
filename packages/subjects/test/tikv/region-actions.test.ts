import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { askPd, eventually, idOf, openLab, openSubject } from "./open-lab.ts";
import { ledBy, offered, perform, prepare, regionNow, regionsOf } from "./perform-on-lab.ts";
import { Named } from "./read-pd.ts";

describe("transfer_leader", () => {
  it("is done when PD shows the new leader, not when PD took it", async () => {
    const lab = await openLab({ rate: 5 });
    const { id } = await ledBy(lab, "tikv1");
    const performed = await perform(openSubject(lab), "transfer_leader", {
      region_id: id,
      to_store_id: idOf(lab, "tikv2"),
    });
    expect(performed).toEqual({ ok: true, said: `store 2 leads region ${id}` });
    expect((await regionNow(lab, id)).leader.store_id).toBe(2);
  });

  it("does nothing where the store leads the region already", async () => {
    const lab = await openLab();
    const { id } = await ledBy(lab, "tikv1");
    const performed = await perform(openSubject(lab), "transfer_leader", {
      region_id: id,
      to_store_id: idOf(lab, "tikv1"),
    });
    expect(performed).toEqual({ ok: true, said: `store 1 leads region ${id} already` });
    expect((await askPd(lab, "GET", `/operators/${id}`)).status).toBe(500);
  });

  it("says what PD refused, and that nothing happened", async () => {
    const lab = await openLab();
    const { id } = await ledBy(lab, "tikv1");
    const performed = await perform(openSubject(lab), "transfer_leader", { region_id: id, to_store_id: 99 });
    expect(performed).toMatchObject({
      ok: false,
      isUnknown: false,
      code: "tikv.refused",
      why: "PD refused it: region has no voter in store 99",
    });
  });

  it("is refused for a region that there is not, though PD answers that with success", async () => {
    const lab = await openLab();
    const performed = await perform(openSubject(lab), "transfer_leader", { region_id: 99_999, to_store_id: 2 });
    expect(performed).toMatchObject({ ok: false, isUnknown: false, code: "tikv.no_region" });
  });

  it("is refused, and asked for once, while another operator runs on the region", async () => {
    const lab = await openLab({ rate: 0.001 });
    const { id } = await ledBy(lab, "tikv1");
    await askPd(lab, "POST", "/operators", { body: { name: "transfer-leader", region_id: id, to_store_id: 2 } });
    const performed = await perform(openSubject(lab), "transfer_leader", { region_id: id, to_store_id: 3 });
    expect(performed).toMatchObject({
      ok: false,
      isUnknown: false,
      code: "tikv.refused",
      why: expect.stringContaining("PD:operator:ErrAddOperator"),
    });
    lab.clock.advance(2_000);
    expect((await regionNow(lab, id)).leader.store_id).toBe(2);
  });

  it("is unknown when the answer was lost, and PD is not asked a second time", async () => {
    const lab = await openLab();
    const { id } = await ledBy(lab, "tikv1");
    await lab.begin("answers_lost");
    const performed = await perform(openSubject(lab), "transfer_leader", { region_id: id, to_store_id: 2 });
    expect(performed).toMatchObject({ ok: false, isUnknown: true, code: "tikv.unknown" });
    await lab.end("answers_lost");
    await eventually(
      () => regionNow(lab, id),
      ({ leader }) => leader.store_id === 2,
    );
    expect((await askPd(lab, "GET", "/operators/records?from=0")).json).toHaveLength(1);
  });

  it("fails, with nothing changed, where PD ends the operator because the region is not what it was", async () => {
    const lab = await openLab({ rate: 0.001 });
    const { id } = await ledBy(lab, "tikv1");
    const performing = perform(openSubject(lab), "split_region", { region_id: id });
    await eventually(
      () => askPd(lab, "GET", `/operators/${id}`),
      ({ status }) => status === 200,
    );
    await askPd(lab, "DELETE", `/operators/${id}`);
    expect(await performing).toMatchObject({
      ok: false,
      isUnknown: false,
      code: "tikv.operator_ended",
      why: expect.stringContaining("CANCEL"),
    });
  });

  it("is unknown where the operator was ended and the region is not as it was", async () => {
    const lab = await openLab({ rate: 0.001 });
    const { id } = await ledBy(lab, "tikv1");
    const performing = perform(openSubject(lab), "split_region", { region_id: id });
    await eventually(
      () => askPd(lab, "GET", `/operators/${id}`),
      ({ status }) => status === 200,
    );
    lab.touchRegion(id);
    lab.clock.advance(1_000);
    expect(await performing).toMatchObject({
      ok: false,
      isUnknown: true,
      why: expect.stringContaining("a part may be done"),
    });
  });

  it("is unknown when its time is up while the operator runs", async () => {
    const lab = await openLab({ rate: 0.001 });
    const { id } = await ledBy(lab, "tikv1");
    const time = new AbortController();
    const performing = perform(openSubject(lab), "transfer_leader", { region_id: id, to_store_id: 2 }, time.signal);
    await eventually(
      () => askPd(lab, "GET", `/operators/${id}`),
      ({ status }) => status === 200,
    );
    time.abort();
    expect(await performing).toMatchObject({ ok: false, isUnknown: true });
  });

  it("goes to the next member where one cannot be reached, and is not made where none can", async () => {
    const lab = await openLab();
    const subject = openSubject(lab);
    const { id } = await ledBy(lab, "tikv1");
    await lab.begin("pd_member_down", { member: "pd1" });
    await eventually(
      () => askPd(lab, "GET", "/leader", { member: 1 }),
      ({ json }) => Named.safeParse(json).data?.name === "pd2",
    );
    expect(await perform(subject, "transfer_leader", { region_id: id, to_store_id: 2 })).toMatchObject({ ok: true });
    for (const member of ["pd2", "pd3"]) await lab.begin("pd_member_down", { member });
    expect(await perform(subject, "transfer_leader", { region_id: id, to_store_id: 1 })).toMatchObject({
      ok: false,
      isUnknown: false,
      code: "tikv.unreachable",
    });
  });

  it("is not made without a leader of PD", async () => {
    const lab = await openLab();
    await lab.begin("pd_leaderless");
    lab.clock.advance(1_000);
    const performed = await perform(openSubject(lab), "undrain_store", { store_id: 1 });
    expect(performed).toMatchObject({ ok: false, isUnknown: false, code: "tikv.no_leader" });
  });
});

describe("an action", () => {
  it("is unknown, and throws nothing, where PD answers in another shape once it was asked", async () => {
    const lab = await openLab();
    const region = {
      id: 7,
      epoch: { conf_ver: 1, version: 1 },
      peers: [{ id: 8, store_id: 1 }],
      leader: { id: 8, store_id: 1 },
    };
    const said: string[] = [];
    // Another PD than ours: what a later version may answer.
    const pd = createServer((request, response) => {
      said.push(`${request.method} ${request.url}`);
      const isAsked = said.some((line) => line.startsWith("POST"));
      response.end(
        request.method === "POST" ? '"The operator is created."' : JSON.stringify(isAsked ? { id: "seven" } : region),
      );
    });
    await new Promise<void>((resolve) => pd.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void pd.close());
    const url = `http://127.0.0.1:${(pd.address() as AddressInfo).port}`;
    const subject = openSubject(lab, { pd: [{ name: "pd1", url }] });
    const performed = await perform(subject, "transfer_leader", { region_id: 7, to_store_id: 2 });
    expect(performed).toMatchObject({
      ok: false,
      isUnknown: true,
      why: expect.stringContaining("it was not followed to its end"),
    });
    expect(said.filter((line) => line.startsWith("POST"))).toHaveLength(1);
  });
});

describe("transfer_peer", () => {
  it("is done when PD shows a voter on the one store and nothing on the other", async () => {
    const lab = await openLab({ stores: 4 });
    const [region] = await regionsOf(lab);
    const from = region?.peers[0]?.store_id ?? 0;
    const to = [1, 2, 3, 4].find((id) => !region?.peers.some(({ store_id }) => store_id === id)) ?? 0;
    const id = region?.id ?? 0;
    const subject = openSubject(lab);
    expect(
      await perform(subject, "transfer_peer", { region_id: id, from_store_id: from, to_store_id: to }),
    ).toMatchObject({ ok: true });
    const { peers } = await regionNow(lab, id);
    expect(peers.map(({ store_id }: { store_id: number }) => store_id).toSorted()).toEqual(
      [1, 2, 3, 4].filter((store) => store !== from),
    );
    const { inverse } = prepare(subject, "transfer_peer", { region_id: id, from_store_id: from, to_store_id: to });
    expect(inverse).toEqual({
      name: "transfer_peer",
      parameters: { region_id: id, from_store_id: to, to_store_id: from },
    });
  });

  it("is refused to a store that PD has not heard of for ten minutes", async () => {
    const lab = await openLab({ stores: 4 });
    const region = (await regionsOf(lab)).find(({ peers }) => !peers.some(({ store_id }) => store_id === 4));
    const from = region?.peers[0]?.store_id ?? 0;
    await lab.begin("peers_down", { store: "tikv4" });
    const performed = await perform(openSubject(lab), "transfer_peer", {
      region_id: region?.id ?? 0,
      from_store_id: from,
      to_store_id: 4,
    });
    expect(performed).toMatchObject({ ok: false, isUnknown: false, why: "PD refused it: store 4 is unhealthy" });
  });
});

describe("split_region and merge_regions", () => {
  it("split a region in two and merge the two again", async () => {
    const lab = await openLab();
    const subject = openSubject(lab);
    const [region] = await regionsOf(lab);
    const id = region?.id ?? 0;
    expect(await perform(subject, "split_region", { region_id: id })).toEqual({
      ok: true,
      said: `region ${id} is split`,
    });
    const split = await regionsOf(lab);
    expect(split).toHaveLength(31);
    const [left] = split;
    expect(
      await perform(subject, "merge_regions", { source_region_id: left?.id ?? 0, target_region_id: id }),
    ).toMatchObject({ ok: true });
    expect(await regionsOf(lab)).toHaveLength(30);
  });

  it("split at keys that are given, and only with usekey", async () => {
    const lab = await openLab();
    const subject = openSubject(lab);
    const [region] = await regionsOf(lab);
    expect(
      await perform(subject, "split_region", { region_id: region?.id ?? 0, policy: "usekey", keys: ["10", "20"] }),
    ).toMatchObject({ ok: true });
    expect((await regionsOf(lab)).slice(0, 3).map(({ start_key }) => start_key)).toEqual(["", "10", "20"]);
    const { action } = offered(subject, "split_region");
    expect(action.prepare({ region_id: 1, keys: ["10"] })).toMatchObject({ ok: false, problems: [{ path: "keys" }] });
    expect(action.prepare({ region_id: 1, policy: "usekey", keys: ["xyz"] })).toMatchObject({
      ok: false,
      problems: [{ path: "keys.0" }],
    });
  });

  it("do not merge regions that lie apart", async () => {
    const lab = await openLab();
    const regions = await regionsOf(lab);
    const parameters = { source_region_id: regions[0]?.id ?? 0, target_region_id: regions[5]?.id ?? 0 };
    expect(await perform(openSubject(lab), "merge_regions", parameters)).toMatchObject({
      ok: false,
      isUnknown: false,
      why: "PD refused it: two regions are not adjacent",
    });
  });
});

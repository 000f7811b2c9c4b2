import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseTikvConfig } from "@steadyhand/subjects/tikv";
import { describe, expect, it, onTestFinished } from "vitest";
import { goDuration, msOfGoDuration, pdSize } from "../../../../labs/tikv/units.ts";
import { disposable, labFileOf } from "../file/lab-file.ts";
import { askPd, idOf, makeFolder, openLab } from "./open-lab.ts";
import { Leaders, Regions, readPd, Store, Stores } from "./read-pd.ts";

const minuteMs = 60_000;

/** The stand-in is held to what is known of PD and TiKV v8.5.7: each statement is a test. */
describe("the stand-in's PD API", () => {
  it("is answered alike by any member: a follower passes it on to the leader, without a redirect", async () => {
    const lab = await openLab();
    const answers = await Promise.all([0, 1, 2].map((member) => askPd(lab, "GET", "/leader", { member })));
    for (const answer of answers) expect(answer).toMatchObject({ status: 200, json: { name: "pd1" } });
  });

  it("answers health, ping, version, status and the configuration itself, also without a leader", async () => {
    const lab = await openLab();
    await lab.begin("pd_leaderless");
    lab.clock.advance(1000);
    const answers = await Promise.all(
      ["/health", "/ping", "/version", "/status", "/config"].map((path) => askPd(lab, "GET", path)),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(answers[1]?.text).toBe("");
    expect(answers[2]?.json).toEqual({ build_time: "", hash: "", branch: "", version: "v8.5.7" });
  });

  it("waits three seconds for a leader and then answers 503 in plain text", async () => {
    const lab = await openLab();
    await lab.begin("pd_leaderless");
    lab.clock.advance(1000);
    const before = lab.clock.nowMs();
    const { status, text } = await askPd(lab, "GET", "/stores", { member: 1 });
    expect([status, text]).toEqual([503, "[PD:apiutil:ErrRedirectNoLeader]redirect finds no leader"]);
    expect(lab.clock.nowMs() - before).toBeGreaterThanOrEqual(3000);
  });

  it("refuses a second hop with 500 in plain text", async () => {
    const lab = await openLab();
    const answer = await fetch(`${lab.pd[1]?.url}/pd/api/v1/stores`, { headers: { "pd-redirector": "pd3" } });
    expect([answer.status, await answer.text()]).toEqual([500, expect.stringMatching(/redirect to not leader$/)]);
  });

  it("answers 500 with a JSON string on routes of the cluster before the first TiKV joined", async () => {
    const lab = await openLab();
    await lab.begin("not_bootstrapped");
    for (const path of ["/stores", "/regions", "/stats/region"]) {
      const { status, json } = await askPd(lab, "GET", path);
      expect([status, json]).toEqual([500, expect.stringContaining("[PD:cluster:ErrNotBootstrapped]")]);
    }
    expect((await askPd(lab, "GET", "/members")).status).toBe(200);
  });

  it("answers 429 in plain text where it limits rates", async () => {
    const lab = await openLab();
    await lab.begin("rate_limited");
    const { status, text, type } = await askPd(lab, "GET", "/stores");
    expect([status, text, type]).toEqual([429, "Too Many Requests", expect.stringContaining("text/plain")]);
  });

  it("answers a body that is no JSON with 400, an object and a header", async () => {
    const lab = await openLab();
    const answer = await askPd(lab, "POST", "/operators", { body: "{" });
    expect(answer).toMatchObject({ status: 400, json: { code: "input" } });
    expect(answer.headers.get("tidb-error-code")).toBe("input");
  });

  it("sends region routes as raw data and the others as JSON", async () => {
    const lab = await openLab();
    expect((await askPd(lab, "GET", "/regions/count")).type).toBe("application/octet-stream");
    expect((await askPd(lab, "GET", "/region/id/1")).type).toBe("application/octet-stream");
    expect((await askPd(lab, "GET", "/stores")).type).toBe("application/json; charset=UTF-8");
  });

  it("has ids of the cluster and of members above 2^53, which a number would corrupt", async () => {
    const lab = await openLab();
    const { text } = await askPd(lab, "GET", "/members");
    const ids = [...text.matchAll(/"(?:cluster_id|member_id)":(\d+)/g)].map(([, id = ""]) => id);
    expect(ids.length).toBeGreaterThan(3);
    for (const id of ids) expect(String(Number(id))).not.toBe(id);
  });

  it("leaves out fields that are zero: the state of a store that is up, the role of a voter", async () => {
    const lab = await openLab();
    const { stores } = await readPd(lab, Stores, "/stores");
    const { regions } = await readPd(lab, Regions, "/regions");
    expect([stores[0]?.store.state_name, regions[0]?.peers.length]).toEqual(["Up", 3]);
    expect(stores[0]?.store).not.toHaveProperty("state");
    expect(regions[0]?.peers[0]).not.toHaveProperty("role");
  });

  it("writes sizes and durations as texts, and booleans of the configuration too", async () => {
    const lab = await openLab();
    const { status } = await readPd(lab, Store, "/store/1");
    expect(status).toMatchObject({ capacity: "100GiB", available: "80GiB", used_size: "20GiB" });
    expect((await askPd(lab, "GET", "/config/schedule")).json).toMatchObject({
      "max-store-down-time": "30m0s",
      "halt-scheduling": "false",
    });
    expect([pdSize(93.1322 * 2 ** 30), pdSize(0), pdSize(2 ** 40)]).toEqual(["93.13GiB", "0B", "1TiB"]);
    expect([goDuration(1_800_000), goDuration(3_723_500)]).toEqual(["30m0s", "1h2m3.5s"]);
    expect(msOfGoDuration("1h2m3.5s")).toBe(3_723_500);
  });
});

describe("the stand-in's stores", () => {
  const states = async (lab: Awaited<ReturnType<typeof openLab>>) =>
    (await readPd(lab, Stores, "/stores/check")).stores.map(({ store }) => store.state_name);

  it("are Disconnected 20 seconds after their last heartbeat and Down after max-store-down-time, and heal with the next", async () => {
    const lab = await openLab({ rate: 0.001 });
    await lab.begin("store_stopped", { store: "tikv1" });
    lab.clock.advance(9_000);
    expect(await states(lab)).toEqual(["Up", "Up", "Up"]);
    lab.clock.advance(15_000);
    expect(await states(lab)).toEqual(["Disconnected", "Up", "Up"]);
    lab.clock.advance(29 * minuteMs);
    expect(await states(lab)).toEqual(["Disconnected", "Up", "Up"]);
    lab.clock.advance(2 * minuteMs);
    expect(await states(lab)).toEqual(["Down", "Up", "Up"]);
    await lab.end("store_stopped", { store: "tikv1" });
    lab.clock.advance(1_000);
    expect(await states(lab)).toEqual(["Up", "Up", "Up"]);
  });

  it("lose their leaders to others within seconds of their end, while no peer is reported down for ten minutes", async () => {
    const lab = await openLab({ rate: 0.001 });
    await lab.begin("store_stopped", { store: "tikv1" });
    lab.clock.advance(15_000);
    const { store_leader_count: leaders } = await readPd(lab, Leaders, "/stats/region");
    expect(Object.keys(leaders)).toEqual(["2", "3"]);
    expect((await readPd(lab, Regions, "/regions/check/down-peer")).count).toBe(0);
    lab.clock.advance(10 * minuteMs);
    const { count, regions } = await readPd(lab, Regions, "/regions/check/down-peer");
    expect(count).toBe(30);
    expect(regions[0]?.down_peers?.[0]?.down_seconds).toBeGreaterThanOrEqual(600);
  });

  it("are replaced only once they are Down, and only where a fourth one is", async () => {
    const [three, four] = [await openLab({ rate: 0.001 }), await openLab({ rate: 1, stores: 4 })];
    for (const lab of [three, four]) {
      await lab.begin("store_stopped", { store: "tikv1" });
      lab.clock.advance(45 * minuteMs);
    }
    const onFirst = async (lab: typeof three) => (await readPd(lab, Regions, "/regions/store/1")).count;
    expect([await onFirst(three), await onFirst(four)]).toEqual([30, 0]);
  });

  it("cannot be removed where as many are left as there are replicas, and otherwise empty until they are tombstones", async () => {
    const three = await openLab();
    expect(await askPd(three, "DELETE", "/store/1")).toMatchObject({
      status: 400,
      json: "can not remove store 1 since the number of up stores would be 2 while need 3",
    });
    const four = await openLab({ stores: 4, rate: 0.001 });
    expect(await askPd(four, "DELETE", "/store/1")).toMatchObject({
      status: 200,
      json: "The store is set as Offline.",
    });
    expect((await states(four))[0]).toBe("Offline");
    expect((await readPd(four, Regions, "/regions/check/offline-peer")).count).toBeGreaterThan(0);
    four.clock.advance(10 * minuteMs);
    expect((await states(four))[0]).toBe("Tombstone");
    expect((await readPd(four, Stores, "/stores")).count).toBe(3);
    expect((await askPd(four, "DELETE", "/store/1")).status).toBe(410);
  });

  it("are answered with 404 when there is none, 400 and an object for no number, and 400 or 500 for an unknown state", async () => {
    const lab = await openLab();
    expect(await askPd(lab, "GET", "/store/9")).toMatchObject({
      status: 404,
      json: "[PD:core:ErrStoreNotFound]store 9 not found",
    });
    expect(await askPd(lab, "GET", "/store/x")).toMatchObject({ status: 400, json: { code: "input" } });
    expect(await askPd(lab, "GET", "/stores/check?state=Nope")).toMatchObject({
      status: 400,
      json: "unknown StoreState: Nope",
    });
    expect((await askPd(lab, "GET", "/stores?state=7")).status).toBe(500);
    expect((await readPd(lab, Stores, "/stores/check?state=up")).count).toBe(3);
  });
});

describe("the stand-in's members", () => {
  it("are in an array with 200, each probed by its ping", async () => {
    const lab = await openLab();
    await lab.begin("pd_member_down", { member: "pd3" });
    expect(await askPd(lab, "GET", "/health")).toMatchObject({
      status: 200,
      json: [{ health: true }, { health: true }, { health: false }],
    });
  });

  it("elect another leader when theirs ends, and none when two have ended", async () => {
    const lab = await openLab({ rate: 0.001 });
    await lab.begin("pd_member_down", { member: "pd1" });
    lab.clock.advance(5_000);
    expect((await askPd(lab, "GET", "/leader", { member: 2 })).json).toMatchObject({ name: "pd2" });
    await lab.begin("pd_member_down", { member: "pd2" });
    lab.clock.setRate(50);
    lab.clock.advance(5_000);
    expect((await askPd(lab, "GET", "/leader", { member: 2 })).status).toBe(503);
    expect((await askPd(lab, "GET", "/health", { member: 2 })).status).toBe(500);
  });
});

describe("the stand-in's regions", () => {
  it("are 200 and all zero where there is none", async () => {
    const lab = await openLab();
    expect(await askPd(lab, "GET", "/region/id/99999")).toMatchObject({ status: 200, json: { id: 0, peers: [] } });
  });

  it("have upper-case hex keys, empty where they are not bounded, and are paged by the last end", async () => {
    const lab = await openLab();
    let key = "";
    let count = 0;
    do {
      const page = await readPd(lab, Regions, `/regions/key?key=${key}&limit=7&format=hex`);
      for (const region of page.regions) expect(region.start_key + region.end_key).toMatch(/^[0-9A-F]+$/);
      count += page.count;
      key = page.regions.at(-1)?.end_key ?? "";
    } while (key !== "");
    expect(count).toBe(30);
  });

  it("answer 400 to an unknown kind of role and nothing to an unknown store", async () => {
    const lab = await openLab();
    expect((await askPd(lab, "GET", "/regions/store/1?type=boss")).status).toBe(400);
    expect((await readPd(lab, Regions, "/regions/store/99")).count).toBe(0);
  });
});

describe("the stand-in's configuration", () => {
  it("takes short and dotted names, and names an item that there is not", async () => {
    const lab = await openLab();
    const body = { "leader-schedule-limit": 8, "schedule.halt-scheduling": true };
    expect(await askPd(lab, "POST", "/config", { body })).toMatchObject({
      status: 200,
      json: "The config is updated.",
    });
    expect((await askPd(lab, "GET", "/config/schedule")).json).toMatchObject({
      "leader-schedule-limit": 8,
      "halt-scheduling": "true",
    });
    expect(await askPd(lab, "POST", "/config", { body: { nope: 1 } })).toMatchObject({
      status: 400,
      json: "config item nope not found",
    });
  });
});

describe("the stand-in's TiKV", () => {
  it("answers status empty, a region's meta, and 404 for one that it has not", async () => {
    const lab = await openLab();
    const url = lab.tikv[0]?.statusUrl;
    const status = await fetch(`${url}/status`);
    expect([status.status, await status.text()]).toEqual([200, ""]);
    const missing = await fetch(`${url}/region/99999`);
    expect([missing.status, await missing.text()]).toEqual([404, "region(99999) not found"]);
  });

  it("counts requests in buckets from 50 µs doubled up to about 104 s, added up", async () => {
    const lab = await openLab();
    lab.clock.advance(5_000);
    const text = await (await fetch(`${lab.tikv[0]?.statusUrl}/metrics`)).text();
    const rows = [...text.matchAll(/duration_seconds_bucket\{type="kv_get",priority="normal",le="([^"]+)"\} (\d+)/g)];
    const counts = rows.map(([, , count]) => Number(count));
    expect([rows[0]?.[1], rows[21]?.[1], rows.at(-1)?.[1]]).toEqual(["0.00005", "104.8576", "+Inf"]);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(counts.at(-1)).toBeGreaterThan(0);
  });

  it("and PD's leader count by the contract's names, region kinds with hyphens", async () => {
    const lab = await openLab();
    await lab.begin("peers_missing", { regions: 3 });
    const [leader, follower] = await Promise.all(
      [0, 1].map(async (index) => (await fetch(`${lab.pd[index]?.url}/metrics`)).text()),
    );
    expect(leader).toContain("etcd_server_is_leader 1");
    expect(leader).toContain('pd_regions_status{type="miss-peer-region-count"} 3');
    expect(leader).toMatch(/pd_cluster_status\{type="store_up_count",engine="tikv",store="\d+"\} 3/);
    expect(leader).toMatch(/pd_scheduler_store_status\{address="[^"]+",store="1",type="leader_count"\} 10/);
    expect(follower).toContain("etcd_server_is_leader 0");
    expect(follower).not.toContain("pd_cluster_status");
  });
});

describe("the stand-in itself", () => {
  it("writes what happens into log files in the unified format", async () => {
    const logs = makeFolder();
    const lab = await openLab({ logs });
    await askPd(lab, "POST", "/schedulers", { body: { name: "evict-leader-scheduler", store_id: idOf(lab, "tikv1") } });
    const lines = readFileSync(join(logs, "pd1.log"), "utf8").trim().split("\n");
    expect(lines.at(-1)).toMatch(
      /^\[\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d\.\d{3} \+00:00\] \[INFO\] \[scheduler_controller\.go:181\] \["create scheduler"\] \[scheduler-name=evict-leader-scheduler\] \[store-id=1\]$/,
    );
  });

  it("begins and ends faults and turns its clock over HTTP", async () => {
    const lab = await openLab({ rate: 0.001 });
    const tell = async (method: string, path: string, body: object) =>
      (await fetch(`${lab.controlUrl}${path}`, { method, body: JSON.stringify(body) })).status;
    expect(await tell("POST", "/lab/faults", { fault: "store_stopped", store: "tikv1" })).toBe(200);
    await expect(fetch(`${lab.tikv[0]?.statusUrl}/status`)).rejects.toThrow();
    expect(await tell("POST", "/lab/clock", { advance_ms: 30_000 })).toBe(200);
    expect((await readPd(lab, Store, "/store/1")).store.state_name).toBe("Disconnected");
    expect(await tell("DELETE", "/lab/faults", { fault: "store_stopped", store: "tikv1" })).toBe(200);
    expect((await fetch(`${lab.tikv[0]?.statusUrl}/status`)).status).toBe(200);
    expect(await tell("POST", "/lab/faults", { fault: "nope" })).toBe(400);
  });

  it.each([
    ["whoever started it has gone", (child: Program) => void child.stdin.end()],
    ["it is told to", (child: Program) => void child.kill("SIGINT")],
  ])("is a program that says where it is, and ends with all that it wrote when %s", async (_, end) => {
    const child = startProgram();
    onTestFinished(() => void child.kill("SIGKILL"));
    const [line] = await once(child.stdout, "data");
    const { subject, file } = JSON.parse(String(line));
    const { pd } = parseTikvConfig(subject);
    expect(labFileOf(file)).toEqual({ ...disposable, name: "tikv-lab", kind: "tikv" });
    expect((await fetch(`${pd[2]?.url}/pd/api/v1/leader`)).status).toBe(200);
    const ended = once(child, "exit");
    end(child);
    expect(await ended).toEqual([0, null]);
    expect(existsSync(pd[0]?.log ?? "")).toBe(false);
  });
});

type Program = ReturnType<typeof startProgram>;

function startProgram() {
  const main = join(import.meta.dirname, "../../../../labs/tikv/main.ts");
  return spawn(process.execPath, [main, "--fault", "store_slow", "--store", "tikv2"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
}

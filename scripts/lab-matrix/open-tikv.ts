import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { labFile } from "../../labs/lab-file.ts";
import type { FaultTarget } from "../../labs/tikv/faults.ts";
import { startTikvLab } from "../../labs/tikv/lab.ts";
import { fileOf, type OpenLab } from "./open-lab.ts";

const quick = { grace_ms: 2_000, settle_ms: 5_000 };
const invariants = [
  ...["store_down", "high_latency", "low_disk_space", "region_health", "leader_imbalance", "scheduler_left_behind"],
  ...["pd_no_leader", "pd_member_down"],
];
const timing = Object.fromEntries(invariants.map((name) => [name, quick]));

interface Broken {
  readonly fault: string;
  readonly target: FaultTarget;
  readonly cause: string;
  readonly showsAfterMs?: number;
}

/** PD calls a store Disconnected after 20 s, and hears from each every 10 s. */
const [silentMs, beatMs, electMs] = [20_000, 10_000, 5_000];
const broken: readonly Broken[] = [
  { fault: "store_stopped", target: { store: "tikv2" }, cause: "store_stopped", showsAfterMs: silentMs },
  { fault: "store_cut_off", target: { store: "tikv2" }, cause: "store_cut_off", showsAfterMs: silentMs },
  { fault: "store_slow", target: { store: "tikv3" }, cause: "store_slow" },
  { fault: "store_full", target: { store: "tikv1" }, cause: "store_full", showsAfterMs: beatMs },
  { fault: "peers_missing", target: { regions: 4 }, cause: "repair_switched_off" },
  { fault: "peers_pending", target: { store: "tikv1", regions: 9 }, cause: "follower_behind", showsAfterMs: beatMs },
  { fault: "leaders_piled", target: { store: "tikv1" }, cause: "balancing_paused", showsAfterMs: beatMs },
  { fault: "evict_left_behind", target: { store: "tikv2" }, cause: "drain_left_behind" },
  { fault: "pd_member_down", target: { member: "pd2" }, cause: "pd_member_stopped" },
  { fault: "pd_leaderless", target: {}, cause: "pd_without_leader", showsAfterMs: electMs },
];

export async function openTikvLab(everyMs: number): Promise<OpenLab> {
  const logs = await mkdtemp(join(tmpdir(), "tikv-lab-"));
  const lab = await startTikvLab({ logs });
  const stores = lab.tikv.map(({ address, statusUrl, log }) => ({ address, status_url: statusUrl, log }));
  const own = labFile({ subject: "tikv-lab", kind: "tikv", settings: { pd: lab.pd, stores } });
  const memberOf = ({ store, member }: FaultTarget) => lab.tikv.find(({ name }) => name === store)?.address ?? member;
  return {
    file: fileOf(own, everyMs, { thresholds: { pending_regions: 5 }, timing }),
    cases: broken.map(({ fault, target, cause, showsAfterMs }) => {
      const on = memberOf(target);
      return {
        ...{ fault, cause, ...(on !== undefined && { on }), ...(showsAfterMs !== undefined && { showsAfterMs }) },
        begin: () => lab.begin(fault, target),
        end: () => lab.end(fault, target),
      };
    }),
    async stop() {
      await lab.stop();
      await rm(logs, { recursive: true, force: true });
    },
  };
}

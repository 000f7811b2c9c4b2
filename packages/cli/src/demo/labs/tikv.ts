import { startProgram } from "../stage/start-program.ts";
import { askDoor } from "./ask-door.ts";
import type { Chapter, Lab, LabStart } from "./lab.ts";
import { readReady } from "./read-ready.ts";

/** How many times as quickly the stand-in's time runs: its heartbeats are ten seconds apart. */
const rate = 10;

/** In a cluster that serves customers these are a minute and more; ten times as quick a time wants a tenth of it. */
const quick = { grace_ms: 6_000, settle_ms: 6_000 };
const timing = Object.fromEntries(
  ["scheduler_left_behind", "leader_imbalance", "region_health", "high_latency", "store_down", "pd_member_down"].map(
    (invariant) => [invariant, quick],
  ),
);

const chapters: readonly Chapter[] = [
  {
    title: "A drain that was forgotten",
    text: "Somebody drained tikv2 for maintenance and went home. It serves nothing, and nobody gets an alert.",
    breaks: [{ fault: "evict_left_behind", member: "tikv2", what: "tikv2 is drained and left so" }],
  },
  {
    title: "Leaders pile up",
    text: "Balancing was paused, and most regions are led by tikv1 alone: it does the work of three.",
    breaks: [{ fault: "leaders_piled", member: "tikv1", what: "balancing is paused and tikv1 leads most regions" }],
  },
  {
    title: "A member of PD stops",
    text: "pd2 ends. Two of three still decide, so nothing is lost, and nothing that is offered would start it.",
    breaks: [{ fault: "pd_member_down", member: "pd2", what: "the process of pd2 ends" }],
  },
  {
    title: "Replicas are missing",
    text: "Regions lack a replica and PD is told not to repair them. To what the limit is set back is a person's to say.",
    breaks: [{ fault: "peers_missing", member: "tikv3", what: "regions lose a replica, and repair is switched off" }],
  },
  {
    title: "A store dies",
    text: "tikv3 ends. Its regions elect other leaders; who starts the machine again is a person.",
    breaks: [{ fault: "store_stopped", member: "tikv3", what: "the process of tikv3 ends" }],
  },
];

/** Starts the stand-in for PD and TiKV. Throws `demo.not_started` and `demo.lab`. */
export async function startTikv({ projectFolder, env, signal }: LabStart): Promise<Lab> {
  const args = ["--rate", String(rate)];
  const program = await startProgram({
    ...{ what: "the TiKV lab", projectFolder, script: "labs/tikv/main.ts", args, env, signal },
  });
  const ready = readReady(program.ready);
  const control = ready.text("control");
  const file = ready.file();
  const stores: readonly { readonly status_url: string }[] = file.settings.stores;
  const door = (method: string, { fault, member }: { readonly fault: string; readonly member: string }) =>
    askDoor(`${control}/lab/faults`, { method, body: { fault, store: member, member } });
  return {
    title: "TiKV",
    what: `three PD members and three TiKV stores: a stand-in that answers as they do, its time ${rate} times as quick`,
    program,
    subject: file.subject,
    file: JSON.stringify({ ...file, settings: { ...file.settings, timing } }, null, 2),
    workload: {
      metrics: stores.map(({ status_url: url }) => `${url}/metrics`),
      histogram: "tikv_grpc_msg_duration_seconds",
      // Collecting garbage is nobody's request.
      without: 'type="kv_gc"',
    },
    chapters,
    break: (breakage) => door("POST", breakage),
    async mend(breaks) {
      for (const breakage of breaks) await door("DELETE", breakage);
    },
  };
}

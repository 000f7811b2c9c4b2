import { labFile } from "../../labs/lab-file.ts";
import { startPostgresLab } from "../../labs/postgres/lab.ts";
import { fileOf, type OpenLab } from "./open-lab.ts";

/** What takes minutes in a real system shows within seconds in a lab. */
const thresholds = {
  ...{ replayLagMs: 500, replayLagBytes: 1024 ** 3, lockWaitMs: 300, transactionMs: 3_000, wraparoundAge: 20_000 },
};
const quick = { graceMs: 2_000, settleMs: 5_000 };
const invariants = [
  ...["primary_down", "standby_down", "split_brain", "replica_lag", "blocked_sessions", "long_transaction"],
  ...["connections_near_limit", "disk_low", "slot_inactive", "wraparound_near"],
];
const timing = Object.fromEntries(invariants.map((name) => [name, quick]));

/** For so long a look waits for a member that does not answer, twice. */
const silentMs = 2 * 3_000;

/** What is the matter, and with whom, by the lab's name of the fault. */
const causes: Readonly<
  Record<string, { readonly cause: string; readonly on?: string; readonly showsAfterMs?: number }>
> = {
  // First what leaves nothing in the logs: what a server wrote when it was killed is read minutes later, too.
  replay_paused: { cause: "replay_paused", on: "standby" },
  slot_left_behind: { cause: "slot_left_behind", on: "primary" },
  idle_in_transaction: { cause: "idle_in_transaction", on: "primary" },
  blocking_chain: { cause: "long_statement_blocks", on: "primary" },
  lock_queue: { cause: "change_in_queue", on: "primary" },
  prepared_transaction: { cause: "prepared_transaction", on: "primary" },
  connections_used_up: { cause: "connections_leak", on: "primary" },
  disk_filling: { cause: "disk_filling", on: "primary" },
  wraparound_age: { cause: "freezing_behind", on: "primary" },
  primary_cut_off: { cause: "primary_unreachable", on: "primary", showsAfterMs: silentMs },
  primary_frozen: { cause: "primary_hung", on: "primary", showsAfterMs: silentMs },
  standby_cut_off: { cause: "log_does_not_come", on: "standby" },
  standby_killed: { cause: "standby_stopped", on: "standby" },
  primary_killed: { cause: "primary_stopped", on: "primary" },
  // Last: what comes after it is another cluster.
  split_brain: { cause: "split_brain" },
};

export async function openPostgresLab(everyMs: number): Promise<OpenLab> {
  const lab = await startPostgresLab();
  const { primary, standbys, faults } = lab;
  const own = labFile({ subject: "postgres-lab", kind: "postgres", settings: { primary, standbys } });
  return {
    file: fileOf(own, everyMs, { thresholds, timing }),
    // Not everybody may mount the disk that one of them fills.
    cases: Object.entries(causes).flatMap(([fault, known]) => {
      const breakage = faults[fault];
      if (breakage === undefined) return [];
      const { begin, end } = breakage;
      return [{ fault, ...known, begin, end }];
    }),
    stop: () => lab.stop(),
  };
}

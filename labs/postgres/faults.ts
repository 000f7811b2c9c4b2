import { addressOf, asAdministrator } from "./administrator.ts";
import type { Cluster } from "./cluster.ts";
import type { Connection } from "./connection.ts";
import type { Programs } from "./programs.ts";
import type { Wire } from "./proxy.ts";
import { createSessionFaults } from "./session-faults.ts";
import type { SmallDisk } from "./small-disk.ts";
import { until } from "./until.ts";

/** Something that really breaks, begun and undone by a call each. */
export interface LabFault {
  readonly what: string;
  begin(): Promise<void>;
  end(): Promise<void>;
}

export interface FaultPlace {
  readonly cluster: Cluster;
  readonly programs: Programs;
  /** Between everybody but the standby and the primary. */
  readonly wire: Wire;
  /** Absent where we may not mount one. */
  readonly disk: SmallDisk | undefined;
}

/** Transaction ids that `wraparound_age` uses up: real wraparound takes two thousand million, which is days. */
const usedUpIds = 30_000;
const fullPercent = 95;

export type Faults = Readonly<Record<string, LabFault>>;

export function createFaults({ cluster, programs, wire, disk }: FaultPlace): Faults {
  const { primary, standbys } = cluster;
  const [first] = standbys;
  if (first === undefined) throw new TypeError("The lab has at least one standby");
  const { server: standby } = first;
  const onPrimary = <T>(work: (admin: Connection) => Promise<T>) => asAdministrator(primary.port, work);
  const onStandby = <T>(work: (admin: Connection) => Promise<T>) => asAdministrator(standby.port, work);
  const faults: Record<string, LabFault> = {
    primary_killed: {
      what: "The primary is ended with kill -9",
      async begin() {
        await primary.kill();
        await wire.hangUp();
      },
      async end() {
        await primary.start();
        await wire.listen();
      },
    },
    primary_frozen: {
      what: "The primary's first process is stopped: sessions go on, and nobody can open a new one",
      begin: async () => primary.freeze(),
      end: async () => primary.thaw(),
    },
    primary_cut_off: {
      what: "Nothing gets through between the clients and the primary; the standby still streams",
      begin: async () => wire.cut(),
      end: async () => wire.mend(),
    },
    standby_killed: {
      what: "The standby is ended with kill -9",
      begin: () => standby.kill(),
      end: () => standby.start(),
    },
    standby_cut_off: {
      what: "Nothing gets through between the primary and the standby: no log comes",
      begin: async () => first.wire.cut(),
      end: async () => first.wire.mend(),
    },
    replay_paused: {
      what: "The standby's replay is paused, and it falls behind",
      begin: () =>
        onStandby(async (admin) => {
          await admin.query("SELECT pg_wal_replay_pause()");
          const sql = "SELECT 1 FROM pg_get_wal_replay_pause_state() AS state WHERE state = 'paused'";
          await until("replay is paused", async () => (await admin.query(sql)).length === 1);
        }),
      end: () => onStandby(async (admin) => void (await admin.query("SELECT pg_wal_replay_resume()"))),
    },
    slot_left_behind: {
      what: "A replication slot that nobody reads holds write-ahead log",
      begin: () =>
        onPrimary(
          async (admin) => void (await admin.query("SELECT pg_create_physical_replication_slot('forgotten', true)")),
        ),
      end: () =>
        onPrimary(async (admin) => {
          const sql =
            "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = 'forgotten'";
          await admin.query(sql);
        }),
    },
    wraparound_age: {
      what: `${usedUpIds} transaction ids are used up, with nothing frozen`,
      begin: () => onPrimary((admin) => useUpIds(admin)),
      async end() {
        const database = addressOf(primary.port, "postgres");
        await programs.run(programs.words("vacuumdb", "--all", "--freeze", "--quiet", "--maintenance-db", database));
      },
    },
    split_brain: {
      what: "The standby was promoted while the primary lives: two take writes",
      begin: () => onStandby(async (admin) => void (await admin.query("SELECT pg_promote()"))),
      end: () => first.rebuild(),
    },
    ...createSessionFaults(primary.port),
  };
  if (disk === undefined) return faults;
  return {
    ...faults,
    disk_filling: {
      what: `The primary's disk is ${fullPercent} % full`,
      begin: () => disk.fill(fullPercent),
      end: () => disk.empty(),
    },
  };
}

async function useUpIds(admin: Connection): Promise<void> {
  await admin.query("SET synchronous_commit = off");
  await admin.query(`DO $$ BEGIN
    FOR each IN 1..${usedUpIds} LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP;
  END $$`);
}

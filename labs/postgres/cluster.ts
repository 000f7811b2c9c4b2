import { appendFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { asAdministrator } from "./administrator.ts";
import { freePort } from "./free-port.ts";
import type { Programs } from "./programs.ts";
import { openWire, type Wire } from "./proxy.ts";
import { createServer, type Server } from "./server.ts";
import type { Home } from "./small-disk.ts";
import { until } from "./until.ts";

/** Small, because some faults use up what there is. */
const settings = {
  max_connections: "20",
  superuser_reserved_connections: "3",
  max_prepared_transactions: "5",
  max_wal_senders: "5",
  max_wal_size: "32MB",
  min_wal_size: "4MB",
  shared_buffers: "16MB",
  // The data lives as long as the lab does.
  fsync: "off",
  autovacuum: "off",
  // A wire that is cut is noticed within these.
  wal_sender_timeout: "2s",
  wal_receiver_timeout: "2s",
  wal_receiver_status_interval: "1s",
  wal_retrieve_retry_interval: "200ms",
  log_line_prefix: "%m [%p] ",
  log_timezone: "UTC",
} as const;

/** One standby, which gets its log over a wire of its own. */
export interface Standby {
  /** Also the name of its slot. */
  readonly name: string;
  readonly server: Server;
  readonly wire: Wire;
  /** Makes it anew from the primary, whatever became of it. */
  rebuild(): Promise<void>;
}

/** A primary and its streaming standbys, with the roles that a watcher and an actor need. */
export interface Cluster {
  readonly primary: Server;
  readonly standbys: readonly Standby[];
  close(): Promise<void>;
}

export interface ClusterPlace {
  readonly programs: Programs;
  /** Where the lab keeps its files. */
  readonly folder: string;
  /** Where the primary keeps its data: a folder that its user may write in. */
  readonly home: Home;
  readonly standbyNames: readonly string[];
}

export async function startCluster(place: ClusterPlace): Promise<Cluster> {
  const { programs, folder, home, standbyNames } = place;
  const log = join(folder, "primary.log");
  const primary = createServer({ programs, home, log, port: await freePort(), settings });
  const standbys: Standby[] = [];
  const close = async () => {
    await Promise.all(standbys.map(({ server }) => server.close()));
    await primary.close();
    await Promise.all(standbys.map(({ wire }) => wire.close()));
  };
  try {
    const words = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "--wal-segsize=1"];
    await programs.run([...home.enter, ...programs.words("initdb", "-D", join(home.path, "data"), ...words)]);
    await appendFile(join(home.seenAt, "data", "pg_hba.conf"), "host replication all 127.0.0.1/32 trust\n");
    await primary.start();
    await prepare(primary.port);
    for (const name of standbyNames) {
      const standby = await createStandby(place, name, primary);
      standbys.push(standby);
      await standby.rebuild();
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { primary, standbys, close };
}

async function createStandby({ programs, folder }: ClusterPlace, name: string, primary: Server): Promise<Standby> {
  const path = join(folder, name);
  const data = join(path, "data");
  const home: Home = { path, seenAt: path, enter: [] };
  const server = createServer({ programs, home, log: `${path}.log`, port: await freePort(), settings });
  const wire = await openWire(primary.port);
  return {
    name,
    server,
    wire,
    async rebuild() {
      await server.close();
      await rm(data, { recursive: true, force: true });
      await makeSlot(primary.port, name);
      const from = `host=127.0.0.1 port=${wire.port} user=postgres application_name=${name}`;
      const how = ["--write-recovery-conf", "--checkpoint=fast", "--no-sync", "--slot", name];
      await programs.run(programs.words("pg_basebackup", "-d", from, "-D", data, ...how));
      await server.start();
      await waitForStream(primary.port, name);
    },
  };
}

async function prepare(port: number): Promise<void> {
  await asAdministrator(port, (admin) =>
    admin.query(`
      CREATE ROLE watcher LOGIN; GRANT pg_monitor TO watcher;
      CREATE ROLE actor LOGIN REPLICATION; GRANT pg_monitor, pg_signal_backend TO actor;
      GRANT EXECUTE ON FUNCTION pg_wal_replay_pause(), pg_wal_replay_resume(), pg_promote(boolean, integer) TO actor;
      CREATE ROLE application LOGIN;
      CREATE TABLE load (id int PRIMARY KEY, writes bigint NOT NULL, at timestamptz);
      INSERT INTO load SELECT id, 0, NULL FROM generate_series(0, 9) AS id;
      CREATE TABLE account (id int PRIMARY KEY, balance int NOT NULL);
      INSERT INTO account SELECT id, 100 FROM generate_series(1, 10) AS id;
      GRANT SELECT, UPDATE ON load, account TO application;
      ALTER TABLE account OWNER TO application;
      ALTER DATABASE template0 WITH ALLOW_CONNECTIONS true`),
  );
}

async function makeSlot(port: number, name: string): Promise<void> {
  const sql = `SELECT pg_create_physical_replication_slot($1::name, true)
    WHERE NOT EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = $1)`;
  await asAdministrator(port, (admin) => admin.query(sql, [name]));
}

async function waitForStream(port: number, name: string): Promise<void> {
  const sql = "SELECT 1 FROM pg_stat_replication WHERE state = 'streaming' AND application_name = $1";
  await asAdministrator(port, (admin) =>
    until(`${name} streams`, async () => (await admin.query(sql, [name])).length === 1),
  );
}

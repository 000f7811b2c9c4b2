import { chmod, chown, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeAbandonedFolders } from "./abandoned.ts";
import { addressOf } from "./administrator.ts";
import { type Cluster, startCluster } from "./cluster.ts";
import { createFaults, type Faults } from "./faults.ts";
import { type Load, startLoad } from "./load.ts";
import { findPrograms } from "./programs.ts";
import { openWire, type Wire } from "./proxy.ts";
import { mountSmallDisk, type SmallDisk } from "./small-disk.ts";

const prefix = "steadyhand-lab-postgres-";

/** Where somebody who watches finds a member, as a subject's configuration has it. */
export interface LabMember {
  readonly id: string;
  readonly watch: string;
  readonly act: string;
  readonly log: string;
  readonly slot?: string;
  readonly disk?: { readonly command: readonly string[] };
}

/** A primary and its streaming standbys, real and disposable, under a light load. */
export interface Lab {
  readonly primary: LabMember;
  readonly standbys: readonly LabMember[];
  readonly faults: Faults;
  readonly load: Load;
  /** The primary behind its wire, for who has every right. */
  readonly administrator: string;
  stop(): Promise<void>;
}

const allStandbys = ["standby", "standby_2"] as const;

/** Faults of a standby strike the first of them. */
export async function startPostgresLab({ standbys = 1 }: { readonly standbys?: 1 | 2 } = {}): Promise<Lab> {
  const programs = await findPrograms();
  await removeAbandonedFolders(prefix);
  const folder = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`));
  await chown(folder, programs.user.uid, programs.user.gid);
  await chmod(folder, 0o711);
  const undo: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true })];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const disk = await mountSmallDisk(join(folder, "disk"), programs.user);
    if (disk) undo.push(() => disk.remove());
    const home = disk ?? { path: folder, seenAt: folder, enter: [] };
    const cluster = await startCluster({
      programs,
      folder,
      home,
      standbyNames: allStandbys.slice(0, standbys),
    });
    undo.push(cluster.close);
    const wire = await openWire(cluster.primary.port);
    undo.push(() => wire.close());
    const load = startLoad(addressOf(wire.port, "application"));
    undo.push(() => load.stop());
    return { ...describe(cluster, wire, disk), faults: createFaults({ cluster, programs, wire, disk }), load, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function describe({ primary, standbys }: Cluster, wire: Wire, disk: SmallDisk | undefined) {
  const member = (id: string, port: number, log: string): LabMember => ({
    id,
    watch: addressOf(port, "watcher"),
    act: addressOf(port, "actor"),
    log,
  });
  const watchedDisk = disk && { disk: { command: [...disk.enter, "df", "--output=pcent", disk.path] } };
  return {
    primary: { ...member("primary", wire.port, primary.log), ...watchedDisk },
    standbys: standbys.map(({ name, server }) => ({ ...member(name, server.port, server.log), slot: name })),
    administrator: addressOf(primary.port, "postgres"),
  };
}

import { appendFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { createLabClock, type LabClock } from "./clock.ts";
import { answerAsControl } from "./control.ts";
import { type FaultTarget, faults } from "./faults.ts";
import { type Cluster, createCluster, type LogEntry } from "./model.ts";
import { answerAsMember } from "./pd-member.ts";
import { openPort, type Port } from "./port.ts";
import { simulate } from "./simulate.ts";
import { answerAsTikv } from "./tikv-status.ts";
import { logLine } from "./unified-log.ts";

export interface TikvLabOptions {
  /** 3 without it. */
  readonly stores?: number;
  /** 30 without it. */
  readonly regions?: number;
  /** How many times as quickly its time runs. */
  readonly rate?: number;
  /** Where each member's log goes as `NAME.log`; none is written without it. */
  readonly logs?: string;
}

export interface TikvLab {
  readonly pd: readonly { readonly name: string; readonly url: string; readonly log?: string }[];
  readonly tikv: readonly {
    readonly name: string;
    readonly id: number;
    readonly address: string;
    readonly statusUrl: string;
    readonly log?: string;
  }[];
  /** Where `/lab/clock` and `/lab/faults` are. */
  readonly controlUrl: string;
  readonly clock: LabClock;
  begin(fault: string, target?: FaultTarget): Promise<void>;
  end(fault: string, target?: FaultTarget): Promise<void>;
  /** Somebody else changes a region: its epoch goes on. */
  touchRegion(id: number): void;
  stop(): Promise<void>;
}

const ownTickMs = 250;

/** Three PD members and their TiKV status servers on free ports of 127.0.0.1, with one model behind them. */
export async function startTikvLab({
  stores = 3,
  regions = 30,
  rate = 1,
  logs,
}: TikvLabOptions = {}): Promise<TikvLab> {
  if (logs !== undefined) mkdirSync(logs, { recursive: true });
  const logOf = (name: string) => (logs === undefined ? undefined : join(logs, `${name}.log`));
  const clock = createLabClock();
  clock.setRate(rate);
  const log = (entry: LogEntry) => {
    const path = logOf(entry.member);
    if (path !== undefined) appendFileSync(path, `${logLine(entry, clock.nowMs())}\n`);
  };
  const cluster = createCluster({ stores, regions }, clock.nowMs(), log);
  const ports = await openPorts(cluster, clock);
  const control: Port = await openPort((request, response) => answerAsControl(lab, request, response));
  for (const member of cluster.members)
    log({ member: member.name, level: "INFO", source: "util.go:42", message: "Welcome to Placement Driver (PD)" });
  for (const { name } of cluster.stores.values())
    log({ member: name, level: "INFO", source: "lib.rs:84", message: "Welcome to TiKV" });
  // It goes on when nobody asks, so that what happens stands in the logs when it happens.
  const timer = setInterval(() => simulate(cluster, clock.nowMs()), ownTickMs);
  const withLog = (name: string) => {
    const path = logOf(name);
    return path === undefined ? {} : { log: path };
  };
  const change = async (side: "begin" | "end", name: string, target: FaultTarget) => {
    const fault = faults[name];
    if (fault === undefined) throw new RangeError(`There is no fault ${name}`);
    simulate(cluster, clock.nowMs());
    fault[side](cluster, target);
    await ports.follow();
  };
  const lab: TikvLab = {
    pd: cluster.members.map(({ name, clientUrl }) => ({ name, url: clientUrl, ...withLog(name) })),
    tikv: [...cluster.stores.values()].map(({ name, id, address, statusAddress }) => ({
      name,
      id,
      address,
      statusUrl: `http://${statusAddress}`,
      ...withLog(name),
    })),
    controlUrl: control.url,
    clock,
    begin: (fault, target = {}) => change("begin", fault, target),
    end: (fault, target = {}) => change("end", fault, target),
    touchRegion(id) {
      const region = cluster.regions.get(id);
      if (region === undefined) throw new RangeError(`There is no region ${id}`);
      region.confVer++;
    },
    async stop() {
      clearInterval(timer);
      await Promise.all([control.shut(), ports.shut()]);
    },
  };
  return lab;
}

/** Each member's port, open while its process is said to run. */
async function openPorts(cluster: Cluster, clock: LabClock) {
  const all: { readonly port: Port; readonly isOpen: () => boolean }[] = [];
  for (const member of cluster.members) {
    const answer = answerAsMember({ cluster, clock, member });
    const port = await openPort((request, response) => void answer(request, response));
    member.clientUrl = port.url;
    all.push({ port, isOpen: () => member.isRunning });
  }
  for (const store of cluster.stores.values()) {
    const port = await openPort(answerAsTikv({ cluster, clock, store }));
    store.statusAddress = port.host;
    // What would be its gRPC address; nobody listens there.
    store.address = `${store.name}.lab:20160`;
    all.push({ port, isOpen: () => store.process !== "stopped" });
  }
  return {
    follow: async () => void (await Promise.all(all.map(({ port, isOpen }) => (isOpen() ? port.open() : port.shut())))),
    shut: async () => void (await Promise.all(all.map(({ port }) => port.shut()))),
  };
}

import { keyBetween } from "./keys.ts";
import type { Cluster, Peer, Region } from "./model.ts";
import { answers } from "./store-state.ts";

export type Step =
  | { readonly kind: "transfer_leader"; readonly from: number; readonly to: number }
  | { readonly kind: "add_learner"; readonly storeId: number; readonly peerId: number }
  | { readonly kind: "promote_learner"; readonly storeId: number; readonly peerId: number }
  | { readonly kind: "remove_peer"; readonly storeId: number }
  | { readonly kind: "split"; readonly keys: readonly string[] }
  | { readonly kind: "merge"; readonly source: number; readonly target: number };

export type OperatorStatus = "RUNNING" | "SUCCESS" | "CANCEL" | "REPLACE" | "TIMEOUT";

export interface Operator {
  readonly regionId: number;
  readonly desc: string;
  readonly brief: string;
  /** Words of its kind, such as `admin,leader`. */
  readonly kind: string;
  readonly steps: readonly Step[];
  readonly createdMs: number;
  readonly timeoutMs: number;
  /** What the region's epoch must be: it moves on with its own steps and with nothing else. */
  epoch: { confVer: number; version: number };
  current: number;
  stepReadyMs: number;
  status: OperatorStatus;
  endedMs?: number;
}

/** How long a step takes, in the lab's time. */
const stepMs: Readonly<Record<Step["kind"], number>> = {
  transfer_leader: 500,
  add_learner: 3_000,
  promote_learner: 500,
  remove_peer: 1_000,
  split: 1_000,
  merge: 2_000,
};

const fastMs = 60_000;
const slowMs = 10 * 60_000;
const keptMs = 10 * 60_000;

export interface Order {
  readonly desc: string;
  readonly brief: string;
  readonly kind: string;
  readonly steps: readonly Step[];
}

/** Puts an operator on a region. False where one runs that it may not replace: only an admin's replaces a scheduler's. */
export function addOperator(cluster: Cluster, region: Region, order: Order): boolean {
  const running = cluster.operators.get(region.id);
  const isAdmin = (kind: string) => kind.split(",").includes("admin");
  if (running !== undefined) {
    if (!isAdmin(order.kind) || isAdmin(running.kind)) return false;
    endOperator(cluster, running, "REPLACE");
  }
  const [first] = order.steps;
  cluster.operators.set(region.id, {
    ...order,
    regionId: region.id,
    createdMs: cluster.nowMs,
    timeoutMs: order.steps.every(({ kind }) => kind === "transfer_leader") ? fastMs : slowMs,
    epoch: { confVer: region.confVer, version: region.version },
    current: 0,
    stepReadyMs: cluster.nowMs + (first ? stepMs[first.kind] : 0),
    status: "RUNNING",
  });
  logOperator(cluster, "add operator", region.id, order.desc);
  return true;
}

export function endOperator(cluster: Cluster, operator: Operator, status: OperatorStatus): void {
  operator.status = status;
  operator.endedMs = cluster.nowMs;
  cluster.operators.delete(operator.regionId);
  cluster.ended.push(operator);
  const message = { SUCCESS: "operator finish", TIMEOUT: "operator timeout", CANCEL: "operator canceled" }[
    status as string
  ];
  logOperator(cluster, message ?? "replace old operator", operator.regionId, operator.desc);
}

/** Moves every operator on to `cluster.nowMs`, and forgets those that ended long ago. */
export function runOperators(cluster: Cluster): void {
  for (const operator of [...cluster.operators.values()]) runOperator(cluster, operator);
  while ((cluster.ended[0]?.endedMs ?? cluster.nowMs) < cluster.nowMs - keptMs) cluster.ended.shift();
}

function runOperator(cluster: Cluster, operator: Operator): void {
  const region = cluster.regions.get(operator.regionId);
  const { epoch } = operator;
  if (region === undefined || region.confVer !== epoch.confVer || region.version !== epoch.version) {
    endOperator(cluster, operator, "CANCEL");
    return;
  }
  if (cluster.nowMs - operator.createdMs > operator.timeoutMs) {
    endOperator(cluster, operator, "TIMEOUT");
    return;
  }
  const step = operator.steps[operator.current];
  if (step === undefined || cluster.nowMs < operator.stepReadyMs || !applyStep(cluster, region, step)) return;
  operator.epoch = { confVer: region.confVer, version: region.version };
  const next = operator.steps[++operator.current];
  if (next === undefined) endOperator(cluster, operator, "SUCCESS");
  else operator.stepReadyMs = cluster.nowMs + stepMs[next.kind];
}

/** False where those that it needs do not answer: it waits, until the operator's time is up. */
function applyStep(cluster: Cluster, region: Region, step: Step): boolean {
  const leader = cluster.stores.get(region.leaderStoreId);
  const answering = (storeId: number) => answers(cluster.stores.get(storeId));
  switch (step.kind) {
    case "transfer_leader":
      if (!answers(leader) || !answering(step.to)) return false;
      region.leaderStoreId = step.to;
      return true;
    case "add_learner":
      if (!answers(leader) || !answering(step.storeId)) return false;
      region.peers.push({ id: step.peerId, storeId: step.storeId, role: 1, isPending: false });
      region.confVer++;
      return true;
    case "promote_learner":
      for (const peer of region.peers) if (peer.id === step.peerId) peer.role = 0;
      region.confVer++;
      return true;
    case "remove_peer":
      if (!answers(leader) || region.leaderStoreId === step.storeId) return false;
      region.peers = region.peers.filter(({ storeId }) => storeId !== step.storeId);
      region.confVer++;
      return true;
    case "split":
      return answers(leader) && split(cluster, region, step.keys);
    default:
      return answers(leader) && merge(cluster, step);
  }
}

function split(cluster: Cluster, region: Region, given: readonly string[]): boolean {
  const keys = given.length > 0 ? given : [keyBetween(region.startKey, region.endKey)];
  const version = region.version + keys.length;
  const sizeMiB = region.sizeMiB / (keys.length + 1);
  for (const key of keys.toSorted()) {
    // As TiKV does by default: the new region gets the left part, and the old one keeps the right.
    const id = cluster.nextId();
    const peers = region.peers.map((peer): Peer => ({ ...peer, id: cluster.nextId() }));
    cluster.regions.set(id, { ...region, id, peers, endKey: key, version, sizeMiB });
    region.startKey = key;
  }
  Object.assign(region, { version, sizeMiB });
  return true;
}

function merge(cluster: Cluster, { source, target }: Extract<Step, { kind: "merge" }>): boolean {
  const [from, into] = [cluster.regions.get(source), cluster.regions.get(target)];
  if (from === undefined || into === undefined) return false;
  if (from.endKey === into.startKey && from.endKey !== "") into.startKey = from.startKey;
  else into.endKey = from.endKey;
  into.version = Math.max(from.version, into.version) + 1;
  into.sizeMiB += from.sizeMiB;
  cluster.regions.delete(source);
  return true;
}

function logOperator(cluster: Cluster, message: string, regionId: number, desc: string): void {
  const fields = { "region-id": regionId, operator: desc };
  cluster.log({
    member: cluster.leader ?? "pd1",
    level: "INFO",
    source: "operator_controller.go:488",
    message,
    fields,
  });
}

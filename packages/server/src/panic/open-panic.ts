import { createHash, randomBytes } from "node:crypto";
import { join, resolve } from "node:path";
import type { TenantId } from "@steadyhand/core/identity";
import type { PanicId } from "@steadyhand/core/panic";
import {
  type Bus,
  type Clock,
  createInProcessBus,
  createPanic,
  type NodeFacts,
  type Nodes,
  type Panic,
  type PanicPeer,
  type PanicRunner,
  type PanicSign,
} from "@steadyhand/engine";
import { openRedisBus, type RedisBus } from "@steadyhand/redis";
import type { ServerLog } from "../log.ts";
import type { DataFolder } from "../start/data-folder.ts";
import type { OpenStores } from "../start/open-stores.ts";
import { flagFile } from "./flag-file.ts";
import { createPeers } from "./peers.ts";
import { type RememberedPeople, rememberPeople } from "./remembered-people.ts";
import type { SigningSecret } from "./signed-body.ts";

interface PanicPlace {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly folder: DataFolder;
  readonly stores: Pick<OpenStores, "panic" | "people" | "ledger">;
  readonly tenantId: TenantId;
  readonly clock: Clock;
  readonly log: ServerLog;
  /** Whether other nodes may share the database. */
  readonly isShared: boolean;
}

/** What is there before anything runs: the bus, and everybody's keys in memory. */
export interface PanicGround {
  readonly bus: Bus;
  readonly redis: RedisBus | undefined;
  readonly nodeSecret: SigningSecret;
  readonly remembered: RememberedPeople;
}

/** A bus that answers at once needs no longer, and a start must not wait for one that does not. */
const busWithinMs = 1500;

export async function openPanicGround(place: PanicPlace, opening: AsyncDisposableStack): Promise<PanicGround> {
  const { env, stores, tenantId, clock, log } = place;
  const secret = await stores.panic.clusterSecret(tenantId, randomBytes(32).toString("base64url"));
  const remembered = await rememberPeople(stores.people, tenantId, log);
  opening.defer(() => remembered.close());
  const url = env.STEADYHAND_REDIS || env.REDIS_URL;
  const redis = url
    ? openRedisBus({ url, prefix: `steadyhand:${shortHash(secret)}`, clock, newPanicId, log })
    : undefined;
  if (redis) {
    opening.defer(() => redis.close());
    await redis.settled(busWithinMs);
  }
  return { bus: redis ?? createInProcessBus({ log }), redis, nodeSecret: { name: "nodes", secret }, remembered };
}

export interface PanicParts {
  readonly facts: Pick<NodeFacts, "id" | "name">;
  readonly nodes: () => Nodes | undefined;
  readonly runners: readonly PanicRunner[];
}

/** Opens panic on a node, with whatever sign of it is there already. Nothing has been taken up yet. */
export async function openPanic(
  place: PanicPlace,
  { bus, redis, nodeSecret }: PanicGround,
  { facts: { id, name }, nodes, runners }: PanicParts,
  opening: AsyncDisposableStack,
): Promise<Panic> {
  const { env, folder, stores, tenantId, clock, log, isShared } = place;
  const flag = env.STEADYHAND_PANIC_FILE
    ? resolve(env.INIT_CWD ?? env.PWD ?? folder.path, env.STEADYHAND_PANIC_FILE)
    : join(folder.path, "PANIC");
  const signs: PanicSign[] = [flagFile(flag, log), ...(redis ? [redis.panicKey] : [])];
  const peers = createPeers({ list: () => peersOf(nodes()), secret: nodeSecret, now: clock.now });
  opening.defer(() => peers.close());
  const panic = createPanic({
    ...{ node: { id, name }, runners, signs, peers, bus, clock, log },
    store: stores.panic.panicOf(tenantId),
    append: (events) => stores.ledger.append(tenantId, events),
    newId: newPanicId,
    ...(isShared && { readStoreEveryMs: 1000 }),
  });
  opening.defer(() => panic.stop());
  await panic.look();
  return panic;
}

/** A server that has been gone for so long is not waited for any more. */
const forgottenAfterMs = 10 * 60_000;

function peersOf(nodes: Nodes | undefined): PanicPeer[] {
  return (nodes?.peers() ?? [])
    .filter(({ leaseLeftMs }) => leaseLeftMs > -forgottenAfterMs)
    .map(({ id, name, address = "" }) => ({ id, name, address }));
}

function newPanicId(): PanicId {
  return `pan_${randomBytes(12).toString("base64url")}`;
}

const shortHash = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 12);

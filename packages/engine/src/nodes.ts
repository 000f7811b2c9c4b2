import type { Execution } from "@steadyhand/core/execution";
import type { PanicPress } from "@steadyhand/core/panic";
import type { EngineLog } from "./engine-options.ts";
import type { Carrier, Claimed, Lease, NodeFacts, NodeStore, NodeView, ReadClaim } from "./node-port.ts";
import type { ExecutionKey } from "./ports.ts";

/** What a node does about the news of its heartbeat. */
export interface NodeListener {
  /** An execution is this node's now, or another node changed it: what it owes is to be carried out. */
  takeUp(execution: Execution, carrier: Carrier): Promise<void>;
  /** The lease was taken: timers stop, and nothing is begun any more. */
  fenced(): void;
  /** A heartbeat came back while other nodes live. */
  beaten(): void;
  /** The database says that panic is on, whether or not this node has heard of it. */
  panic(press: PanicPress): void;
}

/** This server among those that share its database. */
export interface Nodes {
  /** What may be written under now; `undefined` while there is no lease. */
  lease(): Lease | undefined;
  /** Until when the lease certainly holds, in ms of the machine's monotonic clock; 0 while there is none. */
  heldUntil(): number;
  /** Resolves once the lease certainly holds, with `true`; with `false` when the node stops. */
  held(): Promise<boolean>;
  /** Registers, takes up what is this node's, and keeps the lease from then on. */
  start(listener: NodeListener): Promise<void>;
  /** Where peers reach this node; told with the next heartbeat. */
  setAddress(address: string): void;
  /** The other nodes as the last heartbeat saw them. */
  peers(): readonly NodeView[];
  /** Looks at once instead of at the next heartbeat. */
  look(): void;
  /** Ends the heartbeats and gives the lease back; twice without harm. */
  stop(): Promise<void>;
}

/** A lease of 3 s survives two heartbeats that are lost. */
const beatMs = 1_000;
const leaseMs = 3_000;
/** What is left after each living node took its share is taken by whoever looks next; so is a look that failed. */
const restMs = 250;

/** Ms of a clock that every process of this machine shares and nobody can set. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint() / 1_000_000n);
}

export function createNodes(options: {
  readonly store: NodeStore;
  readonly facts: NodeFacts;
  readonly log: EngineLog;
}): Nodes {
  const { store, log } = options;
  let facts = options.facts;
  let lease: Lease | undefined;
  let heldUntil = 0;
  let lastSentAt = 0;
  /** Until then an ended lease may only mean that the database was away. */
  let quietUntil = 0;
  let others: readonly NodeView[] = [];
  let hadOrphans = false;
  let hasFailed = false;
  let owed: readonly Claimed[] = [];
  let listener: NodeListener | undefined;
  let timer: NodeJS.Timeout | undefined;
  let beating: Promise<void> | undefined;
  let isStopped = false;
  let takingUp: Promise<void> | undefined;
  /** Of these it was said already that they cannot be taken up. */
  const told = new Set<string>();
  let waiting: ((isHeld: boolean) => void)[] = [];

  async function register(): Promise<Lease> {
    const sentAt = monotonicMs();
    const taken = await store.register(facts);
    lease = taken;
    hold(sentAt);
    return taken;
  }

  function hold(sentAt: number): void {
    // The database counts from when it read the heartbeat, which is later than it was sent.
    heldUntil = sentAt + leaseMs;
    lastSentAt = sentAt;
    answer(true);
  }

  function owe(claimed: readonly Claimed[], { epoch }: Lease): void {
    owed = [...owed, ...claimed.map((one) => ({ ...one, epoch }))];
  }

  function answer(isHeld: boolean): void {
    const asked = waiting;
    waiting = [];
    for (const resolve of asked) resolve(isHeld);
  }

  /** One look: keeps the lease, takes the place of nodes that are gone, and carries out what others asked for. */
  async function beat(): Promise<void> {
    if (lease === undefined) return startOver();
    const sentAt = monotonicMs();
    if (sentAt - lastSentAt > leaseMs - beatMs / 2) quietUntil = sentAt + leaseMs;
    const seen = await store.beat(lease, facts.address);
    others = seen.others;
    for (const press of seen.panic) listener?.panic(press);
    if (!seen.isHeld) return startOver();
    hold(sentAt);
    owe(seen.asked, lease);
    const fenced = sentAt < quietUntil ? 0 : await fenceEnded();
    await takeOver(seen.orphans + fenced);
    if (others.length > 0) listener?.beaten();
  }

  /** Another node took the lease. What we hold in memory may be old: it is read anew under a new epoch. */
  async function startOver(): Promise<void> {
    if (lease !== undefined) {
      log.error({ node: facts.name, epoch: lease.epoch }, "another server has taken this one's lease: it starts over");
      lease = undefined;
      heldUntil = 0;
      owed = [];
      listener?.fenced();
    }
    await register();
    await takeOver(1);
  }

  /** Ends the epochs of nodes that are silent; gives how many executions that leaves. */
  async function fenceEnded(): Promise<number> {
    let left = 0;
    for (const node of others.filter(({ leaseLeftMs, carries }) => leaseLeftMs <= 0 && carries > 0)) {
      if (await store.fence(node)) log.info({ node: node.name, carried: node.carries }, "took a silent server's lease");
      left += node.carries;
    }
    return left;
  }

  async function takeOver(orphans: number): Promise<void> {
    if (lease === undefined) return;
    if (orphans > 0) {
      const living = 1 + others.filter((node) => node.leaseLeftMs > 0 && node.target === facts.target).length;
      const most = hadOrphans ? orphans : Math.ceil(orphans / living);
      const claimed = await store.claim(lease, most);
      if (claimed.length > 0) log.info({ node: facts.name, executions: claimed.length }, "took up executions");
      owe(claimed, lease);
      hadOrphans = claimed.length < orphans;
    } else hadOrphans = false;
    if (owed.length === 0) return;
    void takeUpOwed().catch((error: unknown) => log.error({ node: facts.name, error }, "taking up executions failed"));
  }

  /** What fails stays owed, alone, and is tried again with the next heartbeat. */
  function takeUpOwed(): Promise<void> {
    takingUp ??= takeUpEach().finally(() => {
      takingUp = undefined;
    });
    return takingUp;
  }

  async function takeUpEach(): Promise<void> {
    const failed = new Set<string>();
    for (let round = owed; round.length > 0; round = owed.filter((one) => !failed.has(nameOf(one)))) {
      const carriers = new Map(round.map((one) => [nameOf(one), one]));
      for (const found of await store.read([...carriers.values()])) {
        const carrier = carriers.get(nameOf(found));
        // A lease that was lost meanwhile has taken them away again.
        if (carrier === undefined || carrier.epoch !== lease?.epoch) continue;
        if (!(await takeUpOne(found, carrier))) failed.add(nameOf(found));
      }
      const tried = new Set(round);
      // What was asked for while this went on is looked at once more; of what failed, the last word is kept.
      owed = owed.filter((one) => !tried.has(one) || (failed.has(nameOf(one)) && carriers.get(nameOf(one)) === one));
    }
  }

  async function takeUpOne(found: ReadClaim, carrier: Claimed): Promise<boolean> {
    const { executionId } = found;
    try {
      if (found.state === "broken") throw found.error;
      const { handedOutMs } = found;
      await listener?.takeUp(found.execution, { ...carrier, ...(handedOutMs !== undefined && { handedOutMs }) });
      told.delete(nameOf(found));
      return true;
    } catch (error) {
      if (!told.has(nameOf(found)))
        log.error({ node: facts.name, executionId, error }, "taking up an execution failed");
      told.add(nameOf(found));
      return false;
    }
  }

  function nextLookMs(): number {
    if (hadOrphans || hasFailed) return restMs;
    const since = monotonicMs() - lastSentAt;
    const ends = others.filter(({ carries }) => carries > 0).map(({ leaseLeftMs }) => leaseLeftMs - since + 10);
    return Math.max(10, Math.min(beatMs - since, ...ends.filter((ms) => ms > 0)));
  }

  function look(): void {
    if (isStopped || beating !== undefined) return;
    clearTimeout(timer);
    beating = beat()
      .then(() => {
        hasFailed = false;
      })
      .catch((error: unknown) => {
        if (!hasFailed) log.error({ node: facts.name, error }, "the heartbeat fails");
        hasFailed = true;
      })
      .finally(() => {
        beating = undefined;
        if (!isStopped) timer = setTimeout(look, nextLookMs());
      });
  }

  return {
    lease: () => lease,
    heldUntil: () => heldUntil,
    held() {
      if (isStopped) return Promise.resolve(false);
      if (heldUntil > monotonicMs()) return Promise.resolve(true);
      const isHeld = new Promise<boolean>((resolve) => waiting.push(resolve));
      look();
      return isHeld;
    },
    async start(heard) {
      listener = heard;
      const own = await register();
      owe(await store.claim(own, everything), own);
      timer = setTimeout(look, beatMs);
      await takeUpOwed();
    },
    setAddress(address) {
      facts = { ...facts, address };
    },
    peers: () => others,
    look,
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      answer(false);
      await beating;
      const last = lease;
      lease = undefined;
      heldUntil = 0;
      if (last === undefined) return;
      await store.leave(last).catch((error: unknown) => log.error({ error }, "giving the lease back failed"));
    },
  };
}

const everything = 1_000_000;

function nameOf({ tenantId, executionId }: ExecutionKey): string {
  return `${tenantId}/${executionId}`;
}

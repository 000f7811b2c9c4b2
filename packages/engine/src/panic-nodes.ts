import { type NodeStop, type PanicNode, silentNode } from "@steadyhand/core/panic";
import type { PanicMessage, PanicPeer, PanicPeers } from "./panic-ports.ts";
import type { Clock } from "./ports.ts";

interface NodesOptions {
  readonly node: PanicNode;
  readonly peers: PanicPeers;
  readonly clock: Clock;
  readonly changed: () => void;
}

/** The other nodes, and what each of them has answered. One that has not answered stays listed until it does. */
export interface PanicNodes {
  tell(message: PanicMessage): void;
  /** Tells those that have not answered that they are stopped. */
  askAgain(message: PanicMessage): void;
  stops(): NodeStop[];
  /** Resolves when each node that was told has answered or failed to. */
  answered(): Promise<void>;
  /** Tells one message to all and gives each one's answer or trouble, apart from the table. */
  ask(message: PanicMessage): Promise<readonly NodeAnswer[]>;
  forget(): void;
}

export type NodeAnswer = { readonly peer: PanicPeer; readonly tookMs: number } & (
  | { readonly ok: true; readonly stop: NodeStop }
  | { readonly ok: false; readonly problem: string }
);

interface Told {
  readonly peer: PanicPeer;
  readonly at: number;
  readonly stop?: NodeStop;
  readonly problem?: string;
  readonly asking?: Promise<void>;
}

/** After so long without an answer a node counts as unconfirmed, and another try begins. */
const answerWithinMs = 1000;

export function createPanicNodes({ node, peers, clock, changed }: NodesOptions): PanicNodes {
  const told = new Map<string, Told>();

  const others = () => peers.list().filter(({ id }) => id !== node.id);

  async function ask(peer: PanicPeer, message: PanicMessage): Promise<NodeAnswer> {
    const startedAt = clock.now().getTime();
    const limit = new AbortController();
    const cancel = clock.at(new Date(startedAt + answerWithinMs), () => limit.abort());
    const tookMs = () => clock.now().getTime() - startedAt;
    try {
      const stop = await peers.tell(peer, message, limit.signal);
      // An address goes over to another server: its stop is not this one's.
      const isSame = stop.node.id === peer.id;
      if (!isSame) return { ok: false, peer, problem: `${stop.node.name} answered at its address`, tookMs: tookMs() };
      return { ok: true, peer, stop, tookMs: tookMs() };
    } catch (error) {
      const why = limit.signal.aborted ? `no answer within ${answerWithinMs} ms` : String(error);
      return { ok: false, peer, problem: why, tookMs: tookMs() };
    } finally {
      cancel();
    }
  }

  function tellOne(peer: PanicPeer, message: PanicMessage): void {
    const before = told.get(peer.id);
    const at = before?.at ?? clock.now().getTime();
    const asking = ask(peer, message).then((answer) => {
      if (told.get(peer.id)?.asking !== asking) return;
      const { stop } = told.get(peer.id) ?? {};
      const known = answer.ok ? { stop: answer.stop } : { problem: answer.problem, ...(stop && { stop }) };
      told.set(peer.id, { peer, at, ...known });
      changed();
    });
    told.set(peer.id, { ...before, peer, at, asking });
  }

  function stopOf({ peer, at, stop, problem }: Told): NodeStop {
    const { id, name } = peer;
    if (problem !== undefined) return silentNode({ id, name }, "unconfirmed", problem);
    if (stop !== undefined) return { ...stop, node: { id, name } };
    const isLate = clock.now().getTime() - at >= answerWithinMs;
    return silentNode({ id, name }, isLate ? "unconfirmed" : "stopping", "it has not answered yet");
  }

  return {
    tell(message) {
      for (const peer of others()) tellOne(peer, message);
    },
    askAgain(message) {
      for (const peer of others()) if (told.get(peer.id)?.asking === undefined) tellOne(peer, message);
    },
    stops: () => [...told.values()].map(stopOf),
    async answered() {
      await Promise.all([...told.values()].map(({ asking }) => asking));
    },
    ask: (message) => Promise.all(others().map((peer) => ask(peer, message))),
    forget: () => told.clear(),
  };
}

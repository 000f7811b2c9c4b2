import type { Execution } from "@steadyhand/core/execution";
import type { PanicPress } from "@steadyhand/core/panic";
import type { ExecutionKey } from "./ports.ts";

export type NodeId = `nod_${string}`;

/** What one server says of itself to the others. */
export interface NodeFacts {
  readonly id: NodeId;
  /** For people: what STEADYHAND_NODE says, or machine and port. */
  readonly name: string;
  /** The target whose steps it can run. */
  readonly target: string;
  /** Which runner folder it has: nodes of one machine may share one, and then see each other's attempts. */
  readonly runnerId: string;
  readonly version: string;
  /** Where its peers reach it; absent while it listens on its Unix socket only. */
  readonly address?: string;
}

/** A node's right to write. Who takes it away raises the epoch: from then on the database refuses this one. */
export interface Lease extends NodeFacts {
  /** Counts the times this node began anew. */
  readonly epoch: number;
}

/** One node as the others see it. */
export interface NodeView extends NodeFacts {
  readonly startedAt: Date;
  readonly epoch: number;
  /** How long its lease still holds by the database's clock; negative once it has ended. */
  readonly leaseLeftMs: number;
  /** How many open executions it carries. */
  readonly carries: number;
}

/** Which node an execution stays with while an attempt of it runs; otherwise it goes to whoever moves it. */
export interface Carrier {
  /** The runner folder that its present attempt was handed to; absent when it was handed to none. */
  readonly runnerId?: string;
  /** The epoch that this node took it up under: what it owes is begun under no other. */
  readonly epoch?: number;
  /** Who had it before, where that was another node that has lost it. */
  readonly from?: NodeId;
  /** How long ago its present attempt was handed out, in ms by the database's clock. */
  readonly handedOutMs?: number;
}

/** What reading an execution that was claimed gave. One that cannot be read keeps no other from being taken up. */
export type ReadClaim = ExecutionKey &
  (
    | { readonly state: "read"; readonly execution: Execution; readonly handedOutMs?: number }
    | { readonly state: "broken"; readonly error: unknown }
  );

/** An execution that is a node's to take up. */
export interface Claimed extends ExecutionKey, Carrier {}

/** What a heartbeat brings back. */
export interface Beat {
  /** False when another node has taken the lease: nothing may be written under it any more. */
  readonly isHeld: boolean;
  readonly others: readonly NodeView[];
  /** Executions this node carries which another node has changed: what they owe is to be carried out here. */
  readonly asked: readonly Claimed[];
  /** How many open executions nobody carries. */
  readonly orphans: number;
  /** The presses that two people have not ended. */
  readonly panic: readonly PanicPress[];
}

/** The servers that share a database, and who carries which execution. Every time in it is the database's. */
export interface NodeStore {
  /** Takes a new epoch, which ends whatever an earlier process of this node still believes it may do. */
  register(node: NodeFacts): Promise<Lease>;
  /** Makes the lease hold on from now, unless it was taken. `address` may have changed. */
  beat(lease: Lease, address?: string): Promise<Beat>;
  /** Takes the lease of a node whose time is over, in one statement; false when it holds after all, or was taken. */
  fence(dead: Pick<NodeView, "id" | "epoch">): Promise<boolean>;
  /** Takes up to `most` open executions that nobody carries, and those whose attempt only this node's runner knows. */
  claim(lease: Lease, most: number): Promise<readonly Claimed[]>;
  /** Reads executions that were claimed; waits for whoever is just storing one of them. Ended ones are left out. */
  read(keys: readonly ExecutionKey[]): Promise<readonly ReadClaim[]>;
  /** Gives everything back, so that others need not wait for the lease's end. */
  leave(lease: Lease): Promise<void>;
  list(): Promise<readonly NodeView[]>;
}

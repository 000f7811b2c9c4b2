import { cgroupReach } from "./cgroup-reach.ts";
import { markerReach } from "./marker-reach.ts";
import type { ProcessFacts, ProcessIdentity } from "./process-table.ts";
import { sendSignal } from "./process-table.ts";

/** How all processes of an attempt are found, as the journal says it. */
export type ReachRecord = { readonly kind: "cgroup2" | "cgroup1"; readonly path: string } | { readonly kind: "marker" };

/** All processes of one attempt, whatever they did to get away. */
export interface Reach {
  /** Those that live; the remains of ended ones do not count. */
  members(): ProcessFacts[];
  /** Kills every one of them that is there now. Repeat until none is left. */
  killAll(): void;
}

export interface MainProcess extends ProcessIdentity {
  /** Whoever asks has just started it: its number cannot have been given to another yet. */
  readonly isFresh?: boolean;
}

/** What identifies the processes of an attempt beside its cgroup. */
export interface AttemptIdentity {
  readonly marker: string;
  /** The main process, once it is known. It leads its own group and session. */
  readonly main?: MainProcess;
}

export function reachFor(record: ReachRecord, identity: AttemptIdentity): Reach {
  return record.kind === "marker" ? markerReach(identity) : cgroupReach(record);
}

export function signalAll(reach: Reach, signal: NodeJS.Signals): void {
  for (const { pid } of reach.members()) sendSignal(pid, signal);
}

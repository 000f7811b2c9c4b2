import type { AuditEventDraft } from "@steadyhand/core/audit";
import type { NodeStop, PanicId, PanicNode, PanicPress, Resumption } from "@steadyhand/core/panic";

/** Everything that runs work on this node: the runner, and the engine of containers where there is one. */
export interface PanicRunner {
  /** Stops all there is, or ends it with `kill`, and says what was seen. Nothing starts from the call on. */
  haltAll(how: { readonly kill: boolean }): Promise<readonly HaltedAttempt[]>;
  /** Goes the same way and only looks. */
  probeAll(): Promise<readonly HaltedAttempt[]>;
  /** Starts are taken again. */
  release(): void;
}

/** One attempt as it was seen. `gone`: nothing of it is left. `unsure`: it was not seen as it should be. */
export interface HaltedAttempt {
  readonly attemptId: string;
  readonly seen: "stopped" | "running" | "gone" | "unsure";
  readonly processes: number;
  readonly problem?: string;
}

/** A mark outside of the database that says panic: a file, a key of Redis. Each alone means that it is on. */
export interface PanicSign {
  readonly name: "file" | "redis";
  /** What it shows now. */
  read(): Promise<PanicPress | undefined>;
  /** Makes it show this press, durably. Leaves what it shows already. */
  raise(press: PanicPress): Promise<void>;
  /** Takes it away when it shows one of these. Throws when it cannot, and then it goes on meaning panic. */
  lower(ids: readonly PanicId[]): Promise<void>;
  /** Calls `seen` each time it is found to show a press, within 250 ms of its coming, until the function is called. */
  watch(seen: (press: PanicPress) => void): () => void;
  /** Does what `raise` does, where nobody takes it for panic. */
  drill(): Promise<void>;
}

/** What the database knows of panic. */
export interface StoredPanic {
  readonly presses: readonly PanicPress[];
  /** The newest presses that two people have ended. */
  readonly lifted: readonly PanicId[];
  readonly resumption: Resumption;
}

export interface PanicStore {
  read(): Promise<StoredPanic>;
  /**
   * Stores a press with its events, once: of a press that is stored, or was lifted, nothing is stored again. One that is
   * new voids an ask to resume, which knew nothing of it. Says whether it holds.
   */
  press(press: PanicPress, events: readonly AuditEventDraft[]): Promise<"on" | "lifted">;
  /** Decides on what is stored, with nobody else deciding meanwhile, and stores what comes out with its events. */
  resume<Result>(decide: (stored: StoredPanic) => ResumeStored<Result>): Promise<Result>;
}

/** Stores what panic does to each open run, or to those of `only`; it is called again until it succeeds. */
export type StopExecutions = (press: PanicPress, only?: ReadonlySet<string>) => Promise<void>;

export interface ResumeStored<Result> {
  readonly resumption?: Resumption;
  /** These are over. */
  readonly lift?: readonly PanicId[];
  readonly events: readonly AuditEventDraft[];
  readonly result: Result;
}

/** Another node, as it was last known: nothing is looked up once panic is pressed. */
export interface PanicPeer extends PanicNode {
  /** Where it listens for us. */
  readonly address: string;
}

export type PanicMessage =
  | { readonly type: "pressed"; readonly press: PanicPress }
  /** Only a hint: whoever hears it asks the database whether it is so. */
  | { readonly type: "lifted" }
  | { readonly type: "probe" };

/** The other nodes, told directly and each for itself. */
export interface PanicPeers {
  list(): readonly PanicPeer[];
  /** Throws when it does not answer in time, or when its answer is not signed. */
  tell(peer: PanicPeer, message: PanicMessage, signal: AbortSignal): Promise<NodeStop>;
}

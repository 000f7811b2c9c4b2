import type { Program } from "../stage/start-program.ts";
import type { WorkloadSource } from "../workload/meter.ts";

/** One way in which a chapter breaks the lab. */
export interface Breakage {
  readonly fault: string;
  readonly member: string;
  /** What really happens, for people: `the process of node-2 is killed`. */
  readonly what: string;
}

export interface Chapter {
  readonly title: string;
  /** What is going to happen and what to look for, before it does. */
  readonly text: string;
  readonly breaks: readonly Breakage[];
}

/** A system to break on purpose that runs as programs of its own. */
export interface Lab {
  readonly title: string;
  /** What it is made of, for people. */
  readonly what: string;
  readonly program: Program;
  /** As its file names it. */
  readonly subject: string;
  /** The whole subject's file. */
  readonly file: string;
  readonly workload: WorkloadSource;
  readonly chapters: readonly Chapter[];
  /** Through the lab's own door, which stands for a person at the machine. Throws `demo.lab`. */
  break(breakage: Breakage): Promise<void>;
  /** Takes back every fault of these, whatever has become of it. Throws `demo.lab`. */
  mend(breaks: readonly Breakage[]): Promise<void>;
}

export interface LabStart {
  readonly projectFolder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

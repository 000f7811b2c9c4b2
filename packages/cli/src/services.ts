import type { Interrupts } from "./interrupts/interrupts.ts";
import type { Io } from "./io/io.ts";

/** Everything a command may touch. */
export interface Services {
  readonly io: Io;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly workingDirectory: string;
  /** Where the project lies: its page, its server, its set-up. */
  readonly projectFolder: string;
  readonly now: () => Date;
  readonly interrupts: Interrupts;
  readonly isRoot: boolean;
  /** Ends the process without cleaning up: only for a second Ctrl-C. */
  readonly exit: (code: number) => never;
  /** From here on memory counts more than speed: a batch of a million lines shall need what ten need. */
  readonly keepMemorySmall: () => void;
  /** Runs another program of ours with this terminal, and answers with how it ended. */
  readonly runNode: (script: string, args: readonly string[]) => Promise<number>;
}

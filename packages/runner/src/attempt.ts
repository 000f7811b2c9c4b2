import type { OutputSummary } from "@steadyhand/core/execution";

export type { OutputSummary };

/** How an attempt ended. The first reason to end wins. `lost`: nobody can say whether, or how far, it ran. */
export type EndReason = "exited" | "timed_out" | "cancelled" | "killed" | "not_started" | "lost";

/** A process that a step left behind and that was ended. Secrets are removed from its command line. */
export interface LeftProcess {
  readonly pid: number;
  readonly command: string;
}

/** What was seen of one attempt once it had ended, with every process of it. */
export interface AttemptEnd {
  readonly reason: EndReason;
  readonly exitCode?: number;
  readonly signal?: string;
  readonly startedAt?: Date;
  readonly endedAt: Date;
  readonly stdout: OutputSummary;
  readonly stderr: OutputSummary;
  /** Why it could not be started, or what is not known. */
  readonly detail?: string;
  readonly orphans: readonly LeftProcess[];
}

/** Hears of one attempt. `ended` comes last and once; nothing of the attempt runs any more by then. */
export interface AttemptListener {
  started(pid: number, at: Date): void;
  /** Raw bytes as they come, no more of them than are kept. Redact them before they go anywhere. */
  output(stream: "stdout" | "stderr", bytes: Uint8Array): void;
  ended(end: AttemptEnd): void;
}

/** `AttemptEnd` as it is written: dates as ISO text. */
export type WrittenEnd = Omit<AttemptEnd, "startedAt" | "endedAt"> & {
  readonly startedAt?: string;
  readonly endedAt: string;
};

export function readEnd({ startedAt, endedAt, ...rest }: WrittenEnd): AttemptEnd {
  return {
    ...rest,
    ...(startedAt === undefined ? {} : { startedAt: new Date(startedAt) }),
    endedAt: new Date(endedAt),
  };
}

/** SHA-256 of nothing: of a stream that never said anything. */
export const silent: OutputSummary = {
  bytes: 0,
  keptBytes: 0,
  sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  truncated: false,
};

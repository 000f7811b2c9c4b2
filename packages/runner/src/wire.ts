import type { WrittenEnd } from "./attempt.ts";
import type { ForgottenMark } from "./forgotten.ts";

/** What the helper is started with. */
export interface HelperSettings {
  readonly journalDirectory: string;
  readonly keepBytesPerStream: number;
  readonly graceMs: number;
  readonly reach: "best" | "cgroup2" | "cgroup1" | "marker";
  readonly server: { readonly pid: number; readonly startTicks: number };
}

/** What the server tells its helper. `slot` numbers the attempts of one helper; `request` is answered. */
export type ToHelper =
  | {
      readonly type: "start";
      readonly slot: number;
      readonly attemptId: string;
      readonly name: string;
      readonly words: readonly string[];
      /** Written to its standard input, which is then closed; without it there is none. */
      readonly input?: string;
      /** Of an action only: the exit status that says that nobody knows whether it happened. */
      readonly unknownStatus?: number;
      readonly workingDirectory: string;
      readonly environment: Readonly<Record<string, string>>;
      readonly timeoutMs: number;
      readonly startBefore?: number;
      readonly forgottenMark: ForgottenMark;
    }
  | {
      readonly type: "end";
      readonly slot: number;
      readonly request: number;
      readonly reason: "cancelled" | "killed";
      readonly graceMs?: number;
    }
  | { readonly type: "pause" | "resume"; readonly slot: number; readonly request: number }
  | { readonly type: "forget"; readonly slot: number }
  /** Panic: stops or ends everything at once, and starts nothing until `release`. Answered by `surveyed`. */
  | { readonly type: "halt"; readonly request: number; readonly kill: boolean }
  /** Starts are taken again. What was stopped stays stopped until each is resumed. */
  | { readonly type: "release" }
  /** Goes the way of `halt` and only looks. Answered by `surveyed`. */
  | { readonly type: "probe"; readonly request: number }
  | { readonly type: "leave" };

/** What the helper tells the server. */
export type FromHelper =
  | { readonly type: "ready"; readonly reach: string }
  | { readonly type: "accepted"; readonly slot: number }
  | { readonly type: "refused"; readonly slot: number; readonly code: string; readonly why: string }
  | {
      readonly type: "started";
      readonly slot: number;
      readonly pid: number;
      readonly startTicks: number;
      readonly at: string;
    }
  | { readonly type: "ended"; readonly slot: number; readonly end: WrittenEnd }
  | { readonly type: "answered"; readonly request: number; readonly problem?: string }
  | { readonly type: "surveyed"; readonly request: number; readonly attempts: readonly SurveyedAttempt[] };

/** One attempt as it was seen while all of them were looked at. */
export interface SurveyedAttempt {
  readonly slot: number;
  /** `gone`: nothing of it was left. `unsure`: not all of it was seen as it should be, and `problem` says why. */
  readonly seen: "stopped" | "running" | "gone" | "unsure";
  readonly processes: number;
  readonly problem?: string;
}

export type StreamName = "stdout" | "stderr";

/** One frame: 4 bytes of length, 1 byte of kind, and then JSON, or 4 bytes of slot and output. */
const headBytes = 5;
const kinds = ["message", "stdout", "stderr"] as const;

export function messageFrame(message: ToHelper | FromHelper): Buffer {
  const body = Buffer.from(JSON.stringify(message));
  const head = Buffer.allocUnsafe(headBytes);
  head.writeUInt32BE(body.length, 0);
  head.writeUInt8(0, 4);
  return Buffer.concat([head, body]);
}

export function outputFrame(slot: number, stream: StreamName, bytes: Uint8Array): Buffer {
  const head = Buffer.allocUnsafe(headBytes + 4);
  head.writeUInt32BE(bytes.length + 4, 0);
  head.writeUInt8(stream === "stdout" ? 1 : 2, 4);
  head.writeUInt32BE(slot, headBytes);
  return Buffer.concat([head, bytes]);
}

/** Takes bytes as they come and hands out whole frames. Both ends are ours and of one version. */
export function openFrameReader<Message>(on: {
  message(message: Message): void;
  output(slot: number, stream: StreamName, bytes: Buffer): void;
}): (bytes: Buffer) => void {
  let held: Buffer = Buffer.alloc(0);
  return (bytes) => {
    held = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
    while (held.length >= headBytes) {
      const end = headBytes + held.readUInt32BE(0);
      if (held.length < end) return;
      const kind = kinds[held.readUInt8(4)];
      const body = held.subarray(headBytes, end);
      held = held.subarray(end);
      if (kind === "message") on.message(JSON.parse(body.toString()));
      else if (kind !== undefined) on.output(body.readUInt32BE(0), kind, body.subarray(4));
    }
  };
}

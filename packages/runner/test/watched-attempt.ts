import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AttemptEnd, AttemptListener, Order } from "../src/index.ts";

/** A listener that remembers what it heard, and can be waited for. */
export interface WatchedAttempt extends AttemptListener {
  readonly pid: Promise<number>;
  readonly end: Promise<AttemptEnd>;
  readonly text: { stdout: string; stderr: string };
  readonly bytes: { stdout: number; stderr: number };
  ends: number;
  /** Resolves when this was said on stdout. */
  said(text: string): Promise<void>;
}

export function watchAttempt(): WatchedAttempt {
  const pid = Promise.withResolvers<number>();
  const end = Promise.withResolvers<AttemptEnd>();
  const waiting: { text: string; resolve: () => void }[] = [];
  const watched: WatchedAttempt = {
    pid: pid.promise,
    end: end.promise,
    text: { stdout: "", stderr: "" },
    bytes: { stdout: 0, stderr: 0 },
    ends: 0,
    said(text) {
      if (watched.text.stdout.includes(text)) return Promise.resolve();
      return new Promise((resolve) => waiting.push({ text, resolve }));
    },
    started: (started) => pid.resolve(started),
    output(stream, bytes) {
      watched.bytes[stream] += bytes.length;
      if (watched.text[stream].length < 100_000) watched.text[stream] += Buffer.from(bytes).toString("latin1");
      for (const { text, resolve } of waiting) if (watched.text.stdout.includes(text)) resolve();
    },
    ended(ended) {
      watched.ends += 1;
      end.resolve(ended);
    },
  };
  return watched;
}

let count = 0;

export function shellOrder(script: string, more: Partial<Order> = {}): Order {
  count += 1;
  return {
    attemptId: `exe_${process.pid}/stp_${count}/1`,
    command: { kind: "shell", script },
    workingDirectory: tmpdir(),
    environment: { PATH: "/usr/local/bin:/usr/bin:/bin" },
    timeoutMs: 20_000,
    ...more,
  };
}

export function wordsOrder(words: readonly string[], more: Partial<Order> = {}): Order {
  return shellOrder("", { command: { kind: "words", words }, ...more });
}

export function temporaryDirectory(): string {
  return mkdtempSync(join(tmpdir(), "steadyhand-runner-"));
}

/** Looks until it is so; fails after a while, saying what it waited for. */
export async function eventually(what: string, isSo: () => boolean, limitMs = 8000): Promise<void> {
  const until = Date.now() + limitMs;
  while (!isSo()) {
    if (Date.now() > until) throw new Error(`It never came to this: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export function isRunning(pid: number): boolean {
  if (!existsSync(`/proc/${pid}/stat`)) return false;
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return !/^[ZX]/.test(text.slice(text.lastIndexOf(")") + 2));
  } catch {
    return false;
  }
}

export function readNumbers(path: string): number[] {
  return existsSync(path) ? readFileSync(path, "utf8").trim().split(/\s+/).filter(Boolean).map(Number) : [];
}

export function remove(path: string): void {
  rmSync(path, { recursive: true, force: true });
}

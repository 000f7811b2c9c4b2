import type { LeftProcess } from "../attempt.ts";
import { commandLine, sendSignal } from "../reach/process-table.ts";
import { type Reach, signalAll } from "../reach/reach.ts";

/** What a step's last helpers may take to end by themselves, such as `tee` behind `exec > >(tee log)`. */
const settleMs = 100;
const leftGraceMs = 1000;

/** Asks all processes of an attempt to end. Stopped ones only hear it once they go on. */
export function askToEnd(reach: Reach): void {
  signalAll(reach, "SIGTERM");
  signalAll(reach, "SIGCONT");
}

/** Kills until nothing is left. There is no way on from here: while something lives, the attempt has not ended. */
export async function killUntilGone(reach: Reach): Promise<void> {
  for (let waitMs = 1; reach.members().length > 0; waitMs = Math.min(waitMs * 2, 250)) {
    reach.killAll();
    await wait(waitMs);
  }
}

/**
 * Ends what is left of an attempt after its main process, and says what that was. What ends by itself within its grace,
 * or within a moment, was not left behind.
 */
export async function endLeft(
  reach: Reach,
  how: { graceUntil: () => number; isForced: () => boolean; describe: (command: string) => string },
): Promise<LeftProcess[]> {
  const settledAt = Date.now() + settleMs;
  if (await isGoneBy(reach, () => Math.max(settledAt, how.graceUntil()), how.isForced)) return [];
  const left = new Map<number, LeftProcess>();
  const note = () => {
    for (const { pid } of reach.members()) {
      if (!left.has(pid)) left.set(pid, { pid, command: how.describe(commandLine(pid)) });
    }
  };
  note();
  askToEnd(reach);
  const leftUntil = Date.now() + leftGraceMs;
  if (!(await isGoneBy(reach, () => leftUntil, how.isForced))) {
    note();
    await killUntilGone(reach);
  }
  return [...left.values()];
}

async function isGoneBy(reach: Reach, until: () => number, isForced: () => boolean): Promise<boolean> {
  for (let waitMs = 1; reach.members().length > 0; waitMs = Math.min(waitMs * 2, 20)) {
    if (isForced() || Date.now() >= until()) return false;
    await wait(waitMs);
  }
  return true;
}

/**
 * Stops or continues all processes and returns once each of them is seen so; says what stood in the way otherwise.
 * `isWanted` turns false when the attempt is to end instead.
 */
export async function setStopped(
  reach: Reach,
  isStopped: boolean,
  isWanted: () => boolean,
): Promise<string | undefined> {
  const until = Date.now() + 2000;
  for (let waitMs = 1; isWanted(); waitMs = Math.min(waitMs * 2, 20)) {
    const wrong = notAs(reach, isStopped);
    // Looked at twice: a process could have been forked between the list and the stop of its parent. Not after.
    if (wrong.length === 0 && notAs(reach, isStopped).length === 0) return undefined;
    if (Date.now() >= until) {
      return `processes ${wrong.map(({ pid }) => pid).join(", ")} were not seen ${isStopped ? "stopped" : "going on"}`;
    }
    for (const { pid } of wrong) sendSignal(pid, isStopped ? "SIGSTOP" : "SIGCONT");
    await wait(waitMs);
  }
  return "it is being ended";
}

function notAs(reach: Reach, isStopped: boolean) {
  return reach.members().filter(({ state }) => /^t$/i.test(state) !== isStopped);
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

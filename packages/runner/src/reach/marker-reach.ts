import { findProcess, hasVariable, listProcesses, type ProcessFacts, sendSignal } from "./process-table.ts";
import type { AttemptIdentity, MainProcess, Reach } from "./reach.ts";

/** Every process of an attempt inherits this variable with a value of its own. */
export const markerName = "STEADYHAND_ATTEMPT";

/**
 * Finds the processes of an attempt where no cgroup can be made: by group and session of the main process, by the marker
 * in their environment, and by descent from one of these. What clears its environment, leaves the session and outlives
 * its parent between two looks gets away; with a cgroup it does not.
 */
export function markerReach({ marker, main }: AttemptIdentity): Reach {
  /** Seen once as a member: stays one, also when it gives away its parent or its group. */
  const known = new Map<number, number>();
  const members = () => {
    const candidates = listProcesses().filter(
      ({ pid, startTicks }) => pid !== process.pid && startTicks >= (main?.startTicks ?? 0),
    );
    const isMainOurs = main !== undefined && ownsItsNumber(main);
    const found = new Map<number, ProcessFacts>();
    for (const each of candidates) {
      const isOfMain = isMainOurs && [each.pid, each.group, each.session].includes(main?.pid ?? 0);
      const isKnown = known.get(each.pid) === each.startTicks;
      if (isOfMain || isKnown || hasVariable(each.pid, markerName, marker)) found.set(each.pid, each);
    }
    addDescendants(found, candidates);
    for (const { pid, startTicks } of found.values()) known.set(pid, startTicks);
    return [...found.values()];
  };
  return {
    members,
    killAll() {
      for (const { pid, startTicks } of members()) {
        if (findProcess(pid)?.startTicks === startTicks) sendSignal(pid, "SIGKILL");
      }
    },
  };
}

/**
 * Says whether the number of the main process, and with it its group and session, still is the one that was given to it.
 * Once it ended, the number can be another's; then only the marker speaks.
 */
function ownsItsNumber({ startTicks, isFresh, pid }: MainProcess): boolean {
  const holder = findProcess(pid);
  return holder === undefined ? isFresh === true : holder.startTicks === startTicks;
}

function addDescendants(found: Map<number, ProcessFacts>, candidates: readonly ProcessFacts[]): void {
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const each of candidates) if (found.has(each.parent)) found.set(each.pid, each);
  }
}

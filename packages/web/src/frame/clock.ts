import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();
let nowMs = 0;
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  nowMs = Date.now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The time, once a second, the same for everything on the page. */
export function useNow(): Date {
  const ms = useSyncExternalStore(subscribe, () => {
    // Nobody has listened for a while: the last tick is old.
    if (timer === undefined && Math.abs(Date.now() - nowMs) > 1000) nowMs = Date.now();
    return nowMs;
  });
  return new Date(ms);
}

/** Counts down running time: it can be stopped and goes on where it was. */
export interface Stopwatch {
  start(): void;
  stop(): void;
}

export function openStopwatch(limitMs: number, onOver: () => void): Stopwatch {
  let leftMs = limitMs;
  let startedAt = 0;
  let timer: NodeJS.Timeout | undefined;
  return {
    start() {
      if (timer !== undefined) return;
      startedAt = performance.now();
      timer = setTimeout(onOver, leftMs);
    },
    stop() {
      if (timer === undefined) return;
      clearTimeout(timer);
      timer = undefined;
      leftMs = Math.max(1, leftMs - (performance.now() - startedAt));
    },
  };
}

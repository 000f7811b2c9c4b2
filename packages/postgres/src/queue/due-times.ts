/** Wakes a worker when something becomes due, so that it need not look more often than every half second. */
export interface DueTimes {
  /** Something that this process knows of is due in so many milliseconds. */
  add(inMs: number): void;
  stop(): void;
}

/** How far ahead due times are read, and how often: those in between are heard of by `add`, or found by polling. */
const aheadMs = 30_000;
const readEveryMs = 20_000;
/** PostgreSQL and Node count time in different steps: a look that comes too early finds nothing. */
const afterMs = 2;

/** `read` gives in how many milliseconds something is due, for all within `aheadMs` at most. */
export function createDueTimes(options: {
  readonly read: (aheadMs: number) => Promise<readonly number[]>;
  readonly wake: () => void;
}): DueTimes {
  const { read, wake } = options;
  const timers = new Map<number, NodeJS.Timeout>();
  let isStopped = false;

  function add(inMs: number): void {
    if (isStopped || inMs > aheadMs) return;
    // One timer a millisecond, however many are due in it.
    const at = Math.ceil(performance.now() + inMs) + afterMs;
    if (timers.has(at)) return;
    const fire = () => {
      timers.delete(at);
      wake();
    };
    timers.set(at, setTimeout(fire, at - performance.now()).unref());
  }

  async function readAhead(): Promise<void> {
    // Not answered: the database is away. Polling finds what is due once it is back.
    for (const inMs of await read(aheadMs).catch(() => [])) add(inMs);
  }

  void readAhead();
  const reading = setInterval(readAhead, readEveryMs).unref();
  return {
    add,
    stop() {
      isStopped = true;
      clearInterval(reading);
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}

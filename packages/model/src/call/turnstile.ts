/** Lets a bounded number through at a time; the others wait in order. */
export interface Turnstile {
  /** Resolves to the function that gives the place back, or to `undefined` when `signal` ended the waiting. */
  enter(signal: AbortSignal): Promise<(() => void) | undefined>;
}

export function createTurnstile(places: number): Turnstile {
  let free = places;
  const waiting = new Set<() => void>();
  const leave = () => {
    const [next] = waiting;
    if (next === undefined) {
      free++;
      return;
    }
    waiting.delete(next);
    next();
  };
  const place = () => {
    let isHeld = true;
    return () => {
      if (isHeld) leave();
      isHeld = false;
    };
  };
  return {
    async enter(signal) {
      if (signal.aborted) return undefined;
      if (free > 0) {
        free--;
        return place();
      }
      return new Promise((resolve) => {
        const admit = () => {
          signal.removeEventListener("abort", giveUp);
          resolve(place());
        };
        const giveUp = () => {
          waiting.delete(admit);
          resolve(undefined);
        };
        waiting.add(admit);
        signal.addEventListener("abort", giveUp, { once: true });
      });
    },
  };
}

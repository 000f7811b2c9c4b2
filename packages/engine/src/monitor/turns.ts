/** Lets so many work at once; the others wait in the order they came. */
export interface Turns {
  take<Result>(work: () => Promise<Result>): Promise<Result>;
}

export function createTurns(atOnce: number): Turns {
  const waiting: (() => void)[] = [];
  let free = atOnce;
  return {
    async take(work) {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        // The turn is handed on, so that nobody who comes just now is quicker.
        if (next) next();
        else free += 1;
      }
    },
  };
}

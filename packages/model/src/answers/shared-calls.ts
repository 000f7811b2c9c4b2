import { type Absence, absent } from "../call/absence.ts";
import { endedBy } from "../call/ended-by.ts";

/** Lets those who ask the same at the same time share one call. */
export interface SharedCalls<Value> {
  /**
   * Joins the call of this key, or starts it. Who leaves by `signal` gets an absence at once; the call itself ends
   * when the last one has left.
   */
  join(key: string, start: (signal: AbortSignal) => Promise<Value>, signal?: AbortSignal): Promise<Value | Absence>;
  /** Ends every call and refuses new ones. Resolves when all of them have ended. */
  close(): Promise<void>;
}

interface Call<Value> {
  readonly ending: AbortController;
  readonly result: Promise<Value>;
  waiting: number;
}

const closed = absent("closed", "the server is ending");

export function createSharedCalls<Value>(): SharedCalls<Value> {
  const calls = new Map<string, Call<Value>>();
  let isClosed = false;

  function begin(key: string, start: (signal: AbortSignal) => Promise<Value>): Call<Value> {
    const ending = new AbortController();
    const result = start(ending.signal).finally(() => {
      if (calls.get(key) === call) calls.delete(key);
    });
    const call: Call<Value> = { ending, result, waiting: 0 };
    calls.set(key, call);
    return call;
  }

  return {
    async join(key, start, signal) {
      if (isClosed) return closed;
      if (signal?.aborted) return endedBy(signal);
      const call = calls.get(key) ?? begin(key, start);
      call.waiting++;
      const left = Promise.withResolvers<Absence>();
      const leave = () => left.resolve(endedBy(signal as AbortSignal)); // only heard from where there is a signal
      signal?.addEventListener("abort", leave, { once: true });
      try {
        return await Promise.race([call.result, left.promise]);
      } finally {
        signal?.removeEventListener("abort", leave);
        call.waiting--;
        if (call.waiting === 0) {
          // Nobody may join a call that is being ended.
          if (calls.get(key) === call) calls.delete(key);
          call.ending.abort(absent("cancelled", "whoever asked did not wait for the answer"));
        }
      }
    },
    async close() {
      isClosed = true;
      const open = [...calls.values()];
      for (const { ending } of open) ending.abort(closed);
      await Promise.allSettled(open.map(({ result }) => result));
    },
  };
}

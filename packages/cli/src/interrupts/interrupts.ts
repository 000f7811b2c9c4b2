type Signal = "SIGINT" | "SIGTERM" | "SIGHUP";
type Listener = (signal: Signal) => void;

/** Who hears of Ctrl-C and of a polite request to end. Without a listener the process just ends, as usual. */
export interface Interrupts {
  /** The latest listener hears it alone, until the returned function is called. */
  listen(listener: Listener): () => void;
}

interface SignalSource {
  on(signal: Signal, listener: Listener): unknown;
  off(signal: Signal, listener: Listener): unknown;
}

const signals: readonly Signal[] = ["SIGINT", "SIGTERM", "SIGHUP"];
/** One Ctrl-C may reach us twice, from the terminal and through the program that started us. */
const oneKeyPressMs = 60;

export function createInterrupts({
  process,
  now,
}: {
  readonly process: SignalSource;
  readonly now: () => number;
}): Interrupts {
  const listeners: Listener[] = [];
  let last = Number.NEGATIVE_INFINITY;
  const hear = (signal: Signal) => {
    const at = now();
    if (at - last < oneKeyPressMs) return;
    last = at;
    listeners.at(-1)?.(signal);
  };
  return {
    listen(listener) {
      if (listeners.length === 0) for (const signal of signals) process.on(signal, hear);
      listeners.push(listener);
      return () => {
        const at = listeners.lastIndexOf(listener);
        if (at === -1) return;
        listeners.splice(at, 1);
        if (listeners.length === 0) for (const signal of signals) process.off(signal, hear);
      };
    },
  };
}

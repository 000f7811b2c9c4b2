/** A Ctrl-C that nobody has dealt with yet. */
export interface Interrupt {
  ask(): void;
  /** Not to be asked about: the terminal is gone, or the system wants us to end. */
  leave(): void;
  isLeaving(): boolean;
  isAsked(): boolean;
  /** Aborts when the next one comes. */
  signal(): AbortSignal;
  /** It is being dealt with: the next one is a new one. */
  clear(): void;
}

export function createInterrupt(): Interrupt {
  let controller = new AbortController();
  let isLeaving = false;
  return {
    leave() {
      isLeaving = true;
      controller.abort();
    },
    isLeaving: () => isLeaving,
    ask: () => controller.abort(),
    isAsked: () => controller.signal.aborted,
    signal: () => controller.signal,
    clear() {
      controller = new AbortController();
    },
  };
}

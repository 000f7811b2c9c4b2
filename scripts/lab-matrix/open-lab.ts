/** A fault of a lab, and what is right to say of it. */
export interface LabCase {
  /** As the lab calls it. */
  readonly fault: string;
  /** The member that it strikes; absent where it is of the whole. */
  readonly on?: string;
  /** As the subject's faults call it. */
  readonly cause: string;
  /**
   * Until the system itself shows it to whoever asks: PD calls a store lost after 20 s of silence. That nobody answers is known once the time
   * for an answer is over, at the first look and at the one that ends the grace.
   */
  readonly showsAfterMs?: number;
  begin(): Promise<void>;
  end(): Promise<void>;
}

/** A system that may be broken, under its load, and how it is watched. */
export interface OpenLab {
  /** The subject's file. */
  readonly file: string;
  readonly cases: readonly LabCase[];
  stop(): Promise<void>;
}

/** A lab's own file, looked at every so often, with what else is said of it here. */
export function fileOf(text: string, everyMs: number, settings: object = {}): string {
  // It was written by our own labs, as JSON.
  const own = JSON.parse(text) as { readonly settings: object };
  return JSON.stringify({ ...own, every: `${everyMs}ms`, level: 5, settings: { ...own.settings, ...settings } });
}

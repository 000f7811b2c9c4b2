import type { Advance, ExecutionKey } from "@steadyhand/engine";

export interface Recorded {
  readonly executionId: string;
  readonly begunAt: number;
  endedAt: number | undefined;
}

/** An advance that writes down when it was called, and lets tests wait for what they want to see. */
export interface Recorder {
  readonly advance: Advance;
  readonly advances: readonly Recorded[];
  of(key: ExecutionKey): Recorded[];
  /** Resolves once `holds` is true of what was recorded. */
  until(holds: () => boolean): Promise<void>;
  /** The most advances of one execution that were ever under way at once. */
  mostAtOnce(): number;
}

export function createRecorder(work: Advance = async () => {}): Recorder {
  const advances: Recorded[] = [];
  const waiting = new Set<() => void>();
  let mostAtOnce = 0;
  const changed = () => {
    for (const look of [...waiting]) look();
  };
  return {
    advances,
    of: ({ executionId }) => advances.filter((one) => one.executionId === executionId),
    async advance(key, signal) {
      const one: Recorded = { executionId: key.executionId, begunAt: Date.now(), endedAt: undefined };
      advances.push(one);
      const now = advances.filter((each) => each.executionId === key.executionId && each.endedAt === undefined);
      mostAtOnce = Math.max(mostAtOnce, now.length);
      changed();
      try {
        await work(key, signal);
      } finally {
        one.endedAt = Date.now();
        changed();
      }
    },
    until: (holds) =>
      new Promise((resolve) => {
        const look = () => {
          if (!holds()) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    mostAtOnce: () => mostAtOnce,
  };
}

import { Worker } from "node:worker_threads";
import { checkStretch, type Stretch, type StretchCheck } from "@steadyhand/core/audit";

/** Looks at blocks of an export on this thread and on others. */
export interface ThreadedCheck {
  readonly check: StretchCheck;
  /** How many blocks may be underway so that no thread waits for one. */
  readonly ahead: number;
  close(): Promise<void>;
}

/** Of a file with fewer blocks all are read before a thread has started. */
const blocksBeforeThreads = 8;

/** What a thread has in hand: one block, and one that lies ready while the answer is on its way. */
const blocksInHand = 2;

/**
 * Begins with this thread alone, and starts others for a file that is worth it. This one does what they have no hand free for.
 * What a thread had when it ended is answered by `undefined`, which takes nothing for whole; one that never starts is not asked.
 */
export function checkOnThreads({
  others,
  script,
}: {
  /** How many threads beside this one. */
  readonly others: number;
  /** Path of what each of them runs. */
  readonly script: string;
}): ThreadedCheck {
  const threads: Thread[] = [];
  let blocks = 0;
  return {
    ahead: (others + 1) * blocksInHand,
    check(block) {
      blocks += 1;
      if (blocks === blocksBeforeThreads) for (let n = 0; n < others; n++) threads.push(startThread(script));
      return threads.find((one) => one.isFree())?.check(block) ?? checkStretch(block);
    },
    close: async () => void (await Promise.all(threads.map((one) => one.close()))),
  };
}

interface Thread {
  isFree(): boolean;
  check(block: Uint8Array): Promise<Stretch | undefined>;
  close(): Promise<unknown>;
}

function startThread(script: string): Thread {
  const worker = new Worker(script);
  const waiting: ((stretch: Stretch | undefined) => void)[] = [];
  let isThere = false;
  const end = () => {
    isThere = false;
    for (const answer of waiting.splice(0)) answer(undefined);
  };
  // It says that it is there, and then answers in the order in which it is asked.
  worker.once("message", () => {
    isThere = true;
    worker.on("message", (stretch: Stretch | undefined) => waiting.shift()?.(stretch));
  });
  for (const event of ["error", "messageerror", "exit"]) worker.once(event, end);
  return {
    isFree: () => isThere && waiting.length < blocksInHand,
    check: (block) =>
      new Promise((resolve) => {
        waiting.push(resolve);
        worker.postMessage(block);
      }),
    close: () => worker.terminate(),
  };
}

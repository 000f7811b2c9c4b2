import type { AdvanceOutbox, AskedAdvance, EngineLog } from "@steadyhand/engine";

export interface RelayOptions {
  readonly outbox: AdvanceOutbox;
  readonly send: (asked: AskedAdvance) => Promise<void>;
  readonly log: EngineLog;
}

/** What other servers added, or left behind, is found so soon. */
const lookEveryMs = 1000;
const batch = 100;

/** Hands on what was asked for in the database's transactions, at least once, in the order it was asked. */
export function createRelay({ outbox, send, log }: RelayOptions) {
  let isStopping = false;
  let isAway = false;
  let looks = 0;
  let wake = () => {};
  const look = () => {
    looks++;
    wake();
  };
  outbox.onAdded(look);
  const handingOn = run();

  async function run(): Promise<void> {
    while (!isStopping) {
      const seen = looks;
      const count = await tryOnce();
      if (count < batch && seen === looks) await sleep();
      else if (isAway) await sleep();
    }
  }

  async function tryOnce(): Promise<number> {
    try {
      const asked = await outbox.claim(batch);
      if (asked.length === 0) return 0;
      await handOn(asked);
      if (isAway) log.info({}, "the queue reaches Restate again");
      isAway = false;
      return asked.length;
    } catch (error) {
      if (!isAway && !isStopping) log.error({ error }, "the queue cannot reach Restate: it keeps trying");
      isAway = true;
      return 0;
    }
  }

  async function handOn(asked: readonly AskedAdvance[]): Promise<void> {
    const sent = await Promise.allSettled(asked.map(send));
    const idsThat = (status: "fulfilled" | "rejected") =>
      asked.filter((_, index) => sent[index]?.status === status).map(({ id }) => id);
    const [taken, refused] = [idsThat("fulfilled"), idsThat("rejected")];
    if (taken.length > 0) await outbox.settle(taken);
    if (refused.length === 0) return;
    await outbox.release(refused);
    throw sent.find((one) => one.status === "rejected")?.reason;
  }

  function sleep(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, lookEveryMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  return {
    /** Restate may take now what it did not take before. */
    look,
    async stop(): Promise<void> {
      isStopping = true;
      look();
      await handingOn;
    },
  };
}

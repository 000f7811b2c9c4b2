import { type AdvanceQueue, systemClock } from "@steadyhand/engine";
import { type DatabasePlace, openAdvanceOutbox, openPgBossQueue } from "@steadyhand/postgres";
import { openRestateQueue } from "@steadyhand/restate";

/** Where a queue is, as a text can say it to another process. */
export type QueuePlace =
  | { readonly kind: "pg-boss"; readonly place: DatabasePlace }
  | {
      readonly kind: "restate";
      readonly place: DatabasePlace;
      readonly ingressUrl: string;
      readonly adminUrl: string;
      readonly deploymentUrl: string;
      readonly port: number;
    };

const log = { info() {}, error() {} };
const shared = { log, clock: systemClock, stopWithinMs: 1000 };

/** Opens the queue that a text names. */
export async function openQueue(at: QueuePlace): Promise<AdvanceQueue> {
  if (at.kind === "pg-boss") return openPgBossQueue({ place: at.place, isSoleNode: false, ...shared });
  const outbox = await openAdvanceOutbox({ place: at.place, clock: systemClock });
  const { ingressUrl, adminUrl, deploymentUrl, port } = at;
  const queue = openRestateQueue({ ingressUrl, adminUrl, deploymentUrl, listen: { port }, outbox, ...shared });
  return {
    ...queue,
    async stop() {
      await queue.stop();
      await outbox.close();
    },
  };
}

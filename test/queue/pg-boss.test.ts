import { describeAdvanceQueue, type QueueWorld } from "./describe-advance-queue.ts";
import { openQueueDatabase } from "./queue-database.ts";
import { openQueue } from "./queue-places.ts";

async function openWorld(): Promise<QueueWorld> {
  const { place, stop, start, close } = await openQueueDatabase();
  return {
    open: () => openQueue({ kind: "pg-boss", place }),
    forChild: async () => JSON.stringify({ kind: "pg-boss", place }),
    async outage(during) {
      await stop();
      await during();
      await start();
    },
    close,
  };
}

describeAdvanceQueue("PostgreSQL, by pg-boss", openWorld, { lateMs: 250, takenOverMs: 6000 });

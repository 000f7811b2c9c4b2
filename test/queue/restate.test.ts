import { join } from "node:path";
import { describeAdvanceQueue, type QueueWorld } from "./describe-advance-queue.ts";
import { openQueueDatabase } from "./queue-database.ts";
import { openQueue, type QueuePlace } from "./queue-places.ts";
import { freePorts, openFrontDoor, startRestate } from "./restate-server.ts";

async function openWorld(): Promise<QueueWorld> {
  const { place, folder, close } = await openQueueDatabase();
  const [restate, door] = await Promise.all([startRestate(join(folder, "restate")), openFrontDoor()]);
  const { ingressUrl, adminUrl } = restate;
  const newPlace = async (): Promise<QueuePlace> => {
    const [port = 0] = await freePorts(1);
    door.add(port);
    return { kind: "restate", place, ingressUrl, adminUrl, deploymentUrl: door.url, port };
  };
  return {
    open: async () => openQueue(await newPlace()),
    forChild: async () => JSON.stringify(await newPlace()),
    async outage(during) {
      await restate.kill();
      await during();
      await restate.start();
    },
    async close() {
      await restate.kill();
      await door.close();
      await close();
    },
  };
}

describeAdvanceQueue("Restate", openWorld, { lateMs: 500, takenOverMs: 6000 });

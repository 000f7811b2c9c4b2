import { join } from "node:path";
import { freePorts, openFrontDoor, startRestate } from "../queue/restate-server.ts";

/** A real Restate under the cluster, which reaches all of its servers behind one address. */
export async function openChaosRestate(folder: string, nodes: number) {
  const restate = await startRestate(join(folder, "restate"));
  const door = await openFrontDoor();
  const ports = await freePorts(nodes);
  for (const port of ports) door.add(port);
  return {
    env: {
      STEADYHAND_RESTATE: restate.ingressUrl,
      STEADYHAND_RESTATE_ADMIN: restate.adminUrl,
      STEADYHAND_RESTATE_ADDRESS: door.url,
    },
    ownEnv: ports.map((port) => ({ STEADYHAND_RESTATE_LISTEN: String(port) })),
    async close() {
      await restate.kill();
      await door.close();
    },
  };
}

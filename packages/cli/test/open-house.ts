import { join } from "node:path";
import { type Client, createClient } from "@steadyhand/client/node";
import { createLog, openSteadyhand } from "@steadyhand/server";
import { prepareCluster } from "../../postgres/test/prepared-cluster.ts";

/** What its steps run on, and what a person types to let a dangerous one. */
export const machineName = "test-host";

/** A server on a data folder, so that no command has to start one of its own, which takes seconds. */
export async function openHouse(
  dataFolder: string,
  workingDirectory: string,
): Promise<{ readonly client: Client; close(): Promise<void> }> {
  await prepareCluster(join(dataFolder, "postgres"));
  const house = await openSteadyhand({
    ...{ dataFolder, port: 0, env: { PATH: process.env.PATH, HOME: workingDirectory }, workingDirectory },
    ...{ userName: "riley", machineName, log: createLog({ level: "error" }) },
  });
  const { socket } = await house.listen({ tcp: false });
  return { client: createClient({ socketPath: socket }), close: () => house.close() };
}

import { hostname, userInfo } from "node:os";
import { type Client, createClient } from "@steadyhand/client/node";
import { createLog, openSteadyhand } from "@steadyhand/server";
import type { Services } from "../services.ts";

/** Starts a server in this process, on its Unix socket only: nobody else can reach it. */
export async function startOwnServer({
  folder,
  databaseUrl,
  services: { env, io, workingDirectory },
}: {
  readonly folder: string;
  readonly databaseUrl: string | undefined;
  readonly services: Services;
}): Promise<{ readonly client: Client; close(): Promise<void> }> {
  const database = databaseUrl ?? env.DATABASE_URL;
  const accessKey = env.STEADYHAND_ACCESS_KEY;
  const steadyhand = await openSteadyhand({
    dataFolder: folder,
    ...(database && { databaseUrl: database }),
    ...(accessKey && { accessKey }),
    host: "127.0.0.1",
    port: 0,
    env,
    userName: userInfo().username,
    machineName: hostname(),
    workingDirectory,
    log: createLog({ level: "error" }),
    ...(io.isInteractive && { onProgress: (line: string) => io.talk(line) }),
  });
  try {
    const { socket } = await steadyhand.listen({ tcp: false });
    return { client: createClient({ socketPath: socket }), close: () => steadyhand.close() };
  } catch (error) {
    await steadyhand.close();
    throw error;
  }
}

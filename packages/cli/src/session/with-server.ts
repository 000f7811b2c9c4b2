import type { Client } from "@steadyhand/client/node";
import { exitCode } from "@steadyhand/server/exit-codes";
import type { Services } from "../services.ts";
import { dataFolder } from "./data-folder.ts";
import { findServer } from "./find-server.ts";

/** A way to a server: the one that runs on the data folder, or one in this process. */
export interface Session {
  readonly client: Client;
  readonly folder: string;
  /** It lives only as long as this command. */
  readonly isInProcess: boolean;
}

export interface ServerChoice {
  readonly data: string | undefined;
  readonly databaseUrl: string | undefined;
}

/**
 * Finds the running server of the data folder, or starts one in this process without a TCP port, and closes
 * that one again when `work` is done.
 */
export async function withServer<Result>(
  { data, databaseUrl }: ServerChoice,
  services: Services,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const folder = dataFolder(data, services);
  const running = await findServer(folder);
  if (running) return work({ client: running, folder, isInProcess: false });
  const { startOwnServer } = await import("./start-own-server.ts");
  const own = await startOwnServer({ folder, databaseUrl, services });
  let isClosing = false;
  // A command that does not listen for itself is still closed in good order; the second time it just ends.
  const forget = services.interrupts.listen(() => {
    if (isClosing) services.exit(exitCode.interrupted);
    isClosing = true;
    void own.close().finally(() => services.exit(exitCode.interrupted));
  });
  try {
    return await work({ client: own.client, folder, isInProcess: true });
  } finally {
    forget();
    await own.close();
  }
}
